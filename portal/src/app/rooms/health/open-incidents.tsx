import type { IncidentView } from '@taxi/contract/health.ts'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { whenText } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { incidentWords } from './incident-words.ts'

/** What is wrong now, the oldest first. */
export function OpenIncidents(props: { incidents: IncidentView[] }) {
  return (
    <ul class="divide-y divide-line rounded-card border border-line bg-card">
      <For each={props.incidents}>{incident => <OpenIncident incident={incident} />}</For>
    </ul>
  )
}

function OpenIncident(props: { incident: IncidentView }) {
  const words = useWords()
  const locale = useLocale()
  const says = () => incidentWords(props.incident, words())
  return (
    <li class="flex items-start gap-3 px-3 py-2.5" data-incident={props.incident.kind}>
      <span class="mt-1.5">
        <StateMark state={props.incident.kind === 'fell' ? 'closing' : 'sick'} />
      </span>
      <div class="min-w-0 flex-1">
        <p class="font-medium">
          {says().what}
          <Show when={props.incident.machine}>{name => <span class="font-normal text-quiet"> · {name()}</span>}</Show>
        </p>
        <Show when={says().more}>{more => <p class="text-sm break-words text-quiet">{more()}</p>}</Show>
      </div>
      <p class="text-sm whitespace-nowrap text-quiet">
        {whenText(props.incident.began_at, new Date(), words(), locale())}
      </p>
    </li>
  )
}
