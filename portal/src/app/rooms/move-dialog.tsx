import type { MachineView } from '@taxi/contract/machines.ts'
import type { AdminSlotView } from '@taxi/contract/slots.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { Choice } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'
import { Step } from './move-step.tsx'

interface MoveProps {
  slot: AdminSlotView
  machines: MachineView[]
  onChanged: (slot: AdminSlotView) => void
  /** What the companion found there meanwhile. */
  onLook: () => void
  onClose: () => void
}

/** Leads through moving a slot to another machine: its account is signed in there before the old machine goes. */
export function MoveDialog(props: Omit<MoveProps, 'slot'> & { slot: AdminSlotView | null }) {
  const words = useWords()
  return (
    <Dialog
      open={props.slot !== null}
      title={words().care.moveTitle(props.slot?.name ?? '')}
      onClose={props.onClose}
      wide
    >
      <Show when={props.slot}>{slot => <Steps {...props} slot={slot()} />}</Show>
    </Dialog>
  )
}

const LOOK_MS = 5_000

function Steps(props: MoveProps) {
  const words = useWords()
  const taxi = useTaxi()
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const [chosen, setChosen] = createSignal<string | null>(null)
  // Somebody may have gone away in the middle: what was attached last is where the slot moves.
  const begun = props.slot.machine_ids.length > 1 ? (props.slot.machine_ids.at(-1) ?? null) : null
  const [target, setTarget] = createSignal<string | null>(begun)
  const timer = setInterval(() => document.hidden || props.onLook(), LOOK_MS)
  onCleanup(() => clearInterval(timer))

  const ids = () => props.slot.machine_ids
  const nameOf = (id: string | null) => props.machines.find(machine => machine.vm_id === id)?.name ?? id ?? ''
  const others = () =>
    props.machines.filter(machine => machine.is_active && !machine.is_draining && !ids().includes(machine.vm_id))
  const candidate = () => chosen() ?? others()[0]?.vm_id ?? null
  const isAttached = () => target() !== null && ids().includes(target() ?? '')
  const found = () => props.slot.sign_ins.find(({ vm_id }) => vm_id === target())?.signed_in ?? null
  const isFirst = () => isAttached() && ids()[0] === target()
  const foundText = () => words().care.foundHow[found() === null ? 'unknown' : found() ? 'yes' : 'no']

  const attempt = (work: Promise<unknown>) => {
    setTrouble(null)
    void work.catch(setTrouble)
  }
  const change = (machine_ids: string[]) =>
    taxi.client.call('changeSlot', { params: { id: props.slot.id }, body: { machine_ids } }).then(props.onChanged)
  const attach = async (id: string) => {
    await change([...ids(), id])
    setTarget(id)
  }
  async function open(machine_id: string) {
    const { guacamole_url } = await taxi.client.call('occupy', { params: { id: props.slot.id }, body: { machine_id } })
    window.open(guacamole_url, '_blank', 'noopener')
  }
  return (
    <div class="flex flex-col gap-5">
      <p class="text-sm text-quiet">{words().care.moveSays}</p>
      <ol class="flex flex-col gap-4">
        <Step
          number={1}
          done={isAttached()}
          title={isAttached() ? words().care.attached(nameOf(target())) : words().care.moveWhere}
          says={others().length || isAttached() ? null : words().care.moveNowhere}
        >
          <Show when={!isAttached() && others().length > 0}>
            <div class="flex items-end gap-2">
              <Choice label={words().care.moveWhere} onChange={event => setChosen(event.currentTarget.value)}>
                <For each={others()}>{machine => <option value={machine.vm_id}>{machine.name}</option>}</For>
              </Choice>
              <Button size="large" onClick={() => attempt(attach(candidate() ?? ''))}>
                {words().care.attach}
              </Button>
            </div>
          </Show>
        </Step>
        <Step number={2} done={found() === true} title={words().care.signInThere} says={words().care.signInThereSays}>
          <Button whyNot={isAttached() ? null : words().care.moveWhere} onClick={() => attempt(open(target() ?? ''))}>
            {words().care.openScreen}
          </Button>
        </Step>
        <Step number={3} done={found() === true} title={words().care.found} says={isAttached() ? foundText() : null} />
        <Step number={4} done={isFirst()} title={words().care.first}>
          <Show when={isAttached() && !isFirst()}>
            <Button onClick={() => attempt(change([target() ?? '', ...ids().filter(id => id !== target())]))}>
              {words().care.makeFirst}
            </Button>
          </Show>
        </Step>
        <Step
          number={5}
          done={isFirst() && ids().length === 1}
          title={words().care.detach}
          says={words().care.detachSays}
        >
          <Show when={isFirst()}>
            <For each={ids().slice(1)}>
              {id => (
                <Button onClick={() => attempt(change(ids().filter(other => other !== id)))}>
                  {words().care.detachDo(nameOf(id))}
                </Button>
              )}
            </For>
          </Show>
        </Step>
      </ol>
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end">
        <Button look="main" onClick={() => props.onClose()}>
          {isFirst() && ids().length === 1 ? words().care.moved : words().do.close}
        </Button>
      </div>
    </div>
  )
}
