import type { PlaceView } from '@taxi/contract/queue.ts'
import type { SlotGroup } from '../board/group-slots.ts'

/** May one wait for whichever slot of this service is free first? Worth a button only where there is a choice, and none now. */
export function mayQueueForAny(group: SlotGroup, places: readonly PlaceView[]): boolean {
  if (group.slots.length < 2 || placeForAny(group.service, places)) return false
  if (group.slots.some(slot => slot.may.occupy === true || slot.held?.mine)) return false
  return group.slots.some(slot => slot.may.queue === true)
}

export const placeForAny = (service: string, places: readonly PlaceView[]): PlaceView | undefined =>
  places.find(place => place.service === service)
