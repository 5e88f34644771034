import type { SlotView } from '@taxi/contract/slots.ts'
import { whyNotAsk } from './ask.ts'
import { whyNotBookAtAll } from './book.ts'
import { lineOf } from './line.ts'
import { no, permissionOf } from './no.ts'
import { whyNotOccupy } from './occupy.ts'
import { mayPerson, type Person } from './person.ts'
import { endOfSeat, nextPromise, promisesOf } from './promised.ts'
import { type QueueSlot, slotQueueFor, whyNotLeave, whyNotQueue } from './queue.ts'
import { quotasNow, type ToldQuota } from './quotas.ts'
import { whyNotReboot, whyNotRestart } from './repair.ts'
import { whyNotExtend, whyNotKick, whyNotRelease, whyNotWatch } from './session.ts'
import { isOver, keptAt, type SeatTaken, slotStateOf } from './slot.ts'
import { vssWordsOf } from './vss-words.ts'
import { whyNotStopWork } from './work.ts'

/** A slot with the words people read. */
export interface BoardSlot extends QueueSlot {
  slotNumber: number
  kind: SlotView['kind']
  tier: string
  category: string
  url: string
  isRecorded: boolean
  quotas?: ToldQuota[]
}

/** The slot as this person sees it. `may` is answered by the rules that guard the commands. */
export function slotViewFor(slot: BoardSlot, person: Person, now: Date): SlotView {
  const { state, why, session } = slotStateOf(slot, now)
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
    until: (running ? endOfSeat(slot, running, now) : session?.workingUntil)?.toISOString() ?? null,
    working: workingFor(session, person),
    booking: bookingFor(slot, person, now),
    free_until: state === 'free' ? (nextPromise(slot, person, now)?.startsAt.toISOString() ?? null) : null,
    max_minutes: slot.maxMinutes,
    recorded: slot.isRecorded,
    ...quotasNow(slot.quotas ?? [], now),
    queue: slotQueueFor(slot, person, now),
    held: state === 'held' ? heldFor(slot, person, now) : null,
    may: mayDo(slot, person, now),
  }
}

function mayDo(slot: BoardSlot, person: Person, now: Date): SlotView['may'] {
  const { session } = slot
  const promised = session && nextPromise(slot, session.holder, now)
  const wantedBy = lineOf(slot).filter(id => id !== session?.holder.id).length
  const facts = session && { ...session, personId: session.holder.id, promised, wantedBy }
  const none = permissionOf(no('session.unknown'))
  return {
    occupy: permissionOf(whyNotOccupy(slot, person, now)),
    extend: facts ? permissionOf(whyNotExtend(facts, person)) : none,
    release: facts ? permissionOf(whyNotRelease(facts, person)) : none,
    kick: permissionOf(whyNotKick(session, person)),
    watch: facts ? permissionOf(whyNotWatch(facts, person)) : none,
    queue: permissionOf(whyNotQueue(slot, person, now)),
    leave: permissionOf(whyNotLeave(slot, person)),
    book: permissionOf(whyNotBookAtAll(slot, person)),
    ask: permissionOf(whyNotAsk(slot, person)),
    restart: permissionOf(whyNotRestart(slot, person)),
    reboot: permissionOf(whyNotReboot(slot, person)),
    stop_work: permissionOf(whyNotStopWork(slot, person)),
  }
}

function workingFor(session: SeatTaken | null, person: Person): SlotView['working'] {
  if (!session?.workingUntil) return null
  return { name: session.holder.name, mine: session.holder.id === person.id }
}

/** The booking whose time it is, or the next one. */
function bookingFor(slot: BoardSlot, person: Person, now: Date): SlotView['booking'] {
  const next = promisesOf(slot).find(({ endsAt }) => endsAt > now)
  if (!next) return null
  return {
    id: next.id,
    name: next.name,
    mine: next.personId === person.id,
    starts_at: next.startsAt.toISOString(),
    ends_at: next.endsAt.toISOString(),
  }
}

/** Only its person can answer an offer: to others its id is nothing. */
function heldFor(slot: BoardSlot, person: Person, now: Date): SlotView['held'] {
  const kept = keptAt(slot, now)
  const mine = slot.held?.personId === person.id
  if (!kept) return null
  return {
    offer_id: mine && slot.held ? slot.held.id : null,
    name: kept.name,
    expires_at: kept.expiresAt.toISOString(),
    mine,
  }
}
