import { createRequire } from 'node:module'

/** What is common here and not in the list, which knows no Russian. */
const more = [
  'йцукенгш',
  'йцукенгшщз',
  'пароль123',
  'парольпароль',
  'любовь123',
  '1q2w3e4r5t6y',
  'changeme',
  'welcome1',
]
let known: Set<string> | undefined

/** Whether this is among the 41,000 commonest passwords of eight characters and more, in whatever case. */
export function isCommonPassword(password: string): boolean {
  // Read when somebody first chooses a password: most days nobody does.
  known ??= new Set([...(createRequire(import.meta.url)('popular-passwords') as string[]), ...more])
  return known.has(password.toLowerCase())
}
