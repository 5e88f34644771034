import type { MachineView } from '@taxi/contract/machines.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { Cell } from '../frame/table.tsx'

export function MachineRow(props: {
  machine: MachineView
  onEdit: () => void
  onJoin: () => void
  onTurnOn: () => void
  onTurnOff: () => void
}) {
  const words = useWords()
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
        <div class="flex justify-end gap-2">
          <Show when={props.machine.driver === 'ssh'}>
            <Button
              look="quiet"
              aria-label={`${words().machines.join}: ${props.machine.name}`}
              onClick={() => props.onJoin()}
            >
              {words().machines.join}
            </Button>
          </Show>
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

const marks = { healthy: 'free', unhealthy: 'sick', unknown: 'closing', off: 'off' } as const

function healthOf(machine: MachineView): keyof typeof marks {
  if (!machine.is_active) return 'off'
  if (machine.is_healthy === null) return 'unknown'
  return machine.is_healthy ? 'healthy' : 'unhealthy'
}
