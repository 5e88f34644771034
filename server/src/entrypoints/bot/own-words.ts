import type { Locale } from '@taxi/contract/shapes.ts'

interface OwnWords {
  /** /status */
  yourSessions: string
  noSession: string
  session: (slot: string, left: string) => string
  extend: (slot: string) => string
  release: (slot: string) => string
  lastDump: (slot: string, at: string, state: string) => string
  /** /queue */
  nowhere: string
  waitsFor: string
  place: (name: string, how: string) => string
  any: (service: string) => string
  turn: (slot: string, until: string) => string
  leave: (name: string) => string
  toSlots: string
  /** /book */
  yourBookings: string
  noBookings: string
  booking: (slot: string, from: string, until: string) => string
  bookWhat: string
  howLong: (slot: string) => string
  minutes: (count: number) => string
  whichDay: (slot: string, length: string) => string
  whichTime: (slot: string, length: string, day: string) => string
  noTime: (slot: string, length: string, day: string) => string
  booked: (slot: string, from: string, until: string) => string
  cancelBooking: (slot: string, from: string) => string
  anotherBooking: string
  another: string
  back: string
  /** /lang */
  whichLanguage: string
  language: string
}

/** What a person sees of what is theirs. */
export const ownWords: Record<Locale, OwnWords> = {
  ru: {
    yourSessions: 'Ваши слоты:',
    noSession: 'Сейчас у вас нет слота.',
    session: (slot, left) => `★ ${slot}: ${left}`,
    extend: slot => `Продлить: ${slot}`,
    release: slot => `Освободить: ${slot}`,
    lastDump: (slot, at, state) => `Последний дамп: ${slot}, ${at}, ${state}`,
    nowhere: 'Вы ни за чем не стоите в очереди.',
    waitsFor: 'Вы ждёте:',
    place: (name, how) => `${name}: ${how}`,
    any: service => `любой ${service}`,
    turn: (slot, until) => `★ ${slot}: ваша очередь, держится до ${until}`,
    leave: name => `Не ждать: ${name}`,
    toSlots: 'Слоты',
    yourBookings: 'Ваши брони:',
    noBookings: 'Броней нет.',
    booking: (slot, from, until) => `${slot}: ${from} – ${until}`,
    bookWhat: 'Что забронировать?',
    howLong: slot => `${slot}: на сколько?`,
    minutes: count => (count % 60 ? `${count} мин` : `${count / 60} ч`),
    whichDay: (slot, length) => `${slot}, ${length}: в какой день?`,
    whichTime: (slot, length, day) => `${slot}, ${length}, ${day}: со скольки? Показано то, что свободно.`,
    noTime: (slot, length, day) => `${slot}, ${length}, ${day}: свободного времени нет. Выберите другой день.`,
    booked: (slot, from, until) => `Забронировано: ${slot}, ${from} – ${until}. За 15 минут придёт напоминание.`,
    cancelBooking: (slot, from) => `Отменить: ${slot}, ${from}`,
    anotherBooking: 'Забронировать',
    another: 'Мои брони',
    back: '← Назад',
    whichLanguage: 'На каком языке говорить?',
    language: 'Бот, портал и расширение говорят по-русски.',
  },
  en: {
    yourSessions: 'Your slots:',
    noSession: 'You have no slot now.',
    session: (slot, left) => `★ ${slot}: ${left}`,
    extend: slot => `Extend ${slot}`,
    release: slot => `Release ${slot}`,
    lastDump: (slot, at, state) => `Latest dump: ${slot}, ${at}, ${state}`,
    nowhere: 'You wait for nothing.',
    waitsFor: 'You wait for:',
    place: (name, how) => `${name}: ${how}`,
    any: service => `any ${service}`,
    turn: (slot, until) => `★ ${slot}: your turn, kept until ${until}`,
    leave: name => `Stop waiting: ${name}`,
    toSlots: 'Slots',
    yourBookings: 'Your bookings:',
    noBookings: 'No bookings.',
    booking: (slot, from, until) => `${slot}: ${from} – ${until}`,
    bookWhat: 'What shall be booked?',
    howLong: slot => `${slot}: for how long?`,
    minutes: count => (count % 60 ? `${count} min` : `${count / 60} h`),
    whichDay: (slot, length) => `${slot}, ${length}: on which day?`,
    whichTime: (slot, length, day) => `${slot}, ${length}, ${day}: from when? Only what is free is shown.`,
    noTime: (slot, length, day) => `${slot}, ${length}, ${day}: nothing is free. Choose another day.`,
    booked: (slot, from, until) => `Booked: ${slot}, ${from} – ${until}. You are reminded 15 minutes before.`,
    cancelBooking: (slot, from) => `Cancel ${slot}, ${from}`,
    anotherBooking: 'Book',
    another: 'My bookings',
    back: '← Back',
    whichLanguage: 'Which language shall be spoken?',
    language: 'Bot, portal and popup speak English.',
  },
}
