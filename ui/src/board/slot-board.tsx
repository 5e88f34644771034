import type { SlotView } from '@taxi/contract/slots.ts'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { Bookings } from '../bookings/bookings.ts'
import type { Live } from '../live/live.ts'
import { myAskFor } from '../live/own-asks.ts'
import { openOnes } from '../live/own-sessions.ts'
import { Templates } from '../templates/templates.tsx'
import { useWords } from '../words/words.tsx'
import { BoardSkeleton, EmptyBoard, NothingFound } from './board-states.tsx'
import type { Commands } from './commands.ts'
import { GroupHead } from './group-head.tsx'
import { groupSlots } from './group-slots.ts'
import { SessionCard } from './session-card.tsx'
import { SlotCard } from './slot-card.tsx'
import type { SlotQuestion } from './slot-question.ts'
import { SlotQuestions } from './slot-questions.tsx'

export interface SlotBoardProps {
  live: Live
  commands: Commands
  bookings: Bookings
  now: Date
  search: string
  onClearSearch: () => void
  /** Two columns and more where there is room for them. */
  roomy?: boolean
}

/** Every slot: one's own session on top, then by service with the free ones first. */
export function SlotBoard(props: SlotBoardProps) {
  const words = useWords()
  const [asked, setAsked] = createSignal<SlotQuestion | null>(null)
  const state = props.live.state
  const own = createMemo(() => openOnes(state.sessions))
  const others = createMemo(() => {
    const ownSlots = new Set(own().map(session => session.slot_id))
    return state.slots.filter(slot => !ownSlots.has(slot.id))
  })
  const board = createMemo(() => groupSlots(others(), props.search))
  const services = createMemo(() => board().groups.map(group => group.service), [], { equals: sameList })
  const away = () => (state.line === 'offline' ? words().line.unreachable : null)

  const card = (slot: SlotView): JSX.Element => (
    <SlotCard
      slot={slot}
      now={props.now}
      away={away()}
      inviting={own().length === 0 && state.queue.offers.length === 0}
      busy={props.commands.isRunning(slot.id)}
      commands={props.commands}
      ask={myAskFor(slot.id, state.asks, props.now)}
      onAsk={setAsked}
    />
  )
  /** Some: near the top, they are there to be pressed. None: out of the way, with how to make one. */
  const templates = () => (
    <Templates live={props.live} commands={props.commands} now={props.now} search={props.search} roomy={props.roomy} />
  )
  const list = () => `grid grid-cols-1 gap-2 ${props.roomy ? 'md:grid-cols-2' : ''}`
  const nothing = () => board().groups.length === 0 && board().notInService.length === 0
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside
    <div class="flex flex-col gap-4" onKeyDown={moveByArrows}>
      <For each={own()}>
        {session => (
          <SessionCard
            session={session}
            slot={state.slots.find(slot => slot.id === session.slot_id)}
            now={props.now}
            commands={props.commands}
            away={away()}
          />
        )}
      </For>
      <Show when={state.templates.length > 0}>{templates()}</Show>
      <Show when={state.loaded || state.slots.length > 0} fallback={<BoardSkeleton trouble={state.trouble} />}>
        <For each={services()}>
          {service => {
            const group = () => board().groups.find(one => one.service === service)
            return (
              <section aria-label={group()?.name}>
                <Show when={group()}>
                  {here => (
                    <GroupHead group={here()} places={state.queue.places} commands={props.commands} away={away()} />
                  )}
                </Show>
                <ul class={list()}>
                  <For each={group()?.slots}>{card}</For>
                </ul>
              </section>
            )
          }}
        </For>
        <Show when={board().notInService.length > 0}>
          <details open={props.search !== ''}>
            <summary class="rounded-control py-1 text-xs font-medium text-quiet">
              {words().board.notInService(board().notInService.length)}
            </summary>
            <ul class={`mt-1.5 ${list()}`}>
              <For each={board().notInService}>{card}</For>
            </ul>
          </details>
        </Show>
        <Show when={nothing() && props.search}>
          <NothingFound search={props.search} onClear={props.onClearSearch} />
        </Show>
        <Show when={state.loaded && state.slots.length === 0}>
          <EmptyBoard />
        </Show>
      </Show>
      <Show when={state.loaded && state.templates.length === 0}>{templates()}</Show>
      <SlotQuestions
        asked={asked()}
        live={props.live}
        commands={props.commands}
        bookings={props.bookings}
        now={props.now}
        away={away()}
        roomy={props.roomy}
        onClose={() => setAsked(null)}
      />
    </div>
  )
}

/** Up and down go from main button to main button; Enter is the button's own. */
function moveByArrows(event: KeyboardEvent & { currentTarget: HTMLElement }) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-card-main]')].filter(
    button => button.offsetParent,
  )
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  const next = buttons[at + step]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}

const sameList = (a: string[], b: string[]) => a.length === b.length && a.every((item, index) => item === b[index])
