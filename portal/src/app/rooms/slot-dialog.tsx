import type { MachineView } from '@taxi/contract/machines.ts'
import type { AdminSlotView } from '@taxi/contract/slots.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { Choice, Field, TextArea, Tick } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'
import { slotChangeOf } from './slot-form.ts'
import { SlotSwitches } from './slot-switches.tsx'

interface SlotDialogProps {
  editing: AdminSlotView | 'new' | null
  machines: MachineView[]
  onClose: () => void
  onSaved: (slot: AdminSlotView) => void
}

export function SlotDialog(props: SlotDialogProps) {
  const words = useWords()
  const slot = () => (props.editing === 'new' ? null : props.editing)
  const title = () => (props.editing === 'new' ? words().slots.add : words().slots.edit(slot()?.name ?? ''))
  return (
    <Dialog open={props.editing !== null} title={title()} onClose={props.onClose} wide>
      <SlotForm slot={slot()} machines={props.machines} onClose={props.onClose} onSaved={props.onSaved} />
    </Dialog>
  )
}

function SlotForm(props: Omit<SlotDialogProps, 'editing'> & { slot: AdminSlotView | null }) {
  const words = useWords()
  const taxi = useTaxi()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function save(form: HTMLFormElement) {
    setBusy(true)
    setTrouble(null)
    const { id, ...body } = slotChangeOf(new FormData(form))
    const saving = props.slot
      ? taxi.client.call('changeSlot', { params: { id: props.slot.id }, body })
      : taxi.client.call('addSlot', { body: { id, ...body } })
    await saving.then(props.onSaved, setTrouble).finally(() => setBusy(false))
  }
  const secretHint = (stored: boolean | undefined) => (stored ? words().slots.secretKept : words().slots.secretNone)
  return (
    <form
      autocomplete="off"
      class="grid gap-4 sm:grid-cols-2"
      onSubmit={event => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <Show when={!props.slot}>
        <Field
          label={words().slots.id}
          hint={words().slots.idHint}
          name="id"
          required
          pattern="[a-z0-9][a-z0-9\-]*"
          maxLength={40}
        />
      </Show>
      <Field label={words().slots.name} name="name" required maxLength={80} value={props.slot?.name ?? ''} />
      <Field
        label={words().slots.serviceName}
        name="service_name"
        required
        maxLength={80}
        value={props.slot?.service_name ?? ''}
      />
      <Field
        label={words().slots.service}
        name="service"
        required
        pattern="[a-z0-9][a-z0-9\-]*"
        maxLength={40}
        value={props.slot?.service ?? ''}
      />
      <Field label={words().slots.tier} name="tier" maxLength={80} value={props.slot?.tier ?? ''} />
      <Field
        label={words().slots.url}
        name="url"
        required
        maxLength={500}
        pattern="(https?:/|/).*"
        value={props.slot?.url ?? 'https://'}
      />
      <Choice label={words().slots.machine} name="machine">
        <option value="">{words().slots.noMachine}</option>
        <For each={props.machines}>
          {machine => (
            <option value={machine.vm_id} selected={props.slot?.machine_ids[0] === machine.vm_id}>
              {machine.name}
            </option>
          )}
        </For>
      </Choice>
      <div class="grid grid-cols-2 gap-4">
        <Field
          label={words().slots.maxMinutes}
          name="max_minutes"
          type="number"
          required
          min={5}
          max={1440}
          value={props.slot?.max_minutes ?? 120}
        />
        <Field
          label={words().slots.idleMinutes}
          name="idle_minutes"
          type="number"
          required
          min={1}
          max={1440}
          value={props.slot?.idle_minutes ?? 20}
        />
      </div>
      <div class="grid grid-cols-2 gap-4">
        <Field
          label={words().slots.cost}
          name="cost"
          type="number"
          min={0}
          step="0.01"
          value={(props.slot?.monthly_cost ?? 0) / 100}
        />
        <Field
          label={words().slots.currency}
          name="currency"
          required
          pattern="[A-Z]{3}"
          maxLength={3}
          value={props.slot?.currency ?? 'USD'}
        />
      </div>
      <Field label={words().slots.renews} name="renews_on" type="date" value={props.slot?.renews_on ?? ''} />
      <div class="sm:col-start-1">
        <Field
          label={words().slots.login}
          hint={secretHint(props.slot?.has_login)}
          name="login"
          autocomplete="off"
          maxLength={300}
        />
      </div>
      <Field
        label={words().slots.password}
        hint={secretHint(props.slot?.has_password)}
        name="password"
        type="password"
        autocomplete="new-password"
        maxLength={300}
      />
      <For each={props.slot?.machine_ids.slice(1) ?? []}>
        {id => (
          <Tick
            label={words().care.alsoOn(props.machines.find(machine => machine.vm_id === id)?.name ?? id)}
            hint={words().care.alsoOnHint}
            name="also"
            value={id}
            checked
          />
        )}
      </For>
      <SlotSwitches slot={props.slot} />
      <div class="sm:col-span-2">
        <TextArea label={words().slots.notes} name="notes" maxLength={2000} value={props.slot?.notes ?? ''} />
      </div>
      <div class="sm:col-span-2">
        <FormTrouble trouble={trouble()} />
      </div>
      <div class="flex justify-end gap-2 sm:col-span-2">
        <Button onClick={() => props.onClose()}>{words().do.cancel}</Button>
        <Button type="submit" look="main" busy={busy()}>
          {words().do.save}
        </Button>
      </div>
    </form>
  )
}
