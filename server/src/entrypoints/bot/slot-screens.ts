import type { SlotView } from '@taxi/contract/slots.ts'
import { timeInWords } from '../../company-clock.ts'
import { readBoard } from '../../db/read/board.ts'
import { knownSlot } from '../../db/read/slot-id.ts'
import { mayPerson } from '../../domain/person.ts'
import { Refusal } from '../../domain/refusal.ts'
import { slotViewFor } from '../../domain/slot-view.ts'
import { noticeWords } from '../../notices/words.ts'
import { publicUrl } from '../../public-url.ts'
import { type Button, inRows, type Screen } from './answer-screen.ts'
import type { Asking, BotParts } from './bot-parts.ts'
import { queueLine, shapeOf, slotLine } from './slot-line.ts'
import { slotWords } from './slot-words.ts'

/** Telegram takes a hundred buttons and 4,096 characters. */
const SHOWN_SLOTS = 40
/** What one asks for politely. */
export const ASK_MINUTES = 10

/** Every slot in service as this person sees it, by number. */
export async function readViews(parts: Pick<BotParts, 'db'>, { person, now }: Asking): Promise<SlotView[]> {
  if (!mayPerson(person, 'slots:read')) throw new Refusal('auth.not-allowed')
  return (await readBoard(parts.db)).map(slot => slotViewFor(slot, person, now))
}

/** The board: a line and a button for every slot in service. */
export async function boardScreen(parts: BotParts, asking: Asking): Promise<Screen> {
  const words = slotWords[asking.locale]
  const views = await readViews(parts, asking)
  const inService = views.filter(slot => slot.state !== 'off')
  const shown = inService.slice(0, SHOWN_SLOTS)
  const off = views.length - inService.length
  const hidden = inService.length - shown.length
  const text = [
    headOf(inService, asking),
    '',
    ...shown.map(slot => lineOf(slot, asking)),
    ...(hidden ? [words.more(hidden, `${publicUrl(parts.config)}/app`)] : []),
    ...(off ? ['', words.notInService(off)] : []),
  ]
  return {
    text: views.length ? text.join('\n') : words.none,
    rows: [
      ...inRows(
        shown.map((slot): Button => [`${shapeOf(slot)} ${slot.name}`, `slot:show:${slot.id}`]),
        2,
      ),
      [[words.refresh, 'slots']],
    ],
  }
}

/** `3 of 10 free · 2 waiting` */
export function headOf(views: SlotView[], { locale }: Asking): string {
  const words = slotWords[locale]
  const waiting = views.reduce((sum, slot) => sum + slot.queue.waiting, 0)
  const free = views.filter(slot => slot.state === 'free').length
  return [words.freeOf(free, views.length), ...(waiting ? [words.waitingAtAll(waiting)] : [])].join(' · ')
}

function lineOf(slot: SlotView, asking: Asking): string {
  const queue = queueLine(slot, asking)
  return `${shapeOf(slot)} ${slot.name}: ${slotLine(slot, asking)}${queue ? ` · ${queue}` : ''}`
}

/** One slot: how it stands, and a button for everything this person may do now. */
export async function slotScreen(parts: BotParts, asking: Asking, slotId: string): Promise<Screen> {
  if (!mayPerson(asking.person, 'slots:read')) throw new Refusal('auth.not-allowed')
  const slot = slotViewFor(await knownSlot(parts.db, slotId), asking.person, asking.now)
  const words = slotWords[asking.locale]
  const time = (at: string) => timeInWords(new Date(at), asking)
  const { booking } = slot
  const text = [
    slot.name,
    '',
    capital(slotLine(slot, asking)),
    capital(queueLine(slot, asking)),
    booking && slot.state !== 'booked'
      ? words.nextBooking(booking.name, time(booking.starts_at), time(booking.ends_at))
      : '',
    ...(slot.quotas ?? []).map(({ what, left }) => words.quota(what, left)),
    slot.recorded ? words.recorded : '',
    slot.holder?.mine && slot.session_id ? words.openDesk(`${publicUrl(parts.config)}/app`) : '',
  ]
  return {
    text: text.filter((line, index) => line || index === 1).join('\n'),
    rows: [...inRows(buttonsOf(slot, asking), 2), ...(await forAny(parts, asking, slot)), [[words.back, 'slots']]],
  }
}

const capital = (line: string) => line.charAt(0).toUpperCase() + line.slice(1)

/** What the rules allow, and nothing else. */
function buttonsOf(slot: SlotView, { locale }: Asking): Button[] {
  const words = slotWords[locale]
  const turn = noticeWords[locale]
  const { may, held } = slot
  if (held?.mine && held.offer_id)
    return [
      [turn.take, `offer:take:${held.offer_id}`],
      [turn.pass, `offer:pass:${held.offer_id}`],
      [turn.later, `offer:later:${held.offer_id}`],
    ]
  const mine = slot.holder?.mine && slot.session_id
  const all: [boolean, Button][] = [
    [may.occupy === true && !mine, [words.take, `slot:take:${slot.id}`]],
    [may.extend === true, [words.extend, `slot:extend:${slot.id}`]],
    [may.release === true, [words.release, `slot:release:${slot.id}`]],
    [may.leave === true, [words.leave, `slot:leave:${slot.id}`]],
    [may.queue === true && may.leave !== true, [words.queue, `slot:queue:${slot.id}`]],
    [may.ask === true, [words.ask(ASK_MINUTES), `slot:ask:${slot.id}`]],
    [may.book === true, [words.book, `book:${slot.id}`]],
    [may.kick === true && !mine, [words.end, `kick:${slot.session_id}`]],
  ]
  return all.flatMap(([shown, button]) => (shown ? [button] : []))
}

/** One place in the lines of all slots of the service, where there are several. */
async function forAny(parts: BotParts, asking: Asking, slot: SlotView): Promise<Button[][]> {
  if (slot.may.queue !== true || slot.may.leave === true) return []
  const others = (await readViews(parts, asking)).filter(
    other => other.service === slot.service && other.state !== 'off',
  )
  if (others.length < 2 || others.some(other => other.may.occupy === true)) return []
  return [[[slotWords[asking.locale].queueAny(slot.service_name), `slot:any:${slot.id}`]]]
}
