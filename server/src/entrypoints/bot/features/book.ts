import { Composer } from 'grammy'
import { bookSlot } from '../../../actions/book-slot.ts'
import { cancelBooking } from '../../../actions/cancel-booking.ts'
import { answerScreen } from '../answer-screen.ts'
import {
  bookedScreen,
  bookingsScreen,
  dayScreen,
  lengthScreen,
  slotsToBookScreen,
  startScreen,
} from '../book-screens.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'

const SLOT = '([a-z0-9-]{1,40})'

/** `/book`: one's bookings to come; a new one by four presses: slot, length, day, time. */
export function bookFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()
  const mine = { screen: (asking: Asking) => bookingsScreen(parts, asking) }

  feature.command('book', ctx => answerScreen(parts, ctx, mine))
  feature.callbackQuery('bookings', ctx => answerScreen(parts, ctx, mine))
  feature.callbackQuery(/^unbook:([0-9a-f-]{36})$/, ctx => {
    const [, bookingId = ''] = ctx.match
    return answerScreen(parts, ctx, {
      deed: ({ person }) => cancelBooking(parts, { person, bookingId, series: false }),
      ...mine,
    })
  })
  feature.callbackQuery('book', ctx => answerScreen(parts, ctx, { screen: asking => slotsToBookScreen(parts, asking) }))
  feature.callbackQuery(new RegExp(`^book:${SLOT}$`), ctx => {
    const [, slotId = ''] = ctx.match
    return answerScreen(parts, ctx, { screen: asking => lengthScreen(parts, asking, slotId) })
  })
  feature.callbackQuery(new RegExp(`^book:${SLOT}:(\\d{2,4})$`), ctx => {
    const [, slotId = '', minutes] = ctx.match
    return answerScreen(parts, ctx, {
      screen: asking => dayScreen(parts, asking, { slotId, minutes: Number(minutes) }),
    })
  })
  feature.callbackQuery(new RegExp(`^book:${SLOT}:(\\d{2,4}):(\\d{8})$`), ctx => {
    const [, slotId = '', minutes, day = ''] = ctx.match
    const wanted = { slotId, minutes: Number(minutes), date: dateOf(day) }
    return answerScreen(parts, ctx, { screen: asking => startScreen(parts, asking, wanted) })
  })
  feature.callbackQuery(new RegExp(`^book:${SLOT}:(\\d{2,4}):(\\d{8}):(\\d\\d)(\\d\\d)$`), ctx => {
    const [, slotId = '', minutes, day = '', hour, minute] = ctx.match
    const wanted = { slotId, minutes: Number(minutes), date: dateOf(day), startTime: `${hour}:${minute}` }
    return answerScreen(parts, ctx, {
      deed: ({ person }) => bookSlot(parts, { person, wanted: { ...wanted, weeks: 1 } }),
      // Pressed twice it is booked all the same.
      screen: async asking => (await bookedScreen(parts, asking, wanted)) ?? startScreen(parts, asking, wanted),
    })
  })

  return feature
}

/** `20261121`, since a press has 64 bytes and a slot’s id takes 40. */
const dateOf = (day: string) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
