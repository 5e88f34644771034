import { workOnDelivery } from '../entrypoints/jobs/deliveries-loop.ts'
import { type Loop, startLoop } from '../entrypoints/jobs/loop.ts'
import { createTelegram } from '../outside/telegram.ts'
import type { Parts } from '../parts.ts'

/** The outbox at work as in a server with a mail server and no bot. */
export function carryLetters(parts: Parts): Loop {
  const mails = { ...parts, config: { ...parts.config, TELEGRAM_BOT_TOKEN: '' } }
  const telegram = createTelegram(mails.config)
  const work = () => workOnDelivery(mails, telegram, 'test')
  return startLoop({ name: 'letters', lanes: 1, log: parts.log, work, pollMs: 25 })
}
