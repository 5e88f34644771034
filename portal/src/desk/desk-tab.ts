import { minutesUntil } from '@taxi/ui/words/times.ts'
import { createEffect, createSignal, onCleanup } from 'solid-js'
import type { Desk } from './desk.ts'
import { type TabMood, tabIcon } from './tab-icon.ts'
import { wordsOf } from './words/words.tsx'

const LOOK_EVERY_MS = 5_000
const SOON_MIN = 5

/** The tab says what it is while another one is in front: slot, minutes, state. Asks before it is closed over a running desk. */
export function keepDeskTab({ state }: Desk): void {
  const words = () => wordsOf(state.locale)
  // Of its own: what people look at in the page rests while the page is hidden, a tab is looked at then.
  const [now, setNow] = createSignal(new Date())
  const timer = setInterval(() => setNow(new Date()), LOOK_EVERY_MS)
  onCleanup(() => clearInterval(timer))
  const minutes = () => (state.session ? minutesUntil(state.session.ends_at, now()) : null)
  const mood = (): TabMood => {
    if (state.stage === 'ended') return 'over'
    if (state.stage === 'away') return 'away'
    return (minutes() ?? SOON_MIN + 1) <= SOON_MIN ? 'soon' : 'calm'
  }

  createEffect(() => {
    const page = document.documentElement
    page.dataset.theme = state.theme
    page.dataset.desk = state.stage
    page.lang = state.locale
  })
  createEffect(() => {
    const name = state.session?.slot_name ?? words().title
    const left = minutes()
    if (state.stage === 'ended' && state.ending) document.title = `${words().ending[state.ending].title} · ${name}`
    else document.title = left === null ? name : `${words().leftShort(left)} · ${name}`
  })
  createEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (icon && state.session) icon.href = tabIcon(minutes(), mood(), words().hourSign)
  })

  const guard = (event: BeforeUnloadEvent) => {
    // The seat is kept for a while, but nobody means to close a tab they work in.
    if (!state.readOnly && (state.stage === 'live' || state.stage === 'away')) event.preventDefault()
  }
  window.addEventListener('beforeunload', guard)
  onCleanup(() => window.removeEventListener('beforeunload', guard))
}
