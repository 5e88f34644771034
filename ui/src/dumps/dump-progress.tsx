import type { DumpView } from '@taxi/contract/dumps.ts'
import { Show } from 'solid-js'
import { useLocale, useWords } from '../words/words.tsx'
import { dumpLine, howFar } from './dump-line.ts'

/** How it stands with a dump, in words; a thin line shows how far it is while it is on its way. */
export function DumpProgress(props: { dump: DumpView; now: Date; class?: string }) {
  const words = useWords()
  const locale = useLocale()
  const text = () => dumpLine(props.dump, props.now, words(), locale())
  const percent = () => {
    const far = howFar(props.dump)
    return far === null ? null : Math.round(far * 100)
  }
  return (
    <div data-dump={props.dump.id} data-state={props.dump.state}>
      <p class={props.class ?? 'text-sm'}>{text()}</p>
      <Show when={percent() !== null}>
        <div
          role="progressbar"
          aria-label={text()}
          aria-valuenow={percent() ?? 0}
          aria-valuemin={0}
          aria-valuemax={100}
          class="mt-1.5 h-1 overflow-hidden rounded-full bg-hover"
        >
          <div
            class="h-full rounded-full bg-working transition-[width] duration-150"
            style={{ width: `${Math.max(4, percent() ?? 0)}%` }}
          />
        </div>
      </Show>
    </div>
  )
}
