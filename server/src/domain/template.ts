import type { TemplateIcon, TemplateView } from '@taxi/contract/templates.ts'
import { type No, no, permissionOf } from './no.ts'
import { sessionToReturnTo, whyNotOccupy } from './occupy.ts'
import { mayPerson, type Person } from './person.ts'
import { machineFor, type SeatTaken, type SlotFacts, slotStateOf } from './slot.ts'

/** A named set of slots launched together. */
export interface Template {
  id: string
  name: string
  icon: TemplateIcon
  slotIds: string[]
  url: string | null
  isShared: boolean
  maker: { id: string; name: string }
}
type TemplateSlot = SlotFacts & { name: string }

/** A private template of somebody else is as good as none: its existence is not told. */
export function isTemplateOf({ isShared, maker }: Pick<Template, 'isShared' | 'maker'>, person: { id: string }) {
  return isShared || maker.id === person.id
}

/** Its maker changes a template; a shared one administrators too. */
export function whyNotChangeTemplate(template: Pick<Template, 'isShared' | 'maker'>, person: Person): No | null {
  if (!isTemplateOf(template, person)) return no('template.unknown')
  if (template.maker.id === person.id || mayPerson(person, 'slots:admin')) return null
  return no('auth.not-allowed')
}

/** All of its slots or none: names the first in the way, and why. Slots come in the template's order. */
export function whyNotLaunch(slots: TemplateSlot[], person: Person, now: Date): No | null {
  const seats: SeatTaken[] = []
  for (const each of slots) {
    const slot = withSeats(each, seats)
    const why = whyNotOccupy(slot, person, now)
    if (why) return no('template.blocked', { ...why.details, why: why.code, slot: slot.name, slot_id: slot.id })
    const machine = sessionToReturnTo(slot, person) ? null : machineFor(slot, now)
    if (machine) seats.push(seatOf(slot, machine.id, person, now))
  }
  return null
}

/** The slot as it stands once these seats are taken: two slots of a template may need the same machine. */
function withSeats<Slot extends SlotFacts>(slot: Slot, seats: SeatTaken[]): Slot {
  const machines = slot.machines.map(machine => ({
    ...machine,
    session: machine.session ?? seats.find(seat => seat.machineId === machine.id) ?? null,
  }))
  return { ...slot, machines }
}

function seatOf(slot: SlotFacts, machineId: string, holder: Person, now: Date): SeatTaken {
  return {
    id: '',
    slotId: slot.id,
    machineId,
    holder: { id: holder.id, name: holder.name },
    state: 'preparing',
    startedAt: now,
    endsAt: new Date(now.getTime() + slot.maxMinutes * 60_000),
    lastInputAt: null,
    bookingId: null,
    generatingSince: null,
    workingUntil: null,
    handedTo: null,
  }
}

/** The template as this person sees it; `board` holds its slots among others. */
export function templateViewFor(template: Template, board: TemplateSlot[], person: Person, now: Date): TemplateView {
  const slots = template.slotIds.flatMap(id => board.find(slot => slot.id === id) ?? [])
  const obstacle = whyNotLaunch(slots, person, now)
  return {
    id: template.id,
    name: template.name,
    icon: template.icon,
    slot_ids: template.slotIds,
    slots: slots.map(slot => ({
      id: slot.id,
      name: slot.name,
      state: slotStateOf(slot, now).state,
      mine: sessionToReturnTo(slot, person) !== null,
    })),
    url: template.url,
    shared: template.isShared,
    mine: template.maker.id === person.id,
    created_by: template.maker.name,
    obstacle: obstacle?.details ?? null,
    may: { launch: permissionOf(obstacle), change: permissionOf(whyNotChangeTemplate(template, person)) },
  }
}
