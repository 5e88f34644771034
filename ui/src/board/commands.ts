import type { Client } from '@taxi/contract/client.ts'
import type { OfferView } from '@taxi/contract/queue.ts'
import type { SessionView } from '@taxi/contract/sessions.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { createSignal } from 'solid-js'
import { askCommands } from '../asks/ask-commands.ts'
import { repairCommands } from '../care/repair-commands.ts'
import { dumpCommands } from '../dumps/dump-commands.ts'
import { handCommands } from '../hands/hand-commands.ts'
import type { Live } from '../live/live.ts'
import { templateCommands } from '../templates/template-commands.ts'
import type { CommandTools } from './command-tools.ts'
import type { Done } from './done.ts'
import { newKey } from './new-key.ts'

export interface CommandOptions {
  client: Client
  live: Live
  /** Opens each page in a tab of its own; answers with those that the browser held back. */
  openTabs: (urls: string[]) => Promise<string[]> | string[]
  onDone: (what: Done) => void
  onHeldBack: (urls: string[]) => void
  onFailed: (error: unknown) => void
}
export type Commands = ReturnType<typeof createCommands>

/** What a person can do at the board. One command at a time per slot: its buttons rest meanwhile. */
export function createCommands(options: CommandOptions) {
  const { client, live } = options
  const [running, setRunning] = createSignal<ReadonlySet<string>>(new Set())

  async function run(slotId: string, work: () => Promise<void>) {
    if (running().has(slotId)) return
    setRunning(slots => new Set(slots).add(slotId))
    await work()
      .catch(options.onFailed)
      .finally(() => setRunning(slots => new Set([...slots].filter(id => id !== slotId))))
  }

  async function openTabs(urls: string[]) {
    const heldBack = await options.openTabs(urls)
    if (heldBack.length > 0) options.onHeldBack(heldBack)
  }
  const openDesk = (url: string) => openTabs([url])
  const tools: CommandTools = { client, live, run, openTabs, tell: options.onDone }

  const openSeat = (slotId: string, sessionId: string) =>
    run(slotId, async () => {
      const pass = await client.call('deskPass', { params: { id: sessionId } })
      await openDesk(pass.desk_url)
    })

  /** Refused or not: the turn is no longer what it was. */
  const answerTurn = (turn: OfferView, work: () => Promise<unknown>) =>
    run(turn.slot_id, () =>
      work()
        .then(() => undefined)
        .finally(live.reload),
    )

  return {
    isRunning: (slotId: string) => running().has(slotId),
    take: (slot: SlotView) =>
      run(slot.id, async () => {
        const occupied = await client.call('occupy', { params: { id: slot.id }, idempotencyKey: newKey() })
        void live.reload()
        await openDesk(occupied.guacamole_url)
      }),
    open: (session: SessionView) => openSeat(session.slot_id, session.id),
    /** The desk of one's own session at this slot. */
    openSlot: (slot: SlotView) => openSeat(slot.id, slot.session_id ?? ''),
    queue: (slot: SlotView) =>
      run(slot.id, async () => {
        await client.call('joinQueue', { params: { id: slot.id }, idempotencyKey: newKey() })
        await live.reload()
      }),
    queueForAny: (service: string) =>
      run(anyOf(service), async () => {
        await client.call('joinServiceQueue', { body: { service }, idempotencyKey: newKey() })
        await live.reload()
      }),
    leaveQueue: (slot: SlotView) =>
      run(slot.id, async () => {
        await client.call('leaveQueue', { params: { id: slot.id } })
        await live.reload()
      }),
    takeTurn: (turn: OfferView) =>
      answerTurn(turn, async () => {
        const occupied = await client.call('takeOffer', { params: { id: turn.id }, idempotencyKey: newKey() })
        await openDesk(occupied.guacamole_url)
      }),
    passTurn: (turn: OfferView) =>
      answerTurn(turn, () => client.call('passOffer', { params: { id: turn.id }, idempotencyKey: newKey() })),
    postponeTurn: (turn: OfferView) =>
      answerTurn(turn, () => client.call('laterOffer', { params: { id: turn.id }, idempotencyKey: newKey() })),
    extend: (session: SessionView) =>
      run(session.slot_id, async () => {
        const extended = await client.call('extend', { params: { id: session.slot_id }, idempotencyKey: newKey() })
        live.note(extended)
        options.onDone({ done: 'extended', until: extended.ends_at })
      }),
    /** `whenDone`: the answer being made is waited for, without the person. */
    release: (session: SessionView, whenDone = false) =>
      run(session.slot_id, async () => {
        const body = whenDone ? { deliver_when_done: true } : {}
        await client.call('release', { params: { id: session.slot_id }, body, idempotencyKey: newKey() })
        options.onDone({ done: whenDone ? 'left-working' : 'released' })
        await live.reload()
      }),
    kick: (slot: SlotView, reason: string) =>
      run(slot.id, async () => {
        await client.call('kick', { params: { id: slot.session_id ?? '' }, body: reason ? { reason } : {} })
        options.onDone({ done: 'kicked', who: slot.holder?.name ?? '' })
        await live.reload()
      }),
    /** Looks over the shoulder of whoever sits there, who sees it. */
    watch: (slot: SlotView) =>
      run(slot.id, async () => {
        const way = await client.call('watch', { params: { id: slot.session_id ?? '' } })
        await openDesk(way.desk_url)
      }),
    ...askCommands(tools),
    ...templateCommands(tools),
    ...handCommands(tools),
    ...dumpCommands(tools),
    ...repairCommands(tools),
  }
}

/** Slots have names of their own without a star. */
export const anyOf = (service: string) => `${service}/*`
