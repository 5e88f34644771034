import { Route, Router } from '@solidjs/router'
import { ToastList } from '@taxi/ui/controls/toast.tsx'
import { type Component, type JSX, lazy, Show } from 'solid-js'
import { SignedInFrame } from './frame/signed-in-frame.tsx'
import { BoardRoom } from './rooms/board-room.tsx'
import { InvitationRoom } from './rooms/invitation-room.tsx'
import { LinkRoom } from './rooms/link-room.tsx'
import { NowhereRoom } from './rooms/nowhere-room.tsx'
import { SetupRoom } from './rooms/setup-room.tsx'
import { SignInRoom } from './rooms/sign-in-room.tsx'
import { TelegramRoom } from './rooms/telegram-room.tsx'
import { FactorGate } from './second-factor/factor-gate.tsx'
import { useTaxi } from './taxi.tsx'

const room = <N extends string>(load: () => Promise<Record<N, Component>>, name: N) =>
  lazy(async () => ({ default: (await load())[name] }))

const CalendarRoom = room(() => import('./rooms/calendar-room.tsx'), 'CalendarRoom')
const SessionsRoom = room(() => import('./rooms/sessions-room.tsx'), 'SessionsRoom')
const ChatsRoom = room(() => import('./rooms/chats-room.tsx'), 'ChatsRoom')
const DumpRoom = room(() => import('./rooms/dump-room.tsx'), 'DumpRoom')
const ProfileRoom = room(() => import('./rooms/profile-room.tsx'), 'ProfileRoom')
const PeopleRoom = room(() => import('./rooms/people-room.tsx'), 'PeopleRoom')
const SlotsRoom = room(() => import('./rooms/slots-room.tsx'), 'SlotsRoom')
const AuditRoom = room(() => import('./rooms/audit-room.tsx'), 'AuditRoom')
const LiveRoom = room(() => import('./rooms/live-room.tsx'), 'LiveRoom')
const RecordingsRoom = room(() => import('./rooms/recordings-room.tsx'), 'RecordingsRoom')
const RecordingRoom = room(() => import('./rooms/recording-room.tsx'), 'RecordingRoom')
const ReadersRoom = room(() => import('./rooms/readers-room.tsx'), 'ReadersRoom')
const HealthRoom = room(() => import('./rooms/health-room.tsx'), 'HealthRoom')
const MachinesRoom = room(() => import('./rooms/machines-room.tsx'), 'MachinesRoom')

export function App() {
  const taxi = useTaxi()
  return (
    <>
      <Router base="/app">
        <Route path="/setup" component={SetupRoom} />
        <Route path="/invitation" component={InvitationRoom} />
        <Route path="/link" component={LinkRoom} />
        <Route path="/telegram" component={TelegramRoom} />
        <Route component={SignedInOnly}>
          <Route path="/" component={BoardRoom} />
          <Route path="/calendar" component={CalendarRoom} />
          <Route path="/sessions" component={SessionsRoom} />
          <Route path="/chats" component={ChatsRoom} />
          <Route path="/dumps/:id" component={DumpRoom} />
          <Route path="/profile" component={ProfileRoom} />
          <Route component={FactorGate}>
            <Route path="/people" component={PeopleRoom} />
            <Route path="/slots" component={SlotsRoom} />
            <Route path="/machines" component={MachinesRoom} />
            <Route path="/health" component={HealthRoom} />
            <Route path="/live" component={LiveRoom} />
            <Route path="/recordings" component={RecordingsRoom} />
            <Route path="/recordings/:id" component={RecordingRoom} />
            <Route path="/readers" component={ReadersRoom} />
            <Route path="/audit" component={AuditRoom} />
          </Route>
          <Route path="*" component={NowhereRoom} />
        </Route>
      </Router>
      <ToastList toasts={taxi.toasts} />
    </>
  )
}

/** Whoever is signed out signs in where they are and goes on from there. */
function SignedInOnly(props: { children?: JSX.Element }) {
  const taxi = useTaxi()
  return (
    <Show when={taxi.signedIn()} fallback={<SignInRoom />}>
      <SignedInFrame>{props.children}</SignedInFrame>
    </Show>
  )
}
