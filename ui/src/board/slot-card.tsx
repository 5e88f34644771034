import type { SlotView } from '@taxi/contract/slots.ts'
import CircleStop from 'lucide-solid/icons/circle-stop'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createUniqueId, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Menu, MenuItem } from '../controls/menu.tsx'
import { StateMark } from '../controls/state-mark.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { isMine } from './group-slots.ts'
import { ServiceMark } from './service-mark.tsx'
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
  onTake: (slot: SlotView) => void
  onOpen: (slot: SlotView) => void
  onKick: (slot: SlotView) => void
}

export function SlotCard(props: SlotCardProps) {
  const words = useWords()
  const locale = useLocale()
  const id = createUniqueId()
  const mine = () => isMine(props.slot)
  const why = () =>
    props.away ?? (mine() ? null : whyNot(props.slot.may.occupy, props.slot, words(), locale(), props.now))
  const line = () => truthLine(props.slot, props.now, words(), locale())
  const press = () => (mine() ? props.onOpen(props.slot) : props.onTake(props.slot))
  const verb = () => (mine() ? words().do.open : words().do.take)
  return (
    <li
      class="group/card rounded-card border border-line bg-card px-3 py-2.5"
      data-slot={props.slot.id}
      data-state={mine() ? 'mine' : props.slot.state}
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
        </div>
        <Show when={props.slot.may.kick === true && !mine()}>
          <Menu label={`${words().do.more}: ${props.slot.name}`} face={<Ellipsis size={16} />}>
            {close => (
              <MenuItem
                icon={<CircleStop size={16} />}
                onChoose={() => {
                  close()
                  props.onKick(props.slot)
                }}
              >
                {words().do.kick}
              </MenuItem>
            )}
          </Menu>
        </Show>
        <Button
          data-card-main
          look={props.inviting || mine() ? 'main' : 'plain'}
          whyNot={why()}
          busy={props.busy}
          aria-label={`${verb()}: ${props.slot.name}`}
          aria-describedby={why() ? id : undefined}
          onClick={press}
        >
          {verb()}
        </Button>
      </div>
      <Show when={why()}>
        <p id={id} class="hidden pt-2 pl-11 text-xs text-quiet group-has-[[data-card-main]:focus]/card:block">
          {why()}
        </p>
      </Show>
    </li>
  )
}
