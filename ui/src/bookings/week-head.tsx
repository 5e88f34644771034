import type { Calendar } from '@taxi/contract/bookings.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { For } from 'solid-js'
import { useLocale } from '../words/words.tsx'

/** The names of the days; they stay in sight while the hours scroll. */
export function WeekHead(props: { days: Calendar['days']; today: string; columns: string; roomy?: boolean }) {
  const locale = useLocale()
  return (
    <div class="sticky top-0 z-10 grid border-line border-b bg-card" style={{ 'grid-template-columns': props.columns }}>
      <span />
      <For each={props.days}>
        {({ date }) => (
          <div
            class={`border-line border-l py-1 text-center text-xs ${date === props.today ? 'font-bold text-ink' : 'text-quiet'}`}
            aria-current={date === props.today ? 'date' : undefined}
          >
            <span class={props.roomy ? 'mr-1' : 'block'}>{partOf(date, locale(), 'weekday')}</span>
            <span
              class={`inline-block min-w-5 rounded-full px-1 ${date === props.today ? 'bg-taxi text-on-taxi' : 'text-ink'}`}
            >
              {partOf(date, locale(), 'day')}
            </span>
          </div>
        )}
      </For>
    </div>
  )
}

function partOf(date: string, locale: Locale, part: 'weekday' | 'day'): string {
  const options = part === 'weekday' ? ({ weekday: 'short' } as const) : ({ day: 'numeric' } as const)
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(locale, { ...options, timeZone: 'UTC' })
}
