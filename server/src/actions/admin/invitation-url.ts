import type { Parts } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'

/** Where an invited person chooses a password. The token stays in the fragment: it reaches no log on the way. */
export function invitationUrl(parts: Pick<Parts, 'config'>, token: string): string {
  return `${publicUrl(parts.config)}/app/invitation#t=${token}`
}
