import type { Calendar } from '@taxi/contract/bookings.ts'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { Show } from 'solid-js'
import { Button, IconButton } from '../controls/button.tsx'
import { clockTime } from '../words/times.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { dateText } from './book-texts.ts'
import { clockOfMinute, laterDate, wallOf } from './wall-clock.ts'

const WEEK = 7

/** Which seven days are shown, and the way to others. Undefined: those from today. */
export function WeekSwitch(props: { week: Calendar; now: Date; onChange: (from: string | undefined) => void }) {
  const words = useWords()
  const locale = useLocale()
  const today = () => wallOf(props.now, props.week.zone).date
  const last = () => props.week.days.at(-1)?.date ?? props.week.from
  const go = (days: number) => {
    const from = laterDate(props.week.from, days)
    props.onChange(from === today() ? undefined : from)
  }
  /** Zones with another name may show the same time. */
  const elsewhere = () =>
    clockOfMinute(wallOf(props.now, props.week.zone).minute) !== clockTime(props.now.toISOString(), locale())
  return (
    <div class="flex flex-wrap items-center gap-1">
      <IconButton label={words().bookings.earlier} onClick={() => go(-WEEK)}>
        <ChevronLeft size={18} />
      </IconButton>
      <p class="text-sm font-medium" aria-live="polite">
        {dateText(props.week.from, locale())} – {dateText(last(), locale())}
      </p>
      <IconButton label={words().bookings.later} onClick={() => go(WEEK)}>
        <ChevronRight size={18} />
      </IconButton>
      <Show when={props.week.from !== today()}>
        <Button size="tiny" onClick={() => props.onChange(undefined)}>
          {words().bookings.today}
        </Button>
      </Show>
      <Show when={elsewhere()}>
        <p class="w-full text-xs text-quiet">{words().bookings.zone(props.week.zone)}</p>
      </Show>
    </div>
  )
}
