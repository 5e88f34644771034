import type { MachineView } from '@taxi/contract/machines.ts'
import { RepairDialog } from '@taxi/ui/care/repair-dialog.tsx'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, type JSX, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'
import { ProfileCopiesSection } from './profile-copies-section.tsx'

/** What is done to a machine between sessions: out of service and back, rebooted, its profiles copied and put back. */
export function MachineCare(props: {
  machine: MachineView | null
  onClose: () => void
  onChanged: (machine: MachineView) => void
  onRepair: () => void
}) {
  const words = useWords()
  const taxi = useTaxi()
  const [rebooting, setRebooting] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const id = () => props.machine?.vm_id ?? ''
  const attempt = (work: Promise<unknown>) => {
    setTrouble(null)
    void work.catch(setTrouble)
  }
  const drain = (is_draining: boolean) =>
    taxi.client.call('changeMachine', { params: { id: id() }, body: { is_draining } }).then(props.onChanged)
  const reboot = (reason: string) =>
    taxi.client.call('rebootMachine', { params: { id: id() }, body: reason ? { reason } : {} }).then(props.onRepair)
  return (
    <>
      <Dialog
        open={props.machine !== null && !rebooting()}
        title={words().care.title(props.machine?.name ?? '')}
        onClose={props.onClose}
        wide
      >
        <Show when={props.machine}>
          {machine => (
            <div class="flex flex-col gap-5">
              <Part title={words().care.drain} says={drainText(machine(), words().care)}>
                <Button onClick={() => attempt(drain(!machine().is_draining))}>
                  {machine().is_draining ? words().care.undrainDo : words().care.drainDo}
                </Button>
              </Part>
              <Show when={machine().driver !== 'dry'}>
                <Part title={words().care.rebootTitle} says={words().care.rebootSays}>
                  <Button onClick={() => setRebooting(true)}>{words().care.rebootDo}…</Button>
                </Part>
                <ProfileCopiesSection machine={machine()} onRepair={props.onRepair} />
              </Show>
              <FormTrouble trouble={trouble()} />
              <div class="flex justify-end">
                <Button look="main" onClick={() => props.onClose()}>
                  {words().do.close}
                </Button>
              </div>
            </div>
          )}
        </Show>
      </Dialog>
      <RepairDialog
        open={rebooting()}
        title={words().care.rebootMachineAsk(props.machine?.name ?? '')}
        says={words().care.rebootSays}
        verb={words().care.rebootDo}
        holder={props.machine?.active_user ?? null}
        onClose={() => setRebooting(false)}
        onYes={reason => attempt(reboot(reason))}
      />
    </>
  )
}

function Part(props: { title: string; says: string; children: JSX.Element }) {
  return (
    <section class="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div class="min-w-60 flex-1">
        <h3 class="font-medium">{props.title}</h3>
        <p class="text-sm text-quiet">{props.says}</p>
      </div>
      {props.children}
    </section>
  )
}

function drainText(machine: MachineView, words: { drainSays: string; drained: string; drainingNow: string }): string {
  if (!machine.is_draining) return words.drainSays
  return machine.is_empty ? words.drained : words.drainingNow
}
