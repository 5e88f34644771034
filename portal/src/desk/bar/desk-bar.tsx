import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { HandOver } from '../hand-over.tsx'
import { ReleaseDialog } from '../release-dialog.tsx'
import { useDeskWords } from '../words/words.tsx'
import { BarButtons } from './bar-buttons.tsx'
import { BarNotice } from './bar-notice.tsx'
import type { BarProps, Opened } from './bar-props.ts'
import { listenForBar } from './call-bar.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { hasToTell, Told } from './told.tsx'

const STAYS_MS = 3_000
const REMINDS_MS = 10_000
const REMIND_AT = [10, 5, 1]

/** 40 pixels at the top that go away after three seconds and come when the notch is touched. */
export function DeskBar(props: BarProps) {
  const words = useDeskWords()
  const [shown, setShown] = createSignal(true)
  const [opened, setOpened] = createSignal<Opened>(null)
  const [busy, setBusy] = createSignal(false)
  let bar!: HTMLElement
  let timer = 0

  const hideLater = (ms = STAYS_MS) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      if (bar.matches(':hover') || bar.contains(document.activeElement) || opened()) hideLater()
      else setShown(false)
    }, ms)
  }
  const show = (ms?: number) => {
    setShown(true)
    hideLater(ms)
  }
  const close = () => {
    setOpened(null)
    props.hands.focus()
  }
  hideLater()
  listenForBar({
    byPointer: () => show(),
    byKeys() {
      show()
      bar.querySelector('button')?.focus()
    },
  })
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(
      () => props.minutesLeft,
      minutes => {
        if (REMIND_AT.includes(minutes)) show(REMINDS_MS)
      },
      { defer: true },
    ),
  )
  createEffect(
    on(
      () => props.desk.state.session?.watched_by.join(),
      () => show(REMINDS_MS),
      { defer: true },
    ),
  )
  const idleSoon = () => isIdleSoon(props)
  const visible = () => shown() || idleSoon() || props.minutesLeft <= 1 || props.hands.typing() !== null || busy()

  return (
    <>
      <button
        type="button"
        aria-label={words().bar.show}
        title={words().bar.showBy}
        aria-expanded={visible()}
        onClick={() => show()}
        onPointerMove={() => show()}
        class={`fixed top-0 left-1/2 flex min-w-24 -translate-x-1/2 cursor-pointer flex-col items-center transition-opacity duration-150 pointer-coarse:min-h-8 pointer-coarse:min-w-32 ${visible() ? 'pointer-events-none opacity-0' : ''}`}
      >
        <span class="h-1.5 w-16 rounded-b-control bg-taxi shadow-[0_0_0_1px_rgb(0_0_0/35%)]" />
        <span class="h-1" />
        <Show when={hasToTell(props.desk)}>
          <span class="-mt-1 flex items-center gap-2 rounded-b-control border border-line border-t-0 bg-card px-2 py-0.5 shadow-raised">
            <Told desk={props.desk} brief />
          </span>
        </Show>
      </button>
      <section
        ref={bar}
        aria-label={words().bar.label}
        inert={!visible()}
        onPointerLeave={() => hideLater()}
        onFocusOut={() => hideLater()}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          setShown(false)
          props.hands.focus()
        }}
        class={`fixed inset-x-0 top-0 flex min-h-10 items-center gap-1 border-b border-line bg-card px-2 text-sm max-sm:flex-wrap max-sm:py-1 text-ink shadow-raised transition-transform duration-150 sm:px-3 ${visible() ? '' : '-translate-y-[calc(100%+24px)]'}`}
      >
        <BarButtons {...props} onOpen={setOpened} onBusy={setBusy} />
      </section>
      <Show when={visible()}>
        <BarNotice {...props} idleSoon={idleSoon()} />
      </Show>
      <PasteDialog hands={props.hands} open={opened() === 'paste'} onClose={close} />
      <HandOver desk={props.desk} open={opened() === 'hand-over'} onClose={close} />
      <ReleaseDialog desk={props.desk} open={opened() === 'release'} onClose={close} />
    </>
  )
}

const IDLE_WARNING_MS = 2 * 60_000

/** What the server said of the idle end may be a minute old; whoever has just typed is not idle. */
function isIdleSoon({ desk, now, touchedAt }: BarProps): boolean {
  const idleEnd = desk.state.session?.idle_ends_at
  if (!idleEnd || desk.state.readOnly || desk.state.stage !== 'live') return false
  return Date.parse(idleEnd) - now.getTime() < IDLE_WARNING_MS && now.getTime() - touchedAt > 60_000
}
