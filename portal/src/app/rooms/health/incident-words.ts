import { type IncidentView, SignInFound } from '@taxi/contract/health.ts'
import type { Words } from '@taxi/ui/words/en.ts'

/** What was or is wrong: its kind, and more where there is something to say. */
export function incidentWords(
  { kind, why, service, slots }: IncidentView,
  words: Words,
): { what: string; more: string } {
  const { kinds, found, fell } = words.health
  if (kind === 'sign_in') {
    const how = SignInFound.safeParse(why)
    return { what: `${slots.join(', ') || service}: ${how.success ? found[how.data] : kinds.sign_in}`, more: '' }
  }
  if (kind === 'fell') return { what: kinds.fell, more: fell[why] ?? why }
  // The last handshake stands beside the machine.
  return { what: kinds[kind], more: kind === 'vpn' ? '' : why }
}
