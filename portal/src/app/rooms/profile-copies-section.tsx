import type { MachineView } from '@taxi/contract/machines.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { useTaxi } from '../taxi.tsx'

/** The copies of each browser profile on a machine: made now, or put back, at its free seat. */
export function ProfileCopiesSection(props: { machine: MachineView; onRepair: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const params = () => ({ id: props.machine.vm_id })
  const profiles = createLoad(() => taxi.client.call('profileCopies', { params: params() }))
  const [asked, setAsked] = createSignal<{ profile: string; copy: string } | null>(null)
  const [done, setDone] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const when = (at: string) => new Date(at).toLocaleString(taxi.locale(), { dateStyle: 'medium', timeStyle: 'short' })

  async function order(work: Promise<unknown>) {
    setTrouble(null)
    setDone(false)
    setAsked(null)
    await work.then(() => {
      setDone(true)
      props.onRepair()
    }, setTrouble)
  }
  return (
    <section class="flex flex-col gap-3">
      <div>
        <h3 class="font-medium">{words().care.copies}</h3>
        <p class="text-sm text-quiet">{words().care.copiesSay}</p>
      </div>
      <Show when={profiles.trouble()}>
        <p class="text-sm text-quiet">{words().care.copiesSilent}</p>
      </Show>
      <For each={profiles.value() ?? []}>
        {({ profile, slot_name, copies }) => (
          <div class="rounded-card border border-line p-3 text-sm">
            <div class="flex items-center justify-between gap-3">
              <p class="font-medium">{slot_name}</p>
              <Button
                look="quiet"
                aria-label={`${words().care.copyNow}: ${slot_name}`}
                onClick={() => void order(taxi.client.call('backUpProfile', { params: params(), body: { profile } }))}
              >
                {words().care.copyNow}
              </Button>
            </div>
            <ul>
              <For each={copies} fallback={<li class="text-quiet">{words().care.copiesNone}</li>}>
                {({ copy, at, bytes }) => (
                  <li class="flex items-center justify-between gap-3">
                    <span class="text-quiet">
                      {when(at)} · {bytesText(bytes, taxi.locale())}
                    </span>
                    <Show
                      when={asked()?.profile === profile && asked()?.copy === copy}
                      fallback={
                        <Button look="quiet" onClick={() => setAsked({ profile, copy })}>
                          {words().care.putBack}
                        </Button>
                      }
                    >
                      <span class="flex gap-2">
                        <Button look="quiet" onClick={() => setAsked(null)}>
                          {words().do.cancel}
                        </Button>
                        <Button
                          look="danger"
                          onClick={() =>
                            void order(
                              taxi.client.call('restoreProfile', { params: params(), body: { profile, copy } }),
                            )
                          }
                        >
                          {words().care.putBackDo}
                        </Button>
                      </span>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
            <Show when={asked()?.profile === profile}>
              <p class="mt-2 text-xs text-quiet">{words().care.putBackSays}</p>
            </Show>
          </div>
        )}
      </For>
      <Show when={done()}>
        <p class="text-sm" role="status">
          {words().care.asked}
        </p>
      </Show>
      <FormTrouble trouble={trouble()} />
    </section>
  )
}
