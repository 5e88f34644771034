import type { SlotView } from '@taxi/contract/slots.ts'
import type { TemplateView } from '@taxi/contract/templates.ts'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import PenLine from 'lucide-solid/icons/pen-line'
import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'
import { isMine } from '../board/group-slots.ts'
import { whyNot, whyNotInShort } from '../board/why-not.ts'
import { Button } from '../controls/button.tsx'
import { Menu, MenuItem } from '../controls/menu.tsx'
import { StateMark } from '../controls/state-mark.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { obstacleOf, slotsOf, templateAction } from './obstacle.ts'
import { TemplateSign } from './template-icon.tsx'

export interface TemplateCardProps {
  template: TemplateView
  board: readonly SlotView[]
  now: Date
  busy: boolean
  away: string | null
  onLaunch: () => void
  onQueue: () => void
  onEdit: () => void
  onRemove: () => void
}

/** A set of slots: how each of them stands, what is in the way, and one button. */
export function TemplateCard(props: TemplateCardProps) {
  const words = useWords()
  const locale = useLocale()
  const slots = () => slotsOf(props.template, props.board)
  const action = () => templateAction(slots())
  const verb = () => {
    if (action() === 'queue') return words().templates.queueAll
    return action() === 'open' ? words().templates.open : words().templates.launch
  }
  /** In few words: the whole sentence stands on the slot’s own card. */
  const inTheWay = () => {
    const slot = obstacleOf(slots())
    if (!slot) return null
    const short = whyNotInShort(slot.may.occupy, slot, words(), locale(), props.now)
    const whole = whyNot(slot.may.occupy, slot, words(), locale(), props.now)
    return { short: `${slot.name}: ${short}`, whole: `${slot.name}: ${whole}` }
  }
  const resting = () => props.away ?? (action() === 'wait' ? words().templates.waiting : null) ?? stuck()
  /** Nothing can be done but read why. */
  const stuck = () => (action() === 'launch' ? (inTheWay()?.whole ?? null) : null)
  return (
    <li
      class="rounded-card border border-line bg-card px-3 py-2.5"
      data-template={props.template.id}
      data-action={action()}
    >
      <div class="flex items-center gap-2.5">
        <span class="inline-flex size-8 shrink-0 items-center justify-center rounded-control bg-hover">
          <TemplateSign icon={props.template.icon} />
        </span>
        <div class="min-w-0 flex-1">
          <h3 class="truncate text-sm font-medium" title={props.template.name}>
            {props.template.name}
            <Show when={!props.template.mine}>
              <span class="font-normal text-xs text-quiet"> {words().templates.by(props.template.created_by)}</span>
            </Show>
          </h3>
        </div>
        <Show when={props.template.may.change === true}>
          <Menu label={`${words().do.more}: ${props.template.name}`} face={<Ellipsis size={16} />}>
            {close => (
              <>
                <MenuItem
                  icon={<PenLine size={16} />}
                  onChoose={() => {
                    close()
                    props.onEdit()
                  }}
                >
                  {words().do.edit}
                </MenuItem>
                <MenuItem
                  icon={<Trash size={16} />}
                  onChoose={() => {
                    close()
                    props.onRemove()
                  }}
                >
                  {words().templates.remove}
                </MenuItem>
              </>
            )}
          </Menu>
        </Show>
        <Button
          data-card-main
          whyNot={resting()}
          busy={props.busy}
          title={action() === 'queue' ? words().templates.queueAllSays : undefined}
          aria-label={`${verb()}: ${props.template.name}`}
          onClick={() => (action() === 'queue' ? props.onQueue() : props.onLaunch())}
        >
          {verb()}
        </Button>
      </div>
      <ul class="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 pl-10.5 text-xs text-quiet">
        <For each={slots()}>{slot => <Slot slot={slot} />}</For>
      </ul>
      <Show when={inTheWay()}>
        {says => (
          <p class="mt-1 pl-10.5 text-xs text-quiet" title={says().whole} data-obstacle>
            {says().short}
            <Show when={action() === 'wait'}>
              <span class="block text-waiting">{words().templates.waiting}</span>
            </Show>
          </p>
        )}
      </Show>
    </li>
  )
}

function Slot(props: { slot: SlotView }) {
  const words = useWords()
  const state = () => (isMine(props.slot) ? 'mine' : props.slot.state)
  return (
    <li class="flex min-w-0 items-center gap-1" title={`${props.slot.name}: ${words().state[state()]}`}>
      <StateMark state={state()} />
      <span class="truncate">{props.slot.name}</span>
      <span class="sr-only">{words().state[state()]}</span>
    </li>
  )
}
