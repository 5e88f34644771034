import { DriverName, type MachineView } from '@taxi/contract/machines.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { Choice, Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

interface MachineDialogProps {
  editing: MachineView | 'new' | null
  onClose: () => void
  onSaved: (machine: MachineView) => void
}

export function MachineDialog(props: MachineDialogProps) {
  const words = useWords()
  const machine = () => (props.editing === 'new' ? null : props.editing)
  const title = () => (machine() ? words().machines.edit(machine()?.name ?? '') : words().machines.add)
  return (
    <Dialog open={props.editing !== null} title={title()} onClose={props.onClose}>
      <MachineForm machine={machine()} onClose={props.onClose} onSaved={props.onSaved} />
    </Dialog>
  )
}

function MachineForm(props: Omit<MachineDialogProps, 'editing'> & { machine: MachineView | null }) {
  const words = useWords()
  const taxi = useTaxi()
  const [driver, setDriver] = createSignal<DriverName>(props.machine?.driver ?? 'ssh')
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function save(form: HTMLFormElement) {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    setBusy(true)
    setTrouble(null)
    const body = { name: text('name'), address: text('address'), port: Number(text('port')) || null }
    const saving = props.machine
      ? taxi.client.call('changeMachine', { params: { id: props.machine.vm_id }, body })
      : taxi.client.call('addMachine', { body: { ...body, vm_id: text('vm_id'), driver: driver() } })
    await saving.then(props.onSaved, setTrouble).finally(() => setBusy(false))
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <Show when={!props.machine}>
        <Field
          label={words().machines.id}
          hint={words().slots.idHint}
          name="vm_id"
          required
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={40}
          autofocus
        />
        <Choice label={words().machines.driver} onChange={event => setDriver(event.currentTarget.value as DriverName)}>
          <For each={DriverName.options}>
            {name => (
              <option value={name} selected={name === driver()}>
                {words().machines.drivers[name]}
              </option>
            )}
          </For>
        </Choice>
      </Show>
      <Field label={words().machines.name} name="name" required maxLength={80} value={props.machine?.name ?? ''} />
      <Show when={driver() === 'ssh'}>
        <div class="grid grid-cols-[1fr_96px] gap-4">
          <Field
            label={words().machines.address}
            name="address"
            required
            maxLength={255}
            value={props.machine?.address ?? ''}
          />
          <Field
            label={words().machines.port}
            name="port"
            type="number"
            min={1}
            max={65535}
            value={props.machine?.port ?? 22}
          />
        </div>
      </Show>
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onClose()}>{words().do.cancel}</Button>
        <Button type="submit" look="main" busy={busy()}>
          {words().do.save}
        </Button>
      </div>
    </form>
  )
}
