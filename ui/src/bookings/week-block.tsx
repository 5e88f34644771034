import { Show } from 'solid-js'
import { useWords } from '../words/words.tsx'
import type { Block } from './blocks.ts'
import { spanText } from './book-texts.ts'
import type { Lane } from './lanes.ts'
import { DAY } from './wall-clock.ts'

/** So many minutes a block must last for a line of text, and for a second one. */
const LINE = 25
const TWO_LINES = 55

/** One booking or running session where it stands in its day. */
export function WeekBlock(props: {
  block: Block & Lane
  /** The slot's name is told too, because several are shown. */
  named: boolean
  roomy?: boolean
  onOpen: (block: Block) => void
}) {
  const words = useWords()
  const who = () => (props.block.mine ? words().bookings.you : props.block.who)
  const first = () => (props.named ? props.block.slotName : who())
  const second = () => (props.named ? who() : spanText(props.block))
  const minutes = () => props.block.to - props.block.from
  const says = () => `${props.block.slotName}, ${who()}, ${spanText(props.block)}`
  return (
    <button
      type="button"
      title={says()}
      aria-label={says()}
      data-booking={props.block.booking?.id}
      data-session-of={props.block.booking ? undefined : props.block.slotId}
      onClick={() => props.onOpen(props.block)}
      class={`@container absolute flex flex-col overflow-hidden rounded-[4px] border-l-3 px-1 text-left text-xs leading-4 transition-colors duration-150 focus-visible:z-10 ${look(props.block)}`}
      style={{
        top: percent(props.block.from),
        height: `calc(${percent(props.block.to - props.block.from)} - 1px)`,
        left: `calc(${(100 * props.block.lane) / props.block.lanes}% + 1px)`,
        width: `calc(${100 / props.block.lanes}% - 3px)`,
      }}
    >
      <Show when={minutes() >= LINE}>
        <span class="w-full truncate font-medium @max-[26px]:hidden">{first()}</span>
      </Show>
      <Show when={props.roomy && minutes() >= TWO_LINES}>
        <span class="w-full truncate @max-[26px]:hidden">{second()}</span>
      </Show>
    </button>
  )
}

export const percent = (minutes: number) => `${(100 * minutes) / DAY}%`

/** Over the card's own colour, so that the lines of the hours do not shine through. */
const tint =
  'text-ink bg-[color-mix(in_srgb,var(--tint)_18%,var(--card))] hover:bg-[color-mix(in_srgb,var(--tint)_30%,var(--card))]'

function look({ booking, mine }: Block): string {
  if (mine) return `border-mine ${tint} [--tint:var(--taxi)]`
  if (booking) return `border-waiting ${tint} [--tint:var(--waiting)]`
  return `border-busy ${tint} [--tint:var(--busy)]`
}
