import { createClock } from '@taxi/ui/live/clock.ts'
import { minutesUntil } from '@taxi/ui/words/times.ts'
import { WordsProvider } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { DeskBar } from './bar/desk-bar.tsx'
import { createDesk } from './desk.ts'
import { DeskAsk } from './desk-ask.tsx'
import { EndingPage } from './ending-page.tsx'
import { DropZone } from './files/drop-zone.tsx'
import { createFiles } from './files/files.ts'
import { FilesPanel } from './files/files-panel.tsx'
import { createHands } from './hands.ts'
import { Preparing } from './preparing.tsx'
import { Veil } from './veil.tsx'
import { DeskWordsProvider, wordsOf } from './words/words.tsx'

/** The machine's screen fills the window; everything else lies on top of it and goes away. */
export function DeskPage() {
  const hands = createHands()
  const [touchedAt, setTouchedAt] = createSignal(Date.now())
  const desk = createDesk(hands.openTunnel, {
    touched: () => setTouchedAt(Date.now()),
    copied: hands.copied,
  })
  const { state } = desk
  const files = createFiles(desk)
  const words = () => wordsOf(state.locale)
  const now = createClock()
  const minutesLeft = () => (state.session ? minutesUntil(state.session.ends_at, now()) : null)
  let screen!: HTMLDivElement

  onMount(() => {
    hands.settle(screen, words().screen, () => setTouchedAt(Date.now()))
    void desk.enter()
    const hurry = () => {
      if (!document.hidden && state.stage !== 'live' && state.tries > 0) desk.retry()
    }
    window.addEventListener('online', hurry)
    document.addEventListener('visibilitychange', hurry)
    onCleanup(() => {
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
    })
  })
  createEffect(() => {
    const page = document.documentElement
    page.dataset.theme = state.theme
    page.dataset.desk = state.stage
    page.lang = state.locale
  })
  createEffect(() => {
    if (state.stage !== 'ended') return
    hands.letGo()
    files.stop()
  })
  createEffect(() => {
    const name = state.session?.slot_name ?? words().title
    const minutes = minutesLeft()
    if (state.stage === 'ended' && state.ending) document.title = `${words().ending[state.ending].title} · ${name}`
    else document.title = minutes === null ? name : `${words().leftShort(minutes)} · ${name}`
  })

  return (
    <WordsProvider locale={state.locale}>
      <DeskWordsProvider locale={state.locale}>
        <div
          ref={screen}
          class={`fixed inset-0 overflow-hidden bg-[#131416] transition-[filter] duration-150 ${state.stage === 'away' ? 'grayscale' : ''}`}
        />
        <Switch>
          <Match when={state.stage === 'ended'}>
            <EndingPage desk={desk} />
          </Match>
          <Match when={state.stage === 'connecting'}>
            <Preparing desk={desk} />
          </Match>
          <Match when={state.stage === 'away'}>
            <Veil desk={desk} />
          </Match>
        </Switch>
        <Show when={state.unstable && state.stage === 'live'}>
          <p
            role="status"
            class="pointer-events-none fixed bottom-3 left-1/2 -translate-x-1/2 animate-late rounded-card border border-line bg-card px-4 py-2 text-sm text-quiet shadow-raised"
          >
            {words().unstable}
          </p>
        </Show>
        <Show when={state.session && state.stage !== 'ended' && state.stage !== 'connecting'}>
          <DeskBar
            desk={desk}
            hands={hands}
            files={files}
            minutesLeft={minutesLeft() ?? 0}
            now={now()}
            touchedAt={touchedAt()}
          />
        </Show>
        <Show when={!state.readOnly && state.stage !== 'ended'}>
          <FilesPanel files={files} onClose={hands.focus} />
          <DropZone files={files} open={state.stage === 'live' || state.stage === 'away'} />
          <DeskAsk desk={desk} onAnswered={hands.focus} />
        </Show>
      </DeskWordsProvider>
    </WordsProvider>
  )
}
