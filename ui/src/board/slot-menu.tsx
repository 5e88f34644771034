import type { SlotView } from '@taxi/contract/slots.ts'
import CalendarPlus from 'lucide-solid/icons/calendar-plus'
import CircleStop from 'lucide-solid/icons/circle-stop'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Eye from 'lucide-solid/icons/eye'
import HandHelping from 'lucide-solid/icons/hand-helping'
import Power from 'lucide-solid/icons/power'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import ZapOff from 'lucide-solid/icons/zap-off'
import { type JSX, Show } from 'solid-js'
import { Menu, MenuItem } from '../controls/menu.tsx'
import { isTakeOver } from '../hands/is-take-over.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { isMine } from './group-slots.ts'
import type { SlotQuestion } from './slot-question.ts'
import { whyNot } from './why-not.ts'

/** What else can be done about a slot; nothing at all when there is nothing. */
export function SlotMenu(props: {
  slot: SlotView
  /** The person has asked for it already. */
  asked: boolean
  now: Date
  /** The server is away: nothing can be pressed, and this says so. */
  away: string | null
  onAsk: (question: SlotQuestion) => void
}) {
  const words = useWords()
  const locale = useLocale()
  const may = () => props.slot.may
  const mayAsk = () => !props.asked && props.slot.state === 'busy' && props.slot.holder?.mine === false
  const mayKick = () => may().kick === true && !isMine(props.slot)
  const mayWatch = () => may().watch === true
  const shown = () =>
    may().book === true || mayAsk() || mayWatch() || may().stop_work === true || mayKick() || may().restart === true
  return (
    <Show when={shown()}>
      <Menu label={`${words().do.more}: ${props.slot.name}`} face={<Ellipsis size={16} />}>
        {close => {
          const Item = (item: {
            about: SlotQuestion['about']
            icon: JSX.Element
            whyNot?: string | null
            children: JSX.Element
          }) => (
            <MenuItem
              icon={item.icon}
              whyNot={props.away ?? item.whyNot}
              onChoose={() => {
                close()
                props.onAsk({ about: item.about, slot: props.slot })
              }}
            >
              {item.children}
            </MenuItem>
          )
          return (
            <>
              <Show when={may().book === true}>
                <Item about="book" icon={<CalendarPlus size={16} />}>
                  {words().bookings.bookAs}
                </Item>
              </Show>
              <Show when={mayAsk()}>
                <Item
                  about="ask"
                  icon={<HandHelping size={16} />}
                  whyNot={whyNot(may().ask, props.slot, words(), locale(), props.now)}
                >
                  {words().asks.ask}
                </Item>
              </Show>
              <Show when={mayWatch()}>
                <Item about="watch" icon={<Eye size={16} />}>
                  {words().watching.watch}
                </Item>
              </Show>
              <Show when={may().stop_work === true}>
                <Item about="stop-work" icon={<ZapOff size={16} />}>
                  {isTakeOver(props.slot) ? words().hands.takeOver : words().hands.stop}
                </Item>
              </Show>
              <Show when={may().restart === true}>
                <Item about="restart" icon={<RefreshCw size={16} />}>
                  {words().care.restart}
                </Item>
              </Show>
              <Show when={may().reboot === true}>
                <Item about="reboot" icon={<Power size={16} />}>
                  {words().care.reboot}
                </Item>
              </Show>
              <Show when={mayKick()}>
                <Item about="kick" icon={<CircleStop size={16} />}>
                  {words().do.kick}
                </Item>
              </Show>
            </>
          )
        }}
      </Menu>
    </Show>
  )
}
