import { askConfirmation, type Confirmed } from '../../actions/ask-confirmation.ts'
import { adminWords } from './admin-words.ts'
import type { Screen } from './answer-screen.ts'
import type { Asking, BotParts } from './bot-parts.ts'

/** Asks before something that touches others: yes counts once, from whoever was asked, within a minute. */
export async function confirmScreen(
  parts: BotParts,
  { person, locale }: Asking,
  { what, about, text }: { what: Confirmed; about: string; text: string },
): Promise<Screen> {
  const id = await askConfirmation(parts, { personId: person.id, what, about })
  const words = adminWords[locale]
  return {
    text,
    rows: [
      [
        [words.yes[what], `yes:${what}:${id}`],
        [words.no, `no:${id}`],
      ],
    ],
  }
}
