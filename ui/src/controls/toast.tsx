import { createSignal, For, type JSX, Show } from 'solid-js'
import { useWords } from '../words/words.tsx'

interface Toast {
  id: number
  text: string
  /** What the person can do about it. */
  next?: string | null
  /** To quote to the administrator. */
  errorId?: string | null
  wrong?: boolean
  /** Until it is closed: there is something to do about it. */
  stays?: boolean
  action?: { verb: string; href: string }
}
export type Toasts = ReturnType<typeof createToasts>

const READ_MS = 6_000

/** Short messages at the lower edge. Wrong ones stay until they are closed. */
export function createToasts() {
  const [list, setList] = createSignal<Toast[]>([])
  let last = 0
  const close = (id: number) => setList(toasts => toasts.filter(toast => toast.id !== id))
  function show(toast: Omit<Toast, 'id'>) {
    const id = ++last
    setList(toasts => [...toasts.filter(other => other.text !== toast.text), { ...toast, id }].slice(-3))
    if (!toast.wrong && !toast.stays && !toast.action) setTimeout(() => close(id), READ_MS)
  }
  return { list, close, show }
}

export function ToastList(props: { toasts: Toasts }): JSX.Element {
  const words = useWords()
  return (
    <div
      class="pointer-events-none fixed inset-x-0 bottom-12 z-30 flex flex-col items-center gap-2 px-3"
      aria-live="polite"
    >
      <For each={props.toasts.list()}>
        {toast => (
          <div
            role={toast.wrong ? 'alert' : 'status'}
            class={`pointer-events-auto flex max-w-md animate-settle items-start gap-3 rounded-card border bg-card px-3 py-2 text-sm shadow-raised ${
              toast.wrong ? 'border-sick' : 'border-line'
            }`}
          >
            <p class="min-w-0 flex-1">
              {toast.text}
              <Show when={toast.next}>{next => <span class="block text-quiet">{next()}</span>}</Show>
              <Show when={toast.errorId}>
                {id => <span class="block text-xs text-quiet">{words().line.errorId(id())}</span>}
              </Show>
              <Show when={toast.action}>
                {action => (
                  <a
                    href={action().href}
                    target="_blank"
                    rel="noopener"
                    class="block font-medium underline"
                    onClick={() => props.toasts.close(toast.id)}
                  >
                    {action().verb}
                  </a>
                )}
              </Show>
            </p>
            <button
              type="button"
              aria-label={words().do.close}
              class="-mr-1 px-1 text-quiet hover:text-ink"
              onClick={() => props.toasts.close(toast.id)}
            >
              ✕
            </button>
          </div>
        )}
      </For>
    </div>
  )
}
