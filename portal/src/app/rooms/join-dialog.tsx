import type { JoinOffer, MachineView } from '@taxi/contract/machines.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, on, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

/** Keys and a command for one machine. Nothing is made before it is asked for: what the machine joined with ends by it. */
export function JoinDialog(props: { machine: MachineView | null; onClose: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const [offer, setOffer] = createSignal<JoinOffer | null>(null)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const [busy, setBusy] = createSignal(false)
  const id = () => props.machine?.vm_id ?? ''
  createEffect(
    on(id, () => {
      setOffer(null)
      setTrouble(null)
    }),
  )
  async function ask() {
    setBusy(true)
    await taxi.client
      .call('offerJoin', { params: { id: id() }, body: {} })
      .then(setOffer, setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open={props.machine !== null}
      title={words().machines.joinTitle(props.machine?.name ?? '')}
      onClose={props.onClose}
    >
      <Show
        when={offer()}
        fallback={
          <div class="flex flex-col gap-4">
            <p>{props.machine?.joined_at ? words().machines.joinAgainSays : words().machines.joinSays}</p>
            <FormTrouble trouble={trouble()} />
            <div class="flex justify-end gap-2">
              <Button onClick={() => props.onClose()}>{words().do.cancel}</Button>
              <Button look="main" busy={busy()} onClick={() => void ask()}>
                {words().machines.joinGo}
              </Button>
            </div>
          </div>
        }
      >
        {given => (
          <div class="flex flex-col gap-4">
            <p>{words().machines.joinSave(id())}</p>
            <textarea
              class="h-44 w-full rounded-control border border-edge bg-paper p-2 font-mono text-xs"
              aria-label={`${id()}.yml`}
              readOnly
              value={given().inventory}
              onFocus={event => event.currentTarget.select()}
            />
            <CopyField label={words().machines.joinRun} hint={words().machines.joinSecret} value={given().command} />
            <div class="flex items-center justify-end gap-2">
              <a
                class="mr-auto font-medium underline"
                download={`${id()}.yml`}
                href={`data:text/yaml;charset=utf-8,${encodeURIComponent(given().inventory)}`}
              >
                {words().machines.joinFile(id())}
              </a>
              <Button look="main" onClick={() => props.onClose()}>
                {words().do.close}
              </Button>
            </div>
          </div>
        )}
      </Show>
    </Dialog>
  )
}
