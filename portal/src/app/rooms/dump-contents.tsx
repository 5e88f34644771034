import type { DumpItem } from '@taxi/contract/dumps.ts'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'

const marks = { complete: 'free', partial: 'held', missing: 'sick' } as const

/** What is in a dump, item by item: there, partly there, or not and why. */
export function DumpContents(props: { items: DumpItem[] }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <ul class="divide-y divide-line text-sm">
      <For each={props.items}>
        {item => (
          <li class="flex items-start gap-2 py-1.5">
            <span class="pt-1">
              <StateMark state={marks[item.status]} />
            </span>
            <p class="min-w-0 flex-1">
              <span class="break-words">{fileName(item.path)}</span>
              <span class="block text-xs text-quiet">
                {words().dump.kind[item.kind]}, {words().dump.item[item.status]}
                <Show when={item.why}>{why => `: ${why()}`}</Show>
              </span>
            </p>
            <Show when={item.status !== 'missing'}>
              <span class="shrink-0 text-xs text-quiet">{bytesText(item.bytes, locale())}</span>
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}

const fileName = (path: string) => path.split('/').at(-1) ?? path
