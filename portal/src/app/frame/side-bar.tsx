import { A } from '@solidjs/router'
import type { PermissionName } from '@taxi/contract/people.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import CalendarDays from 'lucide-solid/icons/calendar-days'
import CarTaxiFront from 'lucide-solid/icons/car-taxi-front'
import CircleUserRound from 'lucide-solid/icons/circle-user-round'
import Clock from 'lucide-solid/icons/clock'
import Film from 'lucide-solid/icons/film'
import HeartPulse from 'lucide-solid/icons/heart-pulse'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import LogOut from 'lucide-solid/icons/log-out'
import MessagesSquare from 'lucide-solid/icons/messages-square'
import Monitor from 'lucide-solid/icons/monitor'
import MonitorPlay from 'lucide-solid/icons/monitor-play'
import ScanText from 'lucide-solid/icons/scan-text'
import ScrollText from 'lucide-solid/icons/scroll-text'
import Users from 'lucide-solid/icons/users'
import { type JSX, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'
import { useLive } from './board-live.tsx'

/** The rooms this person may enter. */
export function SideBar() {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  // Rooms that wait for a second factor are shown: behind their doors it is set up.
  const waits = () => live.state.me?.is_admin === true && live.state.me.needs_second_factor
  const may = (permission: PermissionName) => waits() || (live.state.me?.permissions.includes(permission) ?? false)
  const administers = () => may('people:admin') || may('slots:admin') || may('machines:admin')
  async function signOut() {
    await taxi.client.call('signOut').catch(() => undefined)
    await taxi.signIn.forget()
    taxi.setSignedIn(false)
  }
  return (
    <nav
      aria-label={words().product}
      class="flex shrink-0 items-center gap-1 overflow-x-auto border-line border-b bg-card px-2 py-2 md:w-56 md:flex-col md:items-stretch md:border-r md:border-b-0 md:px-3 md:py-5"
    >
      <p class="hidden px-3 pb-4 text-lg font-bold md:block">{words().product}</p>
      <RoomLink to="/" icon={<LayoutGrid size={18} />} end>
        {words().room.board}
      </RoomLink>
      <RoomLink to="/calendar" icon={<CalendarDays size={18} />}>
        {words().bookings.calendar}
      </RoomLink>
      <RoomLink to="/sessions" icon={<Clock size={18} />}>
        {words().room.sessions}
      </RoomLink>
      <RoomLink to="/chats" icon={<MessagesSquare size={18} />}>
        {words().chats.title}
      </RoomLink>
      <Show when={administers()}>
        <p class="hidden px-3 pt-4 pb-1 text-xs text-quiet md:block">{words().room.admin}</p>
      </Show>
      <Show when={may('slots:admin')}>
        <RoomLink to="/live" icon={<MonitorPlay size={18} />}>
          {words().watching.live}
        </RoomLink>
      </Show>
      <Show when={may('people:admin')}>
        <RoomLink to="/people" icon={<Users size={18} />}>
          {words().room.people}
        </RoomLink>
      </Show>
      <Show when={may('slots:admin')}>
        <RoomLink to="/slots" icon={<CarTaxiFront size={18} />}>
          {words().room.slots}
        </RoomLink>
      </Show>
      <Show when={may('machines:admin')}>
        <RoomLink to="/machines" icon={<Monitor size={18} />}>
          {words().room.machines}
        </RoomLink>
        <RoomLink to="/health" icon={<HeartPulse size={18} />}>
          {words().health.title}
        </RoomLink>
      </Show>
      <Show when={may('slots:admin')}>
        <RoomLink to="/recordings" icon={<Film size={18} />}>
          {words().watching.recordings}
        </RoomLink>
        <RoomLink to="/readers" icon={<ScanText size={18} />}>
          {words().readers.title}
        </RoomLink>
      </Show>
      <Show when={may('people:admin')}>
        <RoomLink to="/audit" icon={<ScrollText size={18} />}>
          {words().audit.title}
        </RoomLink>
      </Show>
      <span class="md:flex-1" />
      <RoomLink to="/profile" icon={<CircleUserRound size={18} />}>
        <span class="truncate">{live.state.me?.name ?? words().room.profile}</span>
      </RoomLink>
      <button type="button" class={look} onClick={() => void signOut()}>
        <LogOut size={18} class="shrink-0" />
        {words().do.signOut}
      </button>
    </nav>
  )
}

const look =
  'flex h-9 shrink-0 items-center gap-2.5 rounded-control px-3 text-sm text-quiet transition-colors duration-150 hover:bg-hover hover:text-ink'

function RoomLink(props: { to: string; icon: JSX.Element; end?: boolean; children: JSX.Element }) {
  return (
    <A href={props.to} end={props.end} class={look} activeClass="bg-hover font-medium text-ink!">
      <span class="shrink-0">{props.icon}</span>
      {props.children}
    </A>
  )
}
