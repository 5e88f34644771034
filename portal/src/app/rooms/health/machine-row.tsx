import type { MachineHealth, MachineState } from '@taxi/contract/health.ts'
import { type MarkState, StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { clockOrDay, clockTime, whenText } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, type JSX, Show } from 'solid-js'
import { Cell } from '../../frame/table.tsx'
import { lengthWords } from './length-words.ts'

export function MachineHealthRow(props: { machine: MachineHealth; children: JSX.Element }) {
  const words = useWords()
  const locale = useLocale()
  const found = () => props.machine.found
  const room = (mb = 0) => bytesText(mb * 1024 ** 2, locale())
  return (
    <tr data-health={props.machine.vm_id} data-state={props.machine.state}>
      <Cell class="whitespace-nowrap">
        <p class="font-medium">{props.machine.name}</p>
        <p class="text-xs text-quiet">{props.machine.vm_id}</p>
      </Cell>
      <Cell class="min-w-44">
        <How machine={props.machine} />
      </Cell>
      <Cell>
        <Companion machine={props.machine} />
      </Cell>
      <Cell class="whitespace-nowrap tabular-nums">
        <Show when={found().disk_free_mb !== undefined} fallback="–">
          {room(found().disk_free_mb)}, {room(found().memory_free_mb)}
        </Show>
      </Cell>
      <Cell class="whitespace-nowrap">
        <Show when={found().up_since} fallback="–">
          {since => lengthWords(Date.now() - Date.parse(since()), words())}
        </Show>
      </Cell>
      <Cell>
        <p>{props.machine.exit_address ?? '–'}</p>
        <Vpn machine={props.machine} />
      </Cell>
      <Cell>
        <div class="flex justify-end">{props.children}</div>
      </Cell>
    </tr>
  )
}

function How(props: { machine: MachineHealth }) {
  const words = useWords()
  const locale = useLocale()
  const state = () => props.machine.state
  return (
    <>
      <span class="flex items-center gap-2">
        <StateMark state={marks[state()]} />
        {words().health.state[state()]}
        <Show when={state() === 'set_aside' && props.machine.quarantined_until}>
          {until => ` ${words().health.until(clockTime(until(), locale()))}`}
        </Show>
      </span>
      <For each={props.machine.trouble}>{line => <p class="pl-5 text-xs break-words text-quiet">{line}</p>}</For>
      <Show when={props.machine.errors > 0}>
        <p class="pl-5 text-xs text-quiet">{words().health.errors(props.machine.errors)}</p>
      </Show>
    </>
  )
}

function Companion(props: { machine: MachineHealth }) {
  const words = useWords()
  const locale = useLocale()
  const companion = () => props.machine.companion
  const silent = () => {
    const { lost_at, version } = companion()
    if (lost_at) return words().health.silentSince(clockOrDay(lost_at, new Date(), locale()))
    return version ? words().machines.notConnected : words().health.neverCame
  }
  return (
    <>
      {companion().connected ? words().machines.connected(companion().version ?? '') : silent()}
      <Show when={companion().is_late}>
        <p class="text-xs text-quiet">{words().machines.companionLate}</p>
      </Show>
    </>
  )
}

function Vpn(props: { machine: MachineHealth }) {
  const words = useWords()
  const locale = useLocale()
  const at = () => props.machine.found.handshake_at
  return (
    <Show when={at() !== undefined}>
      <p class="text-xs text-quiet">
        <Show when={at()} fallback={words().health.vpnNever}>
          {shaken => words().health.vpn(whenText(shaken(), new Date(), words(), locale()))}
        </Show>
      </p>
    </Show>
  )
}

const marks: Record<MachineState, MarkState> = {
  well: 'free',
  doubtful: 'closing',
  ill: 'sick',
  set_aside: 'sick',
  draining: 'busy',
  off: 'off',
  unseen: 'closing',
  to_join: 'off',
}
