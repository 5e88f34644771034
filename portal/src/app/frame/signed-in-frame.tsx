import { Asks } from '@taxi/ui/asks/asks.tsx'
import { Checker } from '@taxi/ui/controls/checker.tsx'
import { LineFooter } from '@taxi/ui/live/line-footer.tsx'
import { Turns } from '@taxi/ui/queue/turns.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { type JSX, Suspense } from 'solid-js'
import { LiveProvider, useLive } from './board-live.tsx'
import { SideBar } from './side-bar.tsx'

/** The side bar, the room, and how far what is shown can be trusted. On a narrow screen the bar lies on top. */
export function SignedInFrame(props: { children?: JSX.Element }) {
  return (
    <LiveProvider>
      <Frame>{props.children}</Frame>
    </LiveProvider>
  )
}

function Frame(props: { children?: JSX.Element }) {
  const words = useWords()
  const { live, commands, now } = useLive()
  return (
    <div class="flex h-dvh flex-col md:flex-row">
      <a
        href="#room"
        class="sr-only rounded-control bg-card p-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-30"
      >
        {words().room.skip}
      </a>
      <Checker class="md:hidden" />
      <Checker vertical class="hidden md:block" />
      <SideBar />
      <div class="flex min-h-0 min-w-0 flex-1 flex-col">
        <main id="room" tabIndex={-1} class="min-h-0 flex-1 overflow-y-auto focus:outline-none">
          <div class="mx-auto max-w-[1200px] px-4 py-5 md:px-8 md:py-7">
            <Turns live={live} commands={commands} class="mb-5 max-w-xl" />
            <Asks live={live} commands={commands} class="mb-5 max-w-xl" />
            <Suspense>{props.children}</Suspense>
          </div>
        </main>
        <LineFooter live={live} now={now()} />
      </div>
    </div>
  )
}
