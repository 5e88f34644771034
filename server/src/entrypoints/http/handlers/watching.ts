import { showThumbnail } from '../../../actions/show-thumbnail.ts'
import { watchSession } from '../../../actions/watch-session.ts'
import { readRecordings } from '../../../db/read/recordings.ts'
import { answered, handlers } from '../knock.ts'
import { sendRecording } from '../send-recording.ts'

export const watchingHandlers = handlers({
  watch: ({ parts, signedIn, params }) => watchSession(parts, { by: signedIn, sessionId: params.id }),
  thumbnail: async ({ parts, person, params, response }) => {
    const picture = await showThumbnail(parts, { by: person, sessionId: params.id })
    response.type('image/jpeg').send(Buffer.from(picture))
    return answered
  },
  recordings: ({ parts }) => readRecordings(parts.db),
  playRecording: sendRecording,
})
