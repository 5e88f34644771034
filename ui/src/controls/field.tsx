import { createUniqueId, type JSX, Show, splitProps } from 'solid-js'

interface Around {
  label: string
  hint?: string
  error?: string | null
}

const box =
  'w-full rounded-control border bg-card px-3 text-ink placeholder:text-quiet transition-colors duration-150 disabled:opacity-60 read-only:not-[select]:border-line read-only:not-[select]:bg-paper'
const edge = (error: string | null | undefined) => (error ? 'border-sick' : 'border-edge')

/** A line of text with its label, hint and what is wrong with it. */
export function Field(props: Around & JSX.InputHTMLAttributes<HTMLInputElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'class'])
  const id = createUniqueId()
  return (
    <Labelled id={id} {...own}>
      <input
        id={id}
        {...rest}
        aria-invalid={own.error ? true : undefined}
        aria-describedby={own.error || own.hint ? `${id}-says` : undefined}
        class={`h-10 ${box} ${edge(own.error)} ${own.class ?? ''}`}
      />
    </Labelled>
  )
}

/** One of a few. */
export function Choice(props: Around & JSX.SelectHTMLAttributes<HTMLSelectElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'class'])
  const id = createUniqueId()
  return (
    <Labelled id={id} {...own}>
      <select id={id} {...rest} class={`h-10 ${box} ${edge(own.error)} ${own.class ?? ''}`} />
    </Labelled>
  )
}

/** Several lines of text. */
export function TextArea(props: Around & JSX.TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'error', 'class'])
  const id = createUniqueId()
  return (
    <Labelled id={id} {...own}>
      <textarea id={id} {...rest} class={`min-h-20 py-2 ${box} ${edge(own.error)} ${own.class ?? ''}`} />
    </Labelled>
  )
}

/** Yes or no. */
export function Tick(props: Pick<Around, 'label' | 'hint'> & JSX.InputHTMLAttributes<HTMLInputElement>) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'class'])
  const id = createUniqueId()
  return (
    <div class={`flex items-start gap-2 ${own.class ?? ''}`}>
      <input
        id={id}
        type="checkbox"
        {...rest}
        aria-describedby={own.hint ? `${id}-says` : undefined}
        class="mt-0.5 size-4 shrink-0 accent-ink"
      />
      <label for={id} class="min-w-0 text-sm">
        {own.label}
        <Show when={own.hint}>
          <span id={`${id}-says`} class="block text-xs text-quiet">
            {own.hint}
          </span>
        </Show>
      </label>
    </div>
  )
}

function Labelled(props: Around & { id: string; children: JSX.Element }) {
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={props.id} class="text-sm font-medium">
        {props.label}
      </label>
      {props.children}
      <Show when={props.error || props.hint}>
        <p id={`${props.id}-says`} class={`text-xs ${props.error ? 'text-sick' : 'text-quiet'}`}>
          {props.error || props.hint}
        </p>
      </Show>
    </div>
  )
}
