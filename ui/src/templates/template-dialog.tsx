import type { SlotView } from '@taxi/contract/slots.ts'
import { type TemplateDraft, type TemplateIcon, type TemplateView, templateIcons } from '@taxi/contract/templates.ts'
import { createSignal, For } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { Field, Tick } from '../controls/field.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'
import { SlotPicker } from './slot-picker.tsx'
import { TemplateSign } from './template-icon.tsx'

export interface TemplateDialogProps {
  editing: TemplateView | 'new' | null
  board: readonly SlotView[]
  /** The popup’s window is hardly larger than the form. */
  whole?: boolean
  onSave: (id: string | null, draft: TemplateDraft) => Promise<void>
  onClose: () => void
}

/** A new set of slots, or one that is changed. */
export function TemplateDialog(props: TemplateDialogProps) {
  const words = useWords()
  const template = () => (props.editing === 'new' ? null : props.editing)
  const title = () => (props.editing === 'new' ? words().templates.add : words().templates.edit(template()?.name ?? ''))
  return (
    <Dialog open={props.editing !== null} title={title()} onClose={props.onClose} whole={props.whole}>
      <TemplateForm {...props} template={template()} />
    </Dialog>
  )
}

function TemplateForm(props: Omit<TemplateDialogProps, 'editing'> & { template: TemplateView | null }) {
  const words = useWords()
  const [icon, setIcon] = createSignal<TemplateIcon>(props.template?.icon ?? 'layers')
  const [slotIds, setSlotIds] = createSignal<string[]>(props.template?.slot_ids ?? [])
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function save(form: FormData) {
    setBusy(true)
    setTrouble(null)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const draft = {
      name: text('name'),
      icon: icon(),
      slot_ids: slotIds(),
      url: text('url') || null,
      shared: form.has('shared'),
    }
    await props
      .onSave(props.template?.id ?? null, draft)
      .then(props.onClose, setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <form
      autocomplete="off"
      class="flex flex-col gap-3"
      onSubmit={event => {
        event.preventDefault()
        void save(new FormData(event.currentTarget))
      }}
    >
      <Field
        label={words().templates.name}
        name="name"
        required
        maxLength={60}
        autofocus
        value={props.template?.name ?? ''}
      />
      <fieldset>
        <legend class="mb-1 text-sm font-medium">{words().templates.icon}</legend>
        <div class="flex flex-wrap gap-1">
          <For each={templateIcons}>
            {choice => (
              <label
                title={words().templates.icons[choice]}
                class="inline-flex size-8 items-center justify-center rounded-control border border-transparent text-quiet hover:bg-hover has-checked:border-ink has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
              >
                <input
                  type="radio"
                  name="icon"
                  class="sr-only"
                  aria-label={words().templates.icons[choice]}
                  checked={icon() === choice}
                  onChange={() => setIcon(choice)}
                />
                <TemplateSign icon={choice} />
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <SlotPicker board={props.board} chosen={slotIds()} onChange={setSlotIds} />
      <Field
        label={words().templates.url}
        hint={words().templates.urlHint}
        name="url"
        type="url"
        pattern="https?://.*"
        maxLength={500}
        placeholder="https://"
        value={props.template?.url ?? ''}
      />
      <Tick
        label={words().templates.shared}
        hint={words().templates.sharedHint}
        name="shared"
        checked={props.template?.shared ?? false}
      />
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end gap-2">
        <Button onClick={props.onClose}>{words().do.cancel}</Button>
        <Button
          type="submit"
          look="main"
          busy={busy()}
          whyNot={slotIds().length > 0 ? null : words().templates.slotsNone}
        >
          {words().do.save}
        </Button>
      </div>
    </form>
  )
}
