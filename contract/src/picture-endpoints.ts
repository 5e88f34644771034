import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const side = z.int().check(z.gte(1), z.lte(20_000))
const size = { width: side, height: side }

/** How the machine's screen looks to whoever sits at it. */
export const pictureEndpoints = {
  resizeScreen: endpoint('POST', '/desk/:id/screen', {
    does: 'Gives the machine’s screen about this size; `resized` is false when the machine cannot.',
    caller: 'desk',
    body: z.object(size),
    reply: z.object({ resized: z.boolean(), ...size }),
  }),
}
