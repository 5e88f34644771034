import Check from 'lucide-solid/icons/check'
import { type JSX, Show } from 'solid-js'

/** One of several things to be done in order, ticked when it is. */
export function Step(props: {
  number: number
  done: boolean
  title: string
  says?: string | null
  children?: JSX.Element
}) {
  return (
    <li class="flex gap-3" data-done={props.done}>
      <span class="inline-flex size-6 shrink-0 items-center justify-center rounded-full border border-edge text-xs tabular-nums">
        <Show when={props.done} fallback={props.number}>
          <Check size={14} />
        </Show>
      </span>
      <div class="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div class="min-w-60 flex-1">
          <h3 class="font-medium">{props.title}</h3>
          <Show when={props.says}>
            <p class="text-sm text-quiet">{props.says}</p>
          </Show>
        </div>
        {props.children}
      </div>
    </li>
  )
}
