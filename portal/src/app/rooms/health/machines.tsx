import type { MachineHealth } from '@taxi/contract/health.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { Empty } from '../../frame/room-head.tsx'
import { Table } from '../../frame/table.tsx'
import { useTaxi } from '../../taxi.tsx'
import { MachineHealthRow } from './machine-row.tsx'

/** Every machine with what was found at the last look; one that was set aside may be put back. */
export function HealthMachines(props: { machines: MachineHealth[]; onLifted: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const [lifting, setLifting] = createSignal<MachineHealth | null>(null)
  const heads = () => {
    const { machine, how, companion, room, up, address } = words().health
    return [machine, how, companion, room, up, address, '']
  }
  async function lift({ vm_id, name }: MachineHealth) {
    const done = await taxi.client.call('liftQuarantine', { params: { id: vm_id }, body: {} }).catch(taxi.tell)
    if (done) taxi.toasts.show({ text: words().health.lifted(name) })
    props.onLifted()
  }
  return (
    <Show when={props.machines.length > 0} fallback={<Empty says={words().machines.empty} />}>
      <Table label={words().health.machines} heads={heads()}>
        <For each={props.machines}>
          {machine => (
            <MachineHealthRow machine={machine}>
              <Show when={machine.quarantined_until}>
                <Button look="quiet" onClick={() => setLifting(machine)}>
                  {words().health.lift}
                </Button>
              </Show>
            </MachineHealthRow>
          )}
        </For>
      </Table>
      <Confirm
        open={lifting() !== null}
        title={words().health.liftAsk(lifting()?.name ?? '')}
        says={words().health.liftSays}
        verb={words().health.lift}
        onClose={() => setLifting(null)}
        onYes={() => {
          const machine = lifting()
          if (machine) void lift(machine)
        }}
      />
    </Show>
  )
}
