import type { Locale } from '@taxi/contract/shapes.ts'

interface SlotWords {
  /** How a slot stands, one line; times are ready words. */
  free: string
  freeUntil: (until: string) => string
  mine: (left: string) => string
  busy: (who: string, left: string) => string
  away: (who: string, left: string) => string
  somebody: string
  held: (who: string) => string
  yourTurn: (until: string) => string
  closing: string
  working: (who: string, until: string) => string
  booked: (who: string, from: string) => string
  bookedMine: (until: string) => string
  off: string
  minutesLeft: (minutes: number) => string
  until: (time: string) => string
  waiting: (count: number) => string
  place: (position: number, waiting: number) => string
  wait: (from: number, to: number) => string
  nextBooking: (who: string, from: string, until: string) => string
  quota: (what: string, left: number | null) => string
  recorded: string
  openDesk: (portal: string) => string
  /** Above the board. */
  freeOf: (free: number, all: number) => string
  waitingAtAll: (count: number) => string
  notInService: (count: number) => string
  more: (count: number, portal: string) => string
  none: string
  /** Buttons. */
  take: string
  release: string
  extend: string
  queue: string
  queueAny: (service: string) => string
  leave: string
  ask: (minutes: number) => string
  book: string
  end: string
  back: string
  refresh: string
}

/** The board of slots as the bot says it. */
export const slotWords: Record<Locale, SlotWords> = {
  ru: {
    free: 'свободен',
    freeUntil: until => `свободен до ${until}`,
    mine: left => `ваш, ${left}`,
    busy: (who, left) => `${who}, ${left}`,
    away: (who, left) => `${who}, нет на месте, ${left}`,
    somebody: 'кто-то',
    held: who => `придержан: ${who}`,
    yourTurn: until => `ваша очередь, держится до ${until}`,
    closing: 'убирается, пара секунд',
    working: (who, until) => `доделывает работу (${who}), не дольше ${until}`,
    booked: (who, from) => `бронь: ${who}, с ${from}`,
    bookedMine: until => `ваша бронь, до ${until}`,
    off: 'выключен',
    minutesLeft: minutes => `ещё ${minutes} мин`,
    until: time => `до ${time}`,
    waiting: count => `в очереди ${count}`,
    place: (position, waiting) => (position === 1 ? 'вы на очереди' : `ваше место ${position} из ${waiting}`),
    wait: (from, to) => (from === to ? `ждать около ${to} мин` : `ждать ${from}–${to} мин`),
    nextBooking: (who, from, until) => `Бронь: ${who}, ${from} – ${until}`,
    quota: (what, left) => (left === null ? what : `${what}: осталось ${left}`),
    recorded: 'Сессии здесь записываются.',
    openDesk: portal => `Рабочий стол открывается в расширении и на портале: ${portal}`,
    freeOf: (free, all) => `Свободно ${free} из ${all}`,
    waitingAtAll: count => `в очередях ${count}`,
    notInService: count => `Не работают: ${count}`,
    more: (count, portal) => `Ещё слотов: ${count}. Все на портале: ${portal}`,
    none: 'Слотов пока нет.',
    take: 'Занять',
    release: 'Освободить',
    extend: 'Продлить',
    queue: 'В очередь',
    queueAny: service => `В очередь на любой ${service}`,
    leave: 'Не ждать',
    ask: minutes => `Попросить на ${minutes} мин`,
    book: 'Забронировать',
    end: 'Завершить сессию…',
    back: '← Все слоты',
    refresh: 'Обновить',
  },
  en: {
    free: 'free',
    freeUntil: until => `free until ${until}`,
    mine: left => `yours, ${left}`,
    busy: (who, left) => `${who}, ${left}`,
    away: (who, left) => `${who}, stepped away, ${left}`,
    somebody: 'somebody',
    held: who => `held for ${who}`,
    yourTurn: until => `your turn, kept until ${until}`,
    closing: 'being cleaned, a few seconds',
    working: (who, until) => `finishing work for ${who}, until ${until} at the latest`,
    booked: (who, from) => `booked by ${who} from ${from}`,
    bookedMine: until => `your booking, until ${until}`,
    off: 'switched off',
    minutesLeft: minutes => `${minutes} min left`,
    until: time => `until ${time}`,
    waiting: count => `${count} waiting`,
    place: (position, waiting) => (position === 1 ? 'you are next' : `your place is ${position} of ${waiting}`),
    wait: (from, to) => (from === to ? `about ${to} min to wait` : `${from}–${to} min to wait`),
    nextBooking: (who, from, until) => `Booked: ${who}, ${from} – ${until}`,
    quota: (what, left) => (left === null ? what : `${what}: ${left} left`),
    recorded: 'Sessions here are recorded.',
    openDesk: portal => `Its desk opens from the extension and the portal: ${portal}`,
    freeOf: (free, all) => `${free} of ${all} free`,
    waitingAtAll: count => `${count} waiting`,
    notInService: count => `Not in service: ${count}`,
    more: (count, portal) => `${count} more slots; all of them are in the portal: ${portal}`,
    none: 'There are no slots yet.',
    take: 'Take',
    release: 'Release',
    extend: 'Extend',
    queue: 'Queue',
    queueAny: service => `Queue for any ${service}`,
    leave: 'Stop waiting',
    ask: minutes => `Ask for ${minutes} min`,
    book: 'Book',
    end: 'End session…',
    back: '← All slots',
    refresh: 'Refresh',
  },
}
