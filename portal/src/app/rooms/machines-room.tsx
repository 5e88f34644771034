import type { MachineView } from '@taxi/contract/machines.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'
import { JoinDialog } from './join-dialog.tsx'
import { MachineCare } from './machine-care.tsx'
import { MachineDialog } from './machine-dialog.tsx'
import { MachineRow } from './machine-row.tsx'

/** Health has no live event of its own. */
const LOOK_MS = 10_000

export function MachinesRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const machines = createLoad(() => taxi.client.call('machines'))
  const [editing, setEditing] = createSignal<MachineView | 'new' | null>(null)
  const [joining, setJoining] = createSignal<MachineView | null>(null)
  const [caring, setCaring] = createSignal<string | null>(null)
  const [turningOff, setTurningOff] = createSignal<MachineView | null>(null)
  const timer = setInterval(() => document.hidden || void machines.reload(), LOOK_MS)
  onCleanup(() => clearInterval(timer))

  const put = (machine: MachineView) =>
    machines.change(list =>
      list.some(other => other.vm_id === machine.vm_id)
        ? list.map(other => (other.vm_id === machine.vm_id ? machine : other))
        : [...list, machine],
    )
  const turn = (machine: MachineView, is_active: boolean) =>
    taxi.client.call('changeMachine', { params: { id: machine.vm_id }, body: { is_active } }).then(put, taxi.tell)
  const heads = () => {
    const { name, driver, health, companion, now, slots } = words().machines
    return [name, driver, health, companion, now, slots, '']
  }
  return (
    <>
      <RoomHead title={words().room.machines}>
        <Button look="main" onClick={() => setEditing('new')}>
          {words().machines.add}
        </Button>
      </RoomHead>
      <Loaded load={machines}>
        {list => (
          <Show when={list().length > 0} fallback={<Empty says={words().machines.empty} />}>
            <Table label={words().room.machines} heads={heads()}>
              <For each={list()}>
                {machine => (
                  <MachineRow
                    machine={machine}
                    onEdit={() => setEditing(machine)}
                    onJoin={() => setJoining(machine)}
                    onCare={() => setCaring(machine.vm_id)}
                    onTurnOn={() => void turn(machine, true)}
                    onTurnOff={() => setTurningOff(machine)}
                  />
                )}
              </For>
            </Table>
          </Show>
        )}
      </Loaded>
      <MachineDialog
        editing={editing()}
        onClose={() => setEditing(null)}
        onSaved={machine => {
          put(machine)
          setEditing(null)
        }}
      />
      <MachineCare
        machine={machines.value()?.find(machine => machine.vm_id === caring()) ?? null}
        onClose={() => setCaring(null)}
        onChanged={put}
        onRepair={() => void machines.reload()}
      />
      <JoinDialog machine={joining()} onClose={() => setJoining(null)} />
      <Confirm
        open={turningOff() !== null}
        title={words().machines.turnOffAsk(turningOff()?.name ?? '')}
        says={words().machines.turnOffSays}
        verb={words().slots.turnOff}
        onClose={() => setTurningOff(null)}
        onYes={() => {
          const machine = turningOff()
          if (machine) void turn(machine, false)
        }}
      />
    </>
  )
}
