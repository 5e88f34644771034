import type { AskView } from '@taxi/contract/asks.ts'
import type { MyQueue } from '@taxi/contract/queue.ts'
import { Asks } from '@taxi/ui/asks/asks.tsx'
import { cameText } from '@taxi/ui/asks/came-text.ts'
import { commandTexts } from '@taxi/ui/board/command-texts.ts'
import { createCommands } from '@taxi/ui/board/commands.ts'
import { endedText } from '@taxi/ui/board/ended-text.ts'
import { SearchField } from '@taxi/ui/board/search-field.tsx'
import { SlotBoard } from '@taxi/ui/board/slot-board.tsx'
import { bookingTexts } from '@taxi/ui/bookings/booking-texts.ts'
import { createBookings } from '@taxi/ui/bookings/bookings.ts'
import { Checker } from '@taxi/ui/controls/checker.tsx'
import { createToasts, ToastList } from '@taxi/ui/controls/toast.tsx'
import { RecentDumps } from '@taxi/ui/dumps/recent-dumps.tsx'
import { createClock } from '@taxi/ui/live/clock.ts'
import { LineFooter } from '@taxi/ui/live/line-footer.tsx'
import { createLive, type Remembered } from '@taxi/ui/live/live.ts'
import { endedOnes } from '@taxi/ui/live/own-sessions.ts'
import { Turns } from '@taxi/ui/queue/turns.tsx'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Api } from '../../api.ts'
import { storage } from '../../storage.ts'
import { openTabs } from './open-tabs.ts'
import { PersonMenu, type Preferences } from './person-menu.tsx'

/** The board itself, live while the popup is open. */
export function BoardScreen(props: {
  api: Api
  remembered: Remembered | null
  rememberedQueue: MyQueue | null
  rememberedAsks: AskView[] | null
  preferences: Preferences
  onSignedOut: () => void
  /** The server no longer knows the sign-in. */
  onCut: () => void
  onChangeServer: () => void
}) {
  const words = useWords()
  const locale = useLocale()
  const now = createClock()
  const toasts = createToasts()
  const [search, setSearch] = createSignal('')
  const { client, signIn, base } = props.api
  const live = createLive({
    client,
    signIn,
    remembered: props.remembered,
    remember: state => void storage.board.set(state),
    rememberedQueue: props.rememberedQueue,
    rememberQueue: queue => void storage.queue.set(queue),
    rememberedAsks: props.rememberedAsks,
    rememberAsks: asks => void storage.asks.set(asks),
    onSignedOut: props.onCut,
    onEnded: session => {
      const text = endedText(session, words())
      if (text) toasts.show({ text })
    },
    onAnswered: ask => {
      const text = cameText(ask, words())
      if (text) toasts.show({ text })
    },
    onNotice: notice => toasts.show({ text: notice.msg }),
  })
  onCleanup(live.close)
  const commands = createCommands({ client, live, openTabs, ...commandTexts(toasts, words, locale) })
  const bookings = createBookings({ client, live, ...bookingTexts(toasts, words, locale) })

  // The profile is the same everywhere: what was chosen in the portal counts here too.
  createEffect(() => {
    const { me } = live.state
    if (me) props.preferences.adopt(me)
  })
  const portal = (room: string) => void openTabs([`${base}/app/${room}`])
  return (
    <main class="flex h-[600px] flex-col">
      <Checker />
      <header class="flex items-center gap-2 border-line border-b px-3 py-2">
        <SearchField value={search()} onInput={setSearch} class="flex-1" />
        <PersonMenu
          api={props.api}
          live={live}
          toasts={toasts}
          preferences={props.preferences}
          onOpenPortal={() => portal('')}
          onOpenCalendar={() => portal('calendar')}
          onSignedOut={props.onSignedOut}
          onChangeServer={props.onChangeServer}
        />
      </header>
      <div class="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-3">
        <Turns live={live} commands={commands} />
        <Asks live={live} commands={commands} />
        <SlotBoard
          live={live}
          commands={commands}
          bookings={bookings}
          now={now()}
          search={search()}
          onClearSearch={() => setSearch('')}
        />
        <RecentDumps
          sessions={endedOnes(live.state.sessions).slice(0, 3)}
          now={now()}
          telegram={live.state.me?.telegram_linked ?? false}
          commands={commands}
          onOpenPortal={portal}
        />
      </div>
      <LineFooter live={live} now={now()} />
      <ToastList toasts={toasts} />
    </main>
  )
}
