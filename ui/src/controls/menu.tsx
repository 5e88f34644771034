import Check from 'lucide-solid/icons/check'
import { createSignal, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'

export interface MenuProps {
  label: string
  /** What the button shows. */
  face: JSX.Element
  children: (close: () => void) => JSX.Element
  class?: string
}

/** A button that opens a small list under it. Closes on Escape, on a choice and on a click elsewhere; arrows move inside. */
export function Menu(props: MenuProps) {
  const [open, setOpen] = createSignal(false)
  const id = createUniqueId()
  let root!: HTMLDivElement
  let button!: HTMLButtonElement

  const close = () => {
    setOpen(false)
    button.focus()
  }
  const elsewhere = (event: PointerEvent) => {
    if (!root.contains(event.target as Node)) setOpen(false)
  }
  document.addEventListener('pointerdown', elsewhere)
  onCleanup(() => document.removeEventListener('pointerdown', elsewhere))

  const items = () => [...root.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open()) return
    // The board behind has its own use for arrows.
    event.stopPropagation()
    if (event.key === 'Escape') {
      event.preventDefault()
      return close()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all.at((at + step + all.length) % all.length)?.focus()
  }
  const toggle = () => {
    setOpen(!open())
    if (open()) items()[0]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for keys of the button and the items inside
    <div ref={root} class={`relative ${props.class ?? ''}`} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-controls={id}
        aria-label={props.label}
        title={props.label}
        onClick={toggle}
        class="inline-flex size-8 items-center justify-center rounded-control text-quiet transition-colors duration-150 hover:bg-hover hover:text-ink"
      >
        {props.face}
      </button>
      <Show when={open()}>
        <div
          id={id}
          role="menu"
          aria-label={props.label}
          class="absolute right-0 z-40 mt-1 w-max min-w-52 max-w-72 animate-appear rounded-card border border-line bg-card p-1 shadow-raised"
        >
          {props.children(close)}
        </div>
      </Show>
    </div>
  )
}

const item =
  'flex min-h-8 w-full items-center gap-2 rounded-control px-2 py-1 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2'
const sign = 'inline-flex w-4 shrink-0 justify-center text-quiet'

export function MenuItem(props: {
  onChoose: () => void
  icon?: JSX.Element
  /** Why it is not for now, said under it; it stays focusable. */
  whyNot?: string | null
  children: JSX.Element
}) {
  return (
    <button
      type="button"
      role="menuitem"
      aria-disabled={props.whyNot ? true : undefined}
      onClick={() => props.whyNot || props.onChoose()}
      class={item}
    >
      <span class={sign}>{props.icon}</span>
      <span class={`min-w-0 ${props.whyNot ? 'text-quiet' : ''}`}>
        {props.children}
        <Show when={props.whyNot}>{why => <span class="block max-w-56 text-xs">{why()}</span>}</Show>
      </span>
    </button>
  )
}

/** One of a few, the chosen one ticked. */
export function MenuChoice(props: { onChoose: () => void; chosen: boolean; children: JSX.Element }) {
  return (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={props.chosen}
      onClick={() => props.onChoose()}
      class={item}
    >
      <span class={sign}>{props.chosen ? <Check size={16} /> : null}</span>
      {props.children}
    </button>
  )
}

export const MenuLine = () => <hr class="my-1 border-line" />
export const MenuTitle = (props: { children: JSX.Element }) => (
  <p class="px-2 pt-1.5 pb-0.5 text-xs text-quiet">{props.children}</p>
)
