import { Locale } from '@taxi/contract/shapes.ts'
import type { Failure } from '../domain/delivery.ts'
import { failureOf } from '../domain/delivery.ts'
import { letterOf } from '../notices/letter.ts'
import type { Notice } from '../notices/notice-to-send.ts'
import { type Mail, mailFailureOf } from '../outside/mail.ts'
import { sendErrorOf, type Telegram } from '../outside/telegram.ts'
import type { Parts } from '../parts.ts'
import type { ClaimedDelivery } from './claim-delivery.ts'

type Told = Extract<Notice, { type: 'say' | 'change' }>

/** How a notice reaches its person. */
export interface NoticeWay {
  /** The message it became, where there is such a thing. */
  tell(row: ClaimedDelivery, notice: Told): Promise<bigint | null>
  /** What an error of `tell` means; null when it did not come from outside. */
  failureOf(error: unknown): Failure | null
  /** What the operator does when the door is shut. */
  refused: string
}

export function byTelegram(telegram: Telegram): NoticeWay {
  return {
    async tell({ chat_id }, notice) {
      const chatId = Number(chat_id)
      if (notice.type === 'change') {
        await telegram.editText(chatId, notice.messageId, notice.text)
        return null
      }
      const sent = notice.picture
        ? await telegram.sendPicture(chatId, notice.picture, notice.text, notice.buttons)
        : await telegram.sendText(chatId, notice.text, notice.buttons)
      return BigInt(sent.messageId)
    },
    failureOf(error) {
      const known = sendErrorOf(error)
      return known && failureOf(known, 0)
    },
    refused: 'Telegram refuses the bot token. Set TELEGRAM_BOT_TOKEN anew.',
  }
}

/** Sent again, a letter has the same id: most readers show it once. */
export function byMail(mail: Mail, { config, db }: Pick<Parts, 'config' | 'db'>): NoticeWay {
  return {
    async tell({ id, email, person_id }, notice) {
      if (notice.type === 'change' || !email) return null
      const person = person_id ? await db.people.findUnique({ where: { id: person_id } }) : null
      const letter = notice.letter ?? letterOf(notice.text, Locale.safeParse(person?.locale).data ?? 'ru', config)
      await mail.send({ to: email, ...letter, id })
      return null
    },
    failureOf: mailFailureOf,
    refused: 'The mail server refuses SMTP_USER or SMTP_PASS. Set them anew.',
  }
}
