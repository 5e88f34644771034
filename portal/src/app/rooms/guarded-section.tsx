import { A } from '@solidjs/router'
import { GuardedDeed } from '@taxi/contract/companion.ts'
import type { AuditRow } from '@taxi/contract/safety.ts'
import { clockOrDay } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Empty } from '../frame/room-head.tsx'
import { Cell, Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'

const ACTION = 'account.guarded'

/** The last attempts at the shared accounts themselves; all of them are in the audit log. */
export function GuardedSection() {
  const words = useWords()
  const taxi = useTaxi()
  const attempts = createLoad(() => taxi.client.call('audit', { query: { action: ACTION } }))
  const heads = () => [words().audit.when, words().audit.who, words().readers.where, words().audit.what]
  return (
    <Loaded load={attempts}>
      {page => (
        <Show when={page().rows.length > 0} fallback={<Empty says={words().readers.noGuarded} />}>
          <p class="mb-3 max-w-prose text-sm text-quiet">{words().readers.guardedSay}</p>
          <Table label={words().readers.guarded} heads={heads()}>
            <For each={page().rows}>{row => <Attempt row={row} />}</For>
          </Table>
          <A href={`/audit?action=${ACTION}`} class="mt-2 inline-block text-sm underline">
            {words().readers.whole}
          </A>
        </Show>
      )}
    </Loaded>
  )
}

function Attempt(props: { row: AuditRow }) {
  const words = useWords()
  const locale = useLocale()
  const deed = () => {
    const told = GuardedDeed.safeParse(props.row.after?.what)
    return told.success ? words().readers.deeds[told.data] : ''
  }
  return (
    <tr data-guarded={props.row.id}>
      <Cell class="whitespace-nowrap text-quiet">{clockOrDay(props.row.at, new Date(), locale())}</Cell>
      <Cell class={props.row.actor ? 'font-medium' : 'text-quiet'}>
        {props.row.actor?.name ?? words().readers.nobody}
      </Cell>
      <Cell>{props.row.object?.name}</Cell>
      <Cell>{deed()}</Cell>
    </tr>
  )
}
