import { Show } from 'solid-js'
import { useWords } from '../words/words.tsx'
import type { Block } from './blocks.ts'
import { spanText } from './book-texts.ts'
import type { Lane } from './lanes.ts'
import { DAY } from './wall-clock.ts'

/** So many minutes a block must last for a second line of text. */
const TWO_LINES = 45

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
  const second = () => (props.named ? who() : spanText(props.block, words()))
  const says = () => `${props.block.slotName}, ${who()}, ${spanText(props.block, words())}`
  return (
    <button
      type="button"
      title={says()}
      aria-label={says()}
      data-booking={props.block.booking?.id}
      data-session-of={props.block.booking ? undefined : props.block.slotId}
      onClick={() => props.onOpen(props.block)}
      class={`absolute flex flex-col overflow-hidden rounded-[4px] border-l-3 px-1 text-left text-xs leading-4 transition-colors duration-150 focus-visible:z-10 ${look(props.block)}`}
      style={{
        top: percent(props.block.from),
        height: `calc(${percent(props.block.to - props.block.from)} - 1px)`,
        left: `calc(${(100 * props.block.lane) / props.block.lanes}% + 1px)`,
        width: `calc(${100 / props.block.lanes}% - 3px)`,
      }}
    >
      <span class="max-w-full truncate font-medium">{first()}</span>
      <Show when={props.roomy && props.block.to - props.block.from >= TWO_LINES}>
        <span class="max-w-full truncate">{second()}</span>
      </Show>
    </button>
  )
}

export const percent = (minutes: number) => `${(100 * minutes) / DAY}%`

function look({ booking, mine }: Block): string {
  if (mine) return 'border-mine bg-taxi/25 text-ink hover:bg-taxi/40'
  if (booking) return 'border-waiting bg-waiting/15 text-ink hover:bg-waiting/25'
  return 'border-busy bg-busy/15 text-ink hover:bg-busy/25'
}
