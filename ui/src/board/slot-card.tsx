import type { AskView } from '@taxi/contract/asks.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import CircleDot from 'lucide-solid/icons/circle-dot'
import { createUniqueId, Show } from 'solid-js'
import { OwnAsk } from '../asks/own-ask.tsx'
import { bookingLine } from '../bookings/booking-line.ts'
import { Button } from '../controls/button.tsx'
import { StateMark } from '../controls/state-mark.tsx'
import { waitText } from '../queue/wait-text.ts'
import type { Words } from '../words/en.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { type CardAction, cardAction } from './card-action.ts'
import type { Commands } from './commands.ts'
import { quotaText } from './quota-text.ts'
import { ServiceMark } from './service-mark.tsx'
import { SlotMenu } from './slot-menu.tsx'
import type { SlotQuestion } from './slot-question.ts'
import { truthLine } from './truth-line.ts'
import { whyNot } from './why-not.ts'

export interface SlotCardProps {
  slot: SlotView
  now: Date
  busy: boolean
  /** The server is away: nothing can be pressed, and this says so. */
  away: string | null
  /** Taking a slot is the main thing here; not when a session is running. */
  inviting: boolean
  commands: Commands
  /** The person’s own request for it that waits for an answer. */
  ask: AskView | undefined
  onAsk: (question: SlotQuestion) => void
}

export function SlotCard(props: SlotCardProps) {
  const words = useWords()
  const locale = useLocale()
  const id = createUniqueId()
  const action = () => cardAction(props.slot)
  const mine = () => action() === 'open'
  /** Why it cannot be taken: told by whichever button stands in its place. */
  const whyNotTake = () => (mine() ? null : whyNot(props.slot.may.occupy, props.slot, words(), locale(), props.now))
  const why = () => props.away ?? whyNotTake()
  const resting = () => props.away ?? (action() === 'take' ? whyNotTake() : null)
  const line = () => truthLine(props.slot, props.now, words(), locale())
  const queue = () => waitText({ ...props.slot.queue, position: props.slot.queue.my_position }, words())
  const booked = () => bookingLine(props.slot, props.now, words(), locale())
  const quotas = () => quotaText(props.slot, props.now, words(), locale())
  const press = () => props.commands[presses[action()]](props.slot)
  const verb = () => verbOf(action(), words())
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || props.away) return
    const key = event.key.toLowerCase()
    if (QUEUE_KEYS.has(key) && action() === 'queue') props.commands.queue(props.slot)
    if (!BOOK_KEYS.has(key) || props.slot.may.book !== true) return
    // The letter is not meant for the field that is about to have the focus.
    event.preventDefault()
    props.onAsk({ about: 'book', slot: props.slot })
  }
  return (
    <li
      class="group/card rounded-card border border-line bg-card px-3 py-2.5"
      data-slot={props.slot.id}
      data-state={mine() ? 'mine' : props.slot.state}
      onKeyDown={onKey}
    >
      <div class="flex items-center gap-2.5">
        <ServiceMark name={props.slot.service_name} />
        <div class="min-w-0 flex-1">
          <h3 class="truncate text-sm font-medium" title={props.slot.name}>
            {props.slot.name}
          </h3>
          <p class="flex items-center gap-1 text-xs text-quiet">
            <StateMark state={mine() ? 'mine' : props.slot.state} />
            <span class="truncate" title={line().says}>
              {line().says}
            </span>
            <Show when={line().left}>{left => <span class="shrink-0">· {left()}</span>}</Show>
          </p>
          <Show when={line().below}>{says => <p class="text-xs text-quiet">{says()}</p>}</Show>
          <Show when={booked()}>
            {says => (
              <p
                class={`truncate text-xs ${props.slot.booking?.mine ? 'text-mine' : 'text-quiet'}`}
                title={says()}
                data-booked
              >
                {says()}
              </p>
            )}
          </Show>
          <Show when={quotas()}>
            {says => (
              <p class="truncate text-xs text-quiet" title={says()} data-quotas>
                {says()}
              </p>
            )}
          </Show>
          <Show when={props.slot.recorded}>
            <p class="flex items-center gap-1 text-xs text-quiet" title={words().watching.recordedSays} data-recorded>
              <CircleDot size={12} aria-hidden="true" />
              {words().watching.recorded}
            </p>
          </Show>
          <Show when={queue()}>
            {says => (
              <p
                class={`text-xs ${props.slot.queue.my_position === null ? 'text-quiet' : 'text-waiting'}`}
                title={says()}
                data-queue
              >
                {says()}
              </p>
            )}
          </Show>
        </div>
        <SlotMenu
          slot={props.slot}
          asked={props.ask !== undefined}
          now={props.now}
          away={props.away}
          onAsk={props.onAsk}
        />
        <Button
          data-card-main
          look={mine() || (action() === 'take' && props.inviting) ? 'main' : 'plain'}
          whyNot={resting()}
          title={why() ?? undefined}
          busy={props.busy}
          aria-label={`${verb()}: ${props.slot.name}`}
          aria-describedby={why() ? id : undefined}
          onClick={press}
        >
          {verb()}
        </Button>
      </div>
      <Show when={props.ask}>
        {ask => <OwnAsk ask={ask()} busy={props.busy} away={props.away} onWithdraw={props.commands.withdrawAsk} />}
      </Show>
      <Show when={why()}>
        <p id={id} class="hidden pt-2 pl-11 text-xs text-quiet group-has-[[data-card-main]:focus]/card:block">
          {why()}
        </p>
      </Show>
    </li>
  )
}

/** The same key with Russian letters on. */
const QUEUE_KEYS = new Set(['q', 'й'])
const BOOK_KEYS = new Set(['b', 'и'])

const presses = { open: 'openSlot', take: 'take', queue: 'queue', leave: 'leaveQueue' } as const

function verbOf(action: CardAction, words: Words): string {
  if (action === 'queue') return words.queue.join
  return action === 'leave' ? words.queue.leave : words.do[action]
}
