import type { IncidentView } from '@taxi/contract/health.ts'
import { clockOrDay } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { Empty } from '../../frame/room-head.tsx'
import { Cell, Table } from '../../frame/table.tsx'
import { incidentWords } from './incident-words.ts'
import { lengthWords } from './length-words.ts'

/** What was wrong, the newest first, and for how long. */
export function PastIncidents(props: { incidents: IncidentView[] }) {
  const words = useWords()
  const heads = () => [words().health.since, words().health.what, words().health.machine, words().health.lasted]
  return (
    <Show
      when={props.incidents.length > 0}
      fallback={<Empty says={words().health.noPast} next={words().health.noPastNext} />}
    >
      <Table label={words().health.past} heads={heads()}>
        <For each={props.incidents}>{incident => <Past incident={incident} />}</For>
      </Table>
    </Show>
  )
}

function Past(props: { incident: IncidentView }) {
  const words = useWords()
  const locale = useLocale()
  const says = () => incidentWords(props.incident, words())
  const lasted = () => Date.parse(props.incident.ended_at ?? '') - Date.parse(props.incident.began_at)
  return (
    <tr data-past={props.incident.kind}>
      <Cell class="whitespace-nowrap text-quiet">{clockOrDay(props.incident.began_at, new Date(), locale())}</Cell>
      <Cell class="min-w-40">
        <p>{says().what}</p>
        <Show when={says().more}>{more => <p class="text-xs break-words text-quiet">{more()}</p>}</Show>
      </Cell>
      <Cell>{props.incident.machine ?? '–'}</Cell>
      <Cell class="whitespace-nowrap">{lasted() > 0 ? lengthWords(lasted(), words()) : '–'}</Cell>
    </tr>
  )
}
