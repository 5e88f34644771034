import { showThumbnail } from '../../../actions/show-thumbnail.ts'
import { watchSession } from '../../../actions/watch-session.ts'
import { answered, handlers } from '../knock.ts'

export const watchingHandlers = handlers({
  watch: ({ parts, signedIn, params }) => watchSession(parts, { by: signedIn, sessionId: params.id }),
  thumbnail: async ({ parts, person, params, response }) => {
    const picture = await showThumbnail(parts, { by: person, sessionId: params.id })
    response.type('image/jpeg').send(Buffer.from(picture))
    return answered
  },
})
