import type { GuardedDeed } from '@taxi/contract/companion.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import type { WarnedTimer } from '../domain/warnings.ts'

interface NoticeWords {
  /** A turn came; `until` is a time of day. */
  offer: (slot: string, until: string) => string
  take: string
  pass: string
  later: string
  /** What came of the offer, for the place of its message. */
  taken: (slot: string, portal: string) => string
  passed: (slot: string) => string
  postponed: (slot: string) => string
  ignored: (slot: string) => string
  /** Ignored once too often: the place is gone with it. */
  dropped: (slot: string) => string
  withdrawn: (slot: string) => string
  /** An administrator ended the session; `why` in their own words. */
  kicked: (slot: string, by: string, why: string | null, dump: string) => string
  /** An old sign-in of theirs was used by somebody, and ended. */
  stolen: (portal: string) => string
  /** The same about somebody, for administrators. */
  stolenFrom: (name: string) => string
  /** The head of the audit log on a day: to be compared, should the log ever be doubted. */
  auditHead: (day: string, rows: number, head: string) => string
  auditBroken: (day: string, row: number, head: string) => string
  /** A timer is about to run out. */
  warnings: Record<WarnedTimer, (slot: string, minutes: number) => string>
  /** To administrators: a reader no longer knows its service. */
  drift: (service: string) => string
  /** What was tried at the shared account and stopped. */
  guarded: Record<GuardedDeed, (slot: string) => string>
}

/** What people are told unasked, live and in Telegram. */
export const noticeWords: Record<Locale, NoticeWords> = {
  ru: {
    offer: (slot, until) => `Ваша очередь: ${slot}.\nСлот держится за вами до ${until}.`,
    take: 'Занять',
    pass: 'Пропустить',
    later: '+5 мин',
    taken: (slot, portal) => `${slot} ваш. Рабочий стол открывается в расширении и на портале: ${portal}`,
    passed: slot => `${slot}: вы пропустили очередь, место снято.`,
    postponed: slot => `${slot}: вы пропустили следующего вперёд. Очередь вернётся к вам после него.`,
    ignored: slot => `${slot}: время вышло, слот предложен следующему. Место в очереди за вами.`,
    dropped: slot => `${slot}: время вышло во второй раз, место в очереди снято.`,
    withdrawn: slot => `${slot}: слот недоступен, предложение снято. Место в очереди за вами.`,
    kicked: (slot, by, why, dump) =>
      `${slot}: вашу сессию завершил администратор (${by}).${why ? `\nПричина: ${why}` : ''}\nТо, что вы сделали, сохранено: ${dump}`,
    stolen: portal =>
      `Кто-то использовал ваш старый вход, поэтому он завершён. Если это были не вы, смените пароль и проверьте входы в профиле: ${portal}`,
    stolenFrom: name => `${name}: использован старый вход, возможно украденный. Он завершён.`,
    auditHead: (day, rows, head) =>
      `Журнал действий, ${day}: всё на месте, записей: ${rows}.\nКонтрольная сумма: ${head}`,
    auditBroken: (day, row, head) =>
      `Журнал действий, ${day}: записи изменены, начиная с № ${row}. Сравните с резервной копией.\nКонтрольная сумма: ${head}`,
    warnings: {
      timeout: (slot, minutes) => `${slot}: сессия закончится через ${minutes} мин. Её можно продлить.`,
      idle: (slot, minutes) =>
        `${slot}: давно нет нажатий и щелчков. Через ${minutes} мин сессия закончится. Чтобы остаться, нажмите любую клавишу.`,
      disconnect: (slot, minutes) =>
        `${slot}: рабочий стол закрыт. Через ${minutes} мин сессия закончится. Чтобы остаться, откройте его снова.`,
      booking_due: (slot, minutes) =>
        `${slot}: через ${minutes} мин начнётся бронь коллеги, и сессия закончится. То, что вы сделали, придёт вам.`,
      no_show: (slot, minutes) =>
        `${slot}: ваша бронь уже идёт. Если не открыть рабочий стол за ${minutes} мин, слот перейдёт к очереди.`,
    },
    drift: service =>
      `${service}: сервис отвечает иначе, чем раньше. Чаты сохраняются со страницы, возможно не полностью.`,
    guarded: {
      sign_out: slot => `${slot}: аккаунт общий, выйти из него нельзя. Когда закончите, освободите слот.`,
      account: slot => `${slot}: аккаунт общий, его настройки меняет администратор.`,
      payment: slot => `${slot}: аккаунт общий, подпиской и оплатой занимается администратор.`,
      deletion: slot => `${slot}: аккаунт общий, здесь ничего не удаляют. Удалить может администратор.`,
    },
  },
  en: {
    offer: (slot, until) => `Your turn: ${slot}.\nThe slot is kept for you until ${until}.`,
    take: 'Take',
    pass: 'Pass',
    later: '+5 min',
    taken: (slot, portal) => `${slot} is yours. Its desk opens from the extension and the portal: ${portal}`,
    passed: slot => `${slot}: you passed, your place is given up.`,
    postponed: slot => `${slot}: you let the next one go first. Your turn comes after them.`,
    ignored: slot => `${slot}: the time ran out, the slot is offered to the next. You keep your place.`,
    dropped: slot => `${slot}: the time ran out a second time, your place is given up.`,
    withdrawn: slot => `${slot}: the slot is not available, the offer is withdrawn. You keep your place.`,
    kicked: (slot, by, why, dump) =>
      `${slot}: an administrator (${by}) ended your session.${why ? `\nReason: ${why}` : ''}\nWhat you made is kept: ${dump}`,
    stolen: portal =>
      `Somebody used an old sign-in of yours, so it was ended. If it was not you, change your password and look at your sign-ins in the profile: ${portal}`,
    stolenFrom: name => `${name}: an old sign-in was used, perhaps a stolen one. It was ended.`,
    auditHead: (day, rows, head) => `Audit log, ${day}: all in place, rows: ${rows}.\nChecksum: ${head}`,
    auditBroken: (day, row, head) =>
      `Audit log, ${day}: it was tampered with, from row ${row} on. Compare it with a backup.\nChecksum: ${head}`,
    warnings: {
      timeout: (slot, minutes) => `${slot}: the session ends in ${minutes} min. You can extend it.`,
      idle: (slot, minutes) =>
        `${slot}: no key or click for a while. The session ends in ${minutes} min. Press any key to stay.`,
      disconnect: (slot, minutes) =>
        `${slot}: the desk is closed. The session ends in ${minutes} min. Open it again to stay.`,
      booking_due: (slot, minutes) =>
        `${slot}: a colleague’s booking begins in ${minutes} min and ends your session. What you made comes to you.`,
      no_show: (slot, minutes) =>
        `${slot}: your booking has begun. Open the desk within ${minutes} min, or the slot goes to those who wait.`,
    },
    drift: service =>
      `${service}: the service answers otherwise than it used to. Chats are saved from the page, perhaps not whole.`,
    guarded: {
      sign_out: slot => `${slot}: the account is shared, nobody signs it out. When you are done, release the slot.`,
      account: slot => `${slot}: the account is shared, an administrator changes its settings.`,
      payment: slot => `${slot}: the account is shared, an administrator sees to its plan and payments.`,
      deletion: slot => `${slot}: the account is shared, nothing is deleted here. An administrator can.`,
    },
  },
}
