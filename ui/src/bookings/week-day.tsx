import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Block } from './blocks.ts'
import { spanText } from './book-texts.ts'
import { type Bounds, clicked, dragged } from './drag.ts'
import { inLanes } from './lanes.ts'
import type { Span } from './span.ts'
import { DAY } from './wall-clock.ts'
import { percent, WeekBlock } from './week-block.tsx'

export interface WeekDayProps {
  date: string
  blocks: Block[]
  bounds: Bounds
  choice: Span | null
  /** The minute it is, on the day it is. */
  nowMinute: number | null
  named: boolean
  roomy?: boolean
  /** `done`: the pointer was let go. */
  onChoose: (span: Span, done: boolean) => void
  onOpen: (block: Block) => void
}

/** The pointer must move so far for a click to become a drag. */
const STILL_PX = 4

/** One day of the week: what stands in it, and what is dragged over. */
export function WeekDay(props: WeekDayProps) {
  const [anchor, setAnchor] = createSignal<{ minute: number; y: number } | null>(null)
  const blocks = createMemo(() => inLanes(props.blocks.filter(block => block.date === props.date)))
  const choice = () => (props.choice?.date === props.date ? props.choice : null)
  let column!: HTMLDivElement

  const minuteAt = (y: number) => {
    const { top, height } = column.getBoundingClientRect()
    return ((y - top) / height) * DAY
  }
  const spanTo = (event: PointerEvent): Span | null => {
    const start = anchor()
    if (!start) return null
    const still = Math.abs(event.clientY - start.y) < STILL_PX
    if (still) return clicked(props.date, start.minute, props.bounds)
    return dragged(props.date, start.minute, minuteAt(event.clientY), props.bounds)
  }
  function begin(event: PointerEvent) {
    if (event.button !== 0 || (event.target as HTMLElement).closest('button')) return
    // A finger scrolls; a tap is a click.
    if (event.pointerType !== 'touch') column.setPointerCapture(event.pointerId)
    setAnchor({ minute: minuteAt(event.clientY), y: event.clientY })
  }
  function go(event: PointerEvent) {
    const start = anchor()
    if (!start || event.pointerType === 'touch' || Math.abs(event.clientY - start.y) < STILL_PX) return
    const span = spanTo(event)
    if (span) props.onChoose(span, false)
    scrollAlong(column, event.clientY)
  }
  function end(event: PointerEvent) {
    const span = spanTo(event)
    setAnchor(null)
    if (span) props.onChoose(span, true)
  }
  return (
    <div
      ref={column}
      class="relative cursor-crosshair select-none border-line border-l"
      data-day={props.date}
      onPointerDown={begin}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={() => setAnchor(null)}
    >
      <Show when={props.bounds.earliest > 0}>
        <div
          class="absolute inset-x-0 top-0 cursor-not-allowed bg-hover opacity-70"
          style={{ height: percent(props.bounds.earliest) }}
        />
      </Show>
      {/* Beside the bookings of several slots there is room to drag for yet another one. */}
      <div class={`absolute inset-y-0 left-0 ${props.named ? 'right-2.5' : 'right-0'}`}>
        <For each={blocks()}>
          {block => <WeekBlock block={block} named={props.named} roomy={props.roomy} onOpen={props.onOpen} />}
        </For>
      </div>
      <Show when={choice()}>
        {span => (
          <div
            data-choice
            class="pointer-events-none absolute inset-x-px z-5 overflow-hidden rounded-[4px] border-2 border-mine bg-[color-mix(in_srgb,var(--taxi)_45%,var(--card))] px-1 text-xs leading-4 font-medium"
            style={{ top: percent(span().from), height: percent(span().to - span().from) }}
          >
            {spanText(span())}
          </div>
        )}
      </Show>
      <Show when={props.nowMinute !== null}>
        <div
          class="pointer-events-none absolute inset-x-0 z-5 h-0.5 bg-ink before:absolute before:-top-[3px] before:-left-1 before:size-2 before:rounded-full before:bg-ink"
          style={{ top: percent(props.nowMinute ?? 0) }}
        />
      </Show>
    </div>
  )
}

/** Near the edge of what is in sight the hours move under the pointer. */
function scrollAlong(column: HTMLElement, y: number) {
  const frame = column.closest<HTMLElement>('[data-week]')
  if (!frame) return
  const { top, bottom } = frame.getBoundingClientRect()
  if (y > bottom - 24) frame.scrollTop += 12
  if (y < top + 48) frame.scrollTop -= 12
}
