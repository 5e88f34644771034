import type { AdminSlotView } from '@taxi/contract/slots.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { Cell, Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { RevealDialog } from './reveal-dialog.tsx'
import { SlotDialog } from './slot-dialog.tsx'

/** Every slot with what administrators set: machine, cost, limits, credentials. */
export function SlotsRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const slots = createLoad(() => taxi.client.call('adminSlots'))
  const machines = createLoad(() => taxi.client.call('machines'))
  const [editing, setEditing] = createSignal<AdminSlotView | 'new' | null>(null)
  const [moving, setMoving] = createSignal<string | null>(null)
  const [turningOff, setTurningOff] = createSignal<AdminSlotView | null>(null)
  const [revealing, setRevealing] = createSignal<AdminSlotView | null>(null)
  const mayReveal = () => live.state.me?.permissions.includes('secrets:reveal') ?? false
  // States on this page follow the board.
  createEffect(
    on(
      () => live.state.slots.map(slot => slot.state).join(),
      () => void slots.reload(),
      { defer: true },
    ),
  )

  const put = (slot: AdminSlotView) =>
    slots.change(list =>
      list.some(other => other.id === slot.id)
        ? list.map(other => (other.id === slot.id ? slot : other))
        : [...list, slot],
    )
  const turn = (slot: AdminSlotView, is_active: boolean) =>
    taxi.client.call('changeSlot', { params: { id: slot.id }, body: { is_active } }).then(put, taxi.tell)
  const machineName = (id: string) => machines.value()?.find(machine => machine.vm_id === id)?.name ?? id
  const heads = () => {
    const { state, name, serviceName, machine, cost, maxMinutes } = words().slots
    return [name, serviceName, state, machine, maxMinutes, cost, '']
  }
  return (
    <>
      <RoomHead title={words().room.slots}>
        <Button look="main" onClick={() => setEditing('new')}>
          {words().slots.add}
        </Button>
      </RoomHead>
      <Loaded load={slots}>
        {list => (
          <Show when={list().length > 0} fallback={<Empty says={words().slots.empty} />}>
            <Table label={words().room.slots} heads={heads()}>
              <For each={list()}>
                {slot => (
                  <tr data-slot={slot.id}>
                    <Cell>
                      <p class="font-medium">{slot.name}</p>
                      <p class="text-xs text-quiet">
                        {slot.slot_number} · {slot.id}
                      </p>
                    </Cell>
                    <Cell>{slot.service_name}</Cell>
                    <Cell>
                      <span class="flex items-center gap-2 whitespace-nowrap">
                        <StateMark state={slot.state} />
                        {words().state[slot.state]}
                      </span>
                    </Cell>
                    <Cell>
                      <Show
                        when={slot.machine_ids.length > 0}
                        fallback={<span class="text-quiet">{words().slots.noMachine}</span>}
                      >
                        {slot.machine_ids.map(machineName).join(', ')}
                      </Show>
                    </Cell>
                    <Cell>{slot.max_minutes}</Cell>
                    <Cell class="whitespace-nowrap">{money(slot, taxi.locale())}</Cell>
                    <Cell>
                      <div class="ml-auto flex max-w-72 flex-wrap justify-end">
                        <Show when={mayReveal() && (slot.has_login || slot.has_password)}>
                          <Button
                            look="quiet"
                            aria-label={`${words().reveal.open}: ${slot.name}`}
                            onClick={() => setRevealing(slot)}
                          >
                            {words().reveal.open}
                          </Button>
                        </Show>
                        <Show when={slot.machine_ids.length > 0}>
                          <Button
                            look="quiet"
                            aria-label={`${words().care.move}: ${slot.name}`}
                            onClick={() => setMoving(slot.id)}
                          >
                            {words().care.move}
                          </Button>
                        </Show>
                        <Button
                          look="quiet"
                          aria-label={`${words().do.edit}: ${slot.name}`}
                          onClick={() => setEditing(slot)}
                        >
                          {words().do.edit}
                        </Button>
                        <Button
                          look="quiet"
                          aria-label={`${slot.is_active ? words().slots.turnOff : words().slots.turnOn}: ${slot.name}`}
                          onClick={() => (slot.is_active ? setTurningOff(slot) : void turn(slot, true))}
                        >
                          {slot.is_active ? words().slots.turnOff : words().slots.turnOn}
                        </Button>
                      </div>
                    </Cell>
                  </tr>
                )}
              </For>
            </Table>
          </Show>
        )}
      </Loaded>
      <SlotDialog
        editing={editing()}
        machines={machines.value() ?? []}
        onClose={() => setEditing(null)}
        onSaved={slot => {
          put(slot)
          setEditing(null)
        }}
      />
      <MoveDialog
        slot={slots.value()?.find(slot => slot.id === moving()) ?? null}
        machines={machines.value() ?? []}
        onChanged={put}
        onLook={() => void slots.reload()}
        onClose={() => setMoving(null)}
      />
      <RevealDialog slot={revealing()} onClose={() => setRevealing(null)} />
      <Confirm
        open={turningOff() !== null}
        title={words().slots.turnOffAsk(turningOff()?.name ?? '')}
        says={words().slots.turnOffSays}
        verb={words().slots.turnOff}
        onClose={() => setTurningOff(null)}
        onYes={() => {
          const slot = turningOff()
          if (slot) void turn(slot, false)
        }}
      />
    </>
  )
}

/** Cents become `$200`. */
const money = (slot: AdminSlotView, locale: string) =>
  (slot.monthly_cost / 100).toLocaleString(locale, {
    style: 'currency',
    currency: slot.currency,
    minimumFractionDigits: slot.monthly_cost % 100 ? 2 : 0,
  })
