import type { MachineView } from '@taxi/contract/machines.ts'
import type { Locale } from '@taxi/contract/shapes.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import type { CareWords } from '@taxi/ui/words/en-care.ts'
import { clockTime } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { Cell } from '../frame/table.tsx'

export function MachineRow(props: {
  machine: MachineView
  onEdit: () => void
  onJoin: () => void
  onCare: () => void
  onTurnOn: () => void
  onTurnOff: () => void
}) {
  const words = useWords()
  const locale = useLocale()
  const health = () => healthOf(props.machine)
  const companion = () => props.machine.companion
  const turn = () => (props.machine.is_active ? words().slots.turnOff : words().slots.turnOn)
  return (
    <tr data-machine={props.machine.vm_id}>
      <Cell>
        <p class="font-medium">{props.machine.name}</p>
        <p class="text-xs text-quiet">
          {props.machine.vm_id}
          {props.machine.address && ` · ${props.machine.address}${props.machine.port ? `:${props.machine.port}` : ''}`}
        </p>
      </Cell>
      <Cell>{words().machines.drivers[props.machine.driver]}</Cell>
      <Cell>
        <span class="flex items-center gap-2">
          <StateMark state={marks[health()]} />
          {health() === 'off' ? words().state.off : words().machines[health() as 'healthy']}
        </span>
        <Show when={props.machine.driver === 'ssh' && !props.machine.joined_at}>
          <p class="pl-5 text-xs text-quiet">{words().machines.notJoined}</p>
        </Show>
        <For each={standingLines(props.machine, words().care, locale())}>
          {line => <p class="pl-5 text-xs text-quiet">{line}</p>}
        </For>
        <For each={props.machine.trouble}>{line => <p class="pl-5 text-xs text-quiet">{line}</p>}</For>
      </Cell>
      <Cell>
        {companion().connected ? words().machines.connected(companion().version ?? '') : words().machines.notConnected}
        <Show when={companion().is_late}>
          <p class="text-xs text-quiet">{words().machines.companionLate}</p>
        </Show>
      </Cell>
      <Cell>{props.machine.active_user ?? words().machines.idle}</Cell>
      <Cell>{props.machine.slot_ids.join(', ') || '–'}</Cell>
      <Cell>
        <div class="ml-auto grid w-fit grid-cols-[max-content_max-content] justify-items-end">
          <Show when={props.machine.driver === 'ssh'}>
            <Button
              look="quiet"
              aria-label={`${words().machines.join}: ${props.machine.name}`}
              onClick={() => props.onJoin()}
            >
              {words().machines.join}
            </Button>
          </Show>
          <Button
            look="quiet"
            aria-label={`${words().care.open}: ${props.machine.name}`}
            onClick={() => props.onCare()}
          >
            {words().care.open}
          </Button>
          <Button look="quiet" aria-label={`${words().do.edit}: ${props.machine.name}`} onClick={() => props.onEdit()}>
            {words().do.edit}
          </Button>
          <Button
            look="quiet"
            aria-label={`${turn()}: ${props.machine.name}`}
            onClick={() => (props.machine.is_active ? props.onTurnOff() : props.onTurnOn())}
          >
            {turn()}
          </Button>
        </div>
      </Cell>
    </tr>
  )
}

/** What keeps people away from it besides its health, and what is being done to it. */
function standingLines(machine: MachineView, words: CareWords, locale: Locale): string[] {
  const { is_draining, is_empty, quarantined_until, repair } = machine
  const set = quarantined_until && Date.parse(quarantined_until) > Date.now()
  return [
    ...(is_draining ? [is_empty ? `${words.draining}. ${words.drained}` : words.draining] : []),
    ...(set ? [words.quarantined(clockTime(quarantined_until, locale))] : []),
    ...(repair?.state === 'waiting' || repair?.state === 'running' ? [words.doing[repair.kind]] : []),
    ...(repair?.state === 'failed' ? [`${words.failed[repair.kind]}: ${repair.why ?? ''}`] : []),
  ]
}

const marks = { healthy: 'free', unhealthy: 'sick', unknown: 'closing', off: 'off' } as const

function healthOf(machine: MachineView): keyof typeof marks {
  if (!machine.is_active) return 'off'
  if (machine.is_healthy === null) return 'unknown'
  return machine.is_healthy ? 'healthy' : 'unhealthy'
}
