import type { Locale } from '@taxi/contract/shapes.ts'
import type { Toasts } from '../controls/toast.tsx'
import type { Words } from '../words/en.ts'
import { troubleOf } from '../words/refusal-text.ts'
import { clockOrDay } from '../words/times.ts'
import type { CommandOptions } from './commands.ts'

/** What the person is told when a command is done, held back or refused. */
export function commandTexts(
  toasts: Toasts,
  words: () => Words,
  locale: () => Locale,
): Pick<CommandOptions, 'onDone' | 'onFailed' | 'onHeldBack'> {
  return {
    onDone(what) {
      if (what.done === 'released') return toasts.show({ text: words().session.released })
      if (what.done === 'kicked') return toasts.show({ text: words().session.kicked(what.who) })
      toasts.show({ text: words().session.extended(clockOrDay(what.until, new Date(), locale())) })
    },
    onFailed(error) {
      const { text, id } = troubleOf(error, words(), locale())
      toasts.show({ text, errorId: id, wrong: true })
    },
    onHeldBack(url) {
      toasts.show({ text: words().session.popupBlocked, action: { verb: words().session.openDesk, href: url } })
    },
  }
}
