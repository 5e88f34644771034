import type { SlotView } from '@taxi/contract/slots.ts'

export interface SlotGroup {
  service: string
  name: string
  slots: SlotView[]
  free: number
}
export interface GroupedBoard {
  /** By service: those with a free slot first. */
  groups: SlotGroup[]
  /** Switched off or without a machine: out of the way. */
  notInService: SlotView[]
}

/** The board as it is read: what can be taken now comes first, what nobody can take last. */
export function groupSlots(slots: readonly SlotView[], search = ''): GroupedBoard {
  const found = slots.filter(slot => matches(slot, search))
  const services = Map.groupBy(
    found.filter(slot => slot.state !== 'off'),
    slot => slot.service,
  )
  const groups = [...services].map(([service, members]) => groupOf(service, members.toSorted(freeFirst)))
  return {
    groups: groups.toSorted((a, b) => compareGroups(a, b)),
    notInService: found.filter(slot => slot.state === 'off').toSorted((a, b) => a.slot_number - b.slot_number),
  }
}

function groupOf(service: string, slots: SlotView[]): SlotGroup {
  const free = slots.filter(slot => slot.state === 'free').length
  return { service, name: slots[0]?.service_name ?? service, slots, free }
}

function compareGroups(a: SlotGroup, b: SlotGroup): number {
  const byFree = Number(b.free > 0) - Number(a.free > 0)
  return byFree || lowestNumber(a) - lowestNumber(b)
}

const lowestNumber = (group: SlotGroup) => Math.min(...group.slots.map(slot => slot.slot_number))

/** Smaller comes first. A slot about to be free beats one whose end nobody knows. */
const rank: Record<SlotView['state'], number> = {
  free: 0,
  closing: 1,
  held: 2,
  busy: 2,
  working: 2,
  booked: 2,
  sick: 3,
  off: 4,
}

function freeFirst(a: SlotView, b: SlotView): number {
  const byState = rank[a.state] - rank[b.state]
  return byState || a.slot_number - b.slot_number
}

function matches(slot: SlotView, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  if (!wanted) return true
  return [slot.name, slot.service_name, slot.id, slot.tier, slot.category, slot.holder?.name ?? '']
    .map(text => text.toLowerCase())
    .some(text => text.includes(wanted))
}

/** The asking person's own session is at this slot. A sibling slot on the same machine names its holder too, but has no session. */
export const isMine = (slot: SlotView) =>
  slot.holder?.mine === true && slot.session_id !== null && slot.state === 'busy'
