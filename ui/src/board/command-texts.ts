import type { Locale } from '@taxi/contract/shapes.ts'
import type { Toasts } from '../controls/toast.tsx'
import type { Words } from '../words/en.ts'
import { troubleOf } from '../words/refusal-text.ts'
import { clockOrDay } from '../words/times.ts'
import type { CommandOptions } from './commands.ts'
import type { Done } from './done.ts'

/** What the person is told when a command is done, held back or refused. */
export function commandTexts(
  toasts: Toasts,
  words: () => Words,
  locale: () => Locale,
): Pick<CommandOptions, 'onDone' | 'onFailed' | 'onHeldBack'> {
  return {
    onDone: what => toasts.show({ text: doneText(what, words(), locale()) }),
    onFailed(error) {
      const { text, next, id } = troubleOf(error, words(), locale())
      toasts.show({ text, next, errorId: id, wrong: true })
    },
    onHeldBack(urls) {
      const [only, ...others] = urls
      if (only && others.length === 0)
        toasts.show({ text: words().session.popupBlocked, action: { verb: words().session.openDesk, href: only } })
      // A way in lives for half a minute: too short for a list of links, the sessions on top make fresh ones.
      else toasts.show({ text: words().templates.heldBack(urls.length), stays: true })
    },
  }
}

function doneText(what: Done, words: Words, locale: Locale): string {
  switch (what.done) {
    case 'extended':
      return words.session.extended(clockOrDay(what.until, new Date(), locale))
    case 'released':
      return words.session.released
    case 'left-working':
      return words.hands.leftWorking
    case 'kicked':
      return words.session.kicked(what.who)
    case 'asked':
      return words.asks.asked(what.who)
    case 'answered':
      return what.answer === 'no' ? words.asks.answered.no(what.who) : words.asks.answered[what.answer]
    case 'queued-for-all':
      return words.templates.queued(what.template)
    case 'template-removed':
      return words.templates.removed(what.template)
    case 'handed-over':
      return words.hands.done(what.slot, what.who)
    case 'work-stopped':
      return words.hands.stopped(what.slot)
    case 'restarted':
      return words.care.restarted(what.slot)
    case 'rebooted':
      return words.care.rebooted(what.slot)
    case 'dump-sending':
      return words.dump.sending
    case 'dump-deleted':
      return words.dump.removed
  }
}
