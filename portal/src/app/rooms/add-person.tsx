import type { Invited, Role } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { Choice, Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

const roles: Role[] = ['member', 'operator', 'admin']

export function AddPerson(props: { open: boolean; onClose: () => void; onAdded: (made: Invited) => void }) {
  const words = useWords()
  return (
    <Dialog open={props.open} title={words().people.add} onClose={props.onClose}>
      <AddPersonForm onClose={props.onClose} onAdded={props.onAdded} />
    </Dialog>
  )
}

function AddPersonForm(props: { onClose: () => void; onAdded: (made: Invited) => void }) {
  const words = useWords()
  const locale = useLocale()
  const taxi = useTaxi()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function add(form: HTMLFormElement) {
    const data = new FormData(form)
    setBusy(true)
    setTrouble(null)
    const body = {
      name: String(data.get('name')).trim(),
      email: String(data.get('email')).trim(),
      role: data.get('role') as Role,
      locale: locale(),
    }
    await taxi.client
      .call('addPerson', { body })
      .then(props.onAdded, setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void add(event.currentTarget)
      }}
    >
      <Field label={words().people.name} name="name" required maxLength={80} autofocus />
      <Field label={words().people.email} name="email" type="email" required />
      <Choice label={words().people.role} name="role">
        <For each={roles}>{role => <option value={role}>{words().people.roles[role]}</option>}</For>
      </Choice>
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onClose()}>{words().do.cancel}</Button>
        <Button type="submit" look="main" busy={busy()}>
          {words().do.add}
        </Button>
      </div>
    </form>
  )
}
