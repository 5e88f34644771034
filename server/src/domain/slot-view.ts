import type { SlotView } from '@taxi/contract/slots.ts'
import { no, permissionOf } from './no.ts'
import { whyNotOccupy } from './occupy.ts'
import { mayPerson, type Person } from './person.ts'
import { type QueueSlot, slotQueueFor, whyNotLeave, whyNotQueue } from './queue.ts'
import { quotasNow, type ToldQuota } from './quotas.ts'
import { whyNotExtend, whyNotKick, whyNotRelease } from './session.ts'
import { isOver, keptAt, slotStateOf } from './slot.ts'
import { vssWordsOf } from './vss-words.ts'

/** A slot with the words people read. */
export interface BoardSlot extends QueueSlot {
  slotNumber: number
  kind: SlotView['kind']
  tier: string
  category: string
  url: string
  quotas?: ToldQuota[]
}

/** The slot as this person sees it. `may` is answered by the rules that guard the commands. */
export function slotViewFor(slot: BoardSlot, person: Person, now: Date): SlotView {
  const { state, why, session } = slotStateOf(slot)
  const own = slot.session && !isOver(slot.session) ? slot.session : null
  const mine = own !== null && own.holder.id === person.id
  const running = session && !isOver(session) ? session : null
  return {
    id: slot.id,
    slot_number: slot.slotNumber,
    name: slot.name,
    kind: slot.kind,
    service: slot.service,
    service_name: slot.serviceName,
    tier: slot.tier,
    category: slot.category,
    url: slot.url,
    state,
    why,
    ...vssWordsOf(state, session?.state ?? null),
    device_type: 'auto',
    vm_id: slot.session?.machineId ?? slot.machines[0]?.id ?? null,
    // Whoever uses the machine for another of its slots is named, but this slot is not theirs.
    holder: running ? { id: running.holder.id, name: running.holder.name, mine } : null,
    session_id: own && (mine || mayPerson(person, 'slots:admin')) ? own.id : null,
    until: running ? running.endsAt.toISOString() : null,
    max_minutes: slot.maxMinutes,
    ...quotasNow(slot.quotas ?? [], now),
    queue: slotQueueFor(slot, person, now),
    held: state === 'held' ? heldFor(slot, person) : null,
    may: mayDo(slot, person),
  }
}

function mayDo(slot: BoardSlot, person: Person): SlotView['may'] {
  const { session } = slot
  const facts = session && { ...session, personId: session.holder.id }
  const none = permissionOf(no('session.unknown'))
  return {
    occupy: permissionOf(whyNotOccupy(slot, person)),
    extend: facts ? permissionOf(whyNotExtend(facts, person)) : none,
    release: facts ? permissionOf(whyNotRelease(facts, person)) : none,
    kick: permissionOf(whyNotKick(session, person)),
    queue: permissionOf(whyNotQueue(slot, person)),
    leave: permissionOf(whyNotLeave(slot, person)),
  }
}

/** Only its person can answer an offer: to others its id is nothing. */
function heldFor(slot: BoardSlot, person: Person): SlotView['held'] {
  const kept = keptAt(slot)
  const mine = slot.held?.personId === person.id
  if (!kept) return null
  return {
    offer_id: mine && slot.held ? slot.held.id : null,
    name: kept.name,
    expires_at: kept.expiresAt.toISOString(),
    mine,
  }
}
