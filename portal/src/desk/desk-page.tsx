import { createClock } from '@taxi/ui/live/clock.ts'
import { minutesUntil } from '@taxi/ui/words/times.ts'
import { WordsProvider } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { DeskBar } from './bar/desk-bar.tsx'
import { createDesk } from './desk.ts'
import { DeskAsk } from './desk-ask.tsx'
import { keepDeskTab } from './desk-tab.ts'
import { EndingPage } from './ending-page.tsx'
import { DropZone } from './files/drop-zone.tsx'
import { createFiles } from './files/files.ts'
import { FilesPanel } from './files/files-panel.tsx'
import { createHands } from './hands.ts'
import { Preparing } from './preparing.tsx'
import { followWindow } from './quality/follow-window.ts'
import { LagNote } from './quality/lag-note.tsx'
import { createPictureQuality } from './quality/picture-quality.ts'
import { Veil } from './veil.tsx'
import { DeskWordsProvider, wordsOf } from './words/words.tsx'

/** The machine's screen fills the window; everything else lies on top of it and goes away. */
export function DeskPage() {
  const hands = createHands()
  const [touchedAt, setTouchedAt] = createSignal(Date.now())
  const quality = createPictureQuality(touchedAt)
  const desk = createDesk(hands.openTunnel, {
    touched: () => setTouchedAt(Date.now()),
    copied: hands.copied,
    preset: quality.preset,
    roundTrip: quality.heard,
    shown: () => {
      screenSize.forget()
      screenSize.look()
    },
  })
  const screenSize = followWindow(quality.finer, desk.resizeScreen)
  const { state } = desk
  const files = createFiles(desk)
  const now = createClock()
  const minutesLeft = () => (state.session ? minutesUntil(state.session.ends_at, now()) : null)
  let screen!: HTMLDivElement

  keepDeskTab(desk)
  onMount(() => {
    hands.settle(screen, wordsOf(state.locale).screen, () => setTouchedAt(Date.now()))
    void desk.enter()
    const hurry = () => {
      if (!document.hidden && state.stage !== 'live' && state.tries > 0) desk.retry()
    }
    window.addEventListener('online', hurry)
    document.addEventListener('visibilitychange', hurry)
    onCleanup(() => {
      window.removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hurry)
      screenSize.stop()
    })
  })
  createEffect(
    on(
      quality.preset,
      () => {
        quality.startAnew()
        void desk.renew()
      },
      { defer: true },
    ),
  )
  createEffect(on(quality.finer, screenSize.look, { defer: true }))
  createEffect(() => {
    if (state.stage !== 'ended') return
    hands.letGo()
    files.stop()
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
        <Show when={state.stage === 'live'}>
          <LagNote unstable={state.unstable} lag={quality.lag()} />
        </Show>
        <Show when={state.session && state.stage !== 'ended' && state.stage !== 'connecting'}>
          <DeskBar
            desk={desk}
            hands={hands}
            quality={quality}
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
