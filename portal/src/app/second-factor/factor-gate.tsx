import { Button } from '@taxi/ui/controls/button.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import KeyRound from 'lucide-solid/icons/key-round'
import { createSignal, type JSX, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'
import { SetUpFactor } from './set-up-factor.tsx'

/** Before the rooms of administrators: without a second factor it is set up on the spot, and the room opens. */
export function FactorGate(props: { children?: JSX.Element }) {
  const { live } = useLive()
  const [settingUp, setSettingUp] = createSignal(false)
  const closed = () => live.state.me?.is_admin === true && live.state.me.needs_second_factor
  // The codes are still to be kept when the factor is already on: the room waits.
  return (
    <Show when={live.state.me}>
      {me => (
        <Show when={settingUp() || closed()} fallback={props.children}>
          <Gate email={me().email} settingUp={settingUp()} onSettingUp={setSettingUp} />
        </Show>
      )}
    </Show>
  )
}

function Gate(props: { email: string; settingUp: boolean; onSettingUp: (is: boolean) => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  async function done() {
    await taxi.client.call('profile').then(live.changeMe, taxi.tell)
    taxi.toasts.show({ text: words().profile.totpDone })
    props.onSettingUp(false)
  }
  return (
    <section class="mx-auto flex max-w-md flex-col gap-4 rounded-card border border-line bg-card p-5">
      <div>
        <KeyRound size={24} class="mb-2 text-quiet" aria-hidden="true" />
        <h1 class="text-lg font-bold">{words().factor.gateTitle}</h1>
        <Show when={!props.settingUp}>
          <p class="mt-1 text-sm text-quiet">{words().factor.gateSays}</p>
        </Show>
      </div>
      <Show
        when={props.settingUp}
        fallback={
          <div>
            <Button look="main" size="large" onClick={() => props.onSettingUp(true)}>
              {words().profile.totpSetup}
            </Button>
          </div>
        }
      >
        <SetUpFactor
          email={props.email}
          leave={words().do.cancel}
          onLeave={() => props.onSettingUp(false)}
          onDone={() => void done()}
        />
      </Show>
    </section>
  )
}
