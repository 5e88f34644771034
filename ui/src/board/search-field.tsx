import Search from 'lucide-solid/icons/search'
import { onCleanup, onMount } from 'solid-js'
import { useWords } from '../words/words.tsx'

/** Narrows the board, or what `label` says. `/` goes here from anywhere, the arrow down goes on to the first slot. */
export function SearchField(props: { value: string; onInput: (text: string) => void; label?: string; class?: string }) {
  const words = useWords()
  const label = () => props.label ?? words().do.search
  let input!: HTMLInputElement
  const slash = (event: KeyboardEvent) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return
    event.preventDefault()
    input.focus()
  }
  onMount(() => document.addEventListener('keydown', slash))
  onCleanup(() => document.removeEventListener('keydown', slash))
  return (
    <label class={`relative block ${props.class ?? ''}`}>
      <span class="sr-only">{label()}</span>
      <Search size={16} class="pointer-events-none absolute top-2 left-2.5 text-quiet" aria-hidden="true" />
      <input
        ref={input}
        type="search"
        value={props.value}
        placeholder={label()}
        aria-keyshortcuts="/"
        onInput={event => props.onInput(event.currentTarget.value)}
        class="h-8 w-full rounded-control border border-edge bg-card pr-2 pl-8 text-sm placeholder:text-quiet"
      />
    </label>
  )
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
