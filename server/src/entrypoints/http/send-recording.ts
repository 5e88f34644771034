import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openRecording } from '../../actions/open-recording.ts'
import { Refusal } from '../../domain/refusal.ts'
import { answered, type Knock } from './knock.ts'

/** A recording's bytes, streamed; the page unpacks them. The name comes from the row the server wrote. */
export async function sendRecording({ parts, params, response }: Knock<'playRecording'>): Promise<typeof answered> {
  const file = await openRecording(parts, params.id)
  await stat(join(parts.config.dataDir, file)).catch(() => {
    throw new Refusal('recording.unknown')
  })
  response.type('application/gzip')
  await new Promise<void>((resolve, reject) => {
    response.sendFile(file, { root: parts.config.dataDir, cacheControl: false }, error =>
      error ? reject(error) : resolve(),
    )
  })
  return answered
}
