import type { Profile } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { ProveFactor } from '../second-factor/prove-factor.tsx'
import { RecoveryCodes } from '../second-factor/recovery-codes.tsx'
import { SetUpFactor } from '../second-factor/set-up-factor.tsx'
import { useTaxi } from '../taxi.tsx'

const FEW = 3

/** The second factor: set up, its recovery codes renewed, switched off. */
export function TotpSection(props: { me: Profile }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const [doing, setDoing] = createSignal<'set-up' | 'renew' | 'remove' | null>(null)
  const [codes, setCodes] = createSignal<string[] | null>(null)
  async function done(says: string) {
    setDoing(null)
    setCodes(null)
    await taxi.client.call('profile').then(live.changeMe, taxi.tell)
    taxi.toasts.show({ text: says })
  }
  async function renew(code: string) {
    setCodes((await taxi.client.call('newRecoveryCodes', { body: { code } })).codes)
    setDoing(null)
  }
  async function remove(code: string) {
    await taxi.client.call('totpRemove', { body: { code } })
    await done(words().factor.removed)
  }
  return (
    <section class="flex flex-col gap-3 rounded-card border border-line bg-card p-5">
      <h2 class="font-bold">{words().profile.totp}</h2>
      <p class="flex items-center gap-2 text-sm">
        <StateMark state={props.me.totp_enabled ? 'free' : 'off'} />
        {props.me.totp_enabled ? words().profile.totpOn : words().profile.totpOff}
      </p>
      <Show when={props.me.needs_second_factor && !doing()}>
        <p class="text-sm text-quiet">{words().factor.roleSays}</p>
      </Show>
      <Show when={props.me.totp_enabled}>
        <CodesLeft count={props.me.recovery_codes_left} />
      </Show>
      <Show when={doing() !== 'set-up'}>
        <div class="flex flex-wrap gap-2">
          <Show
            when={props.me.totp_enabled}
            fallback={
              <Button look={props.me.needs_second_factor ? 'main' : 'plain'} onClick={() => setDoing('set-up')}>
                {words().profile.totpSetup}
              </Button>
            }
          >
            <Button onClick={() => setDoing('renew')}>{words().factor.renew}</Button>
            <Button look="quiet" onClick={() => setDoing('remove')}>
              {words().factor.remove}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={doing() === 'set-up'}>
        <SetUpFactor
          email={props.me.email}
          leave={words().do.cancel}
          onLeave={() => setDoing(null)}
          onDone={() => void done(words().profile.totpDone)}
        />
      </Show>
      <ProveFactor
        open={doing() === 'renew'}
        title={words().factor.renew}
        says={words().factor.renewSays}
        verb={words().factor.renew}
        onCode={renew}
        onClose={() => setDoing(null)}
      />
      <ProveFactor
        open={doing() === 'remove'}
        title={words().factor.removeTitle}
        says={words().factor.removeSays}
        verb={words().factor.remove}
        danger
        onCode={remove}
        onClose={() => setDoing(null)}
      />
      <NewCodes codes={codes()} email={props.me.email} onKept={() => void done(words().profile.saved)} />
    </section>
  )
}

function CodesLeft(props: { count: number }) {
  const words = useWords()
  const few = () => props.count <= FEW
  return (
    <p class={`text-sm ${few() ? 'text-sick' : 'text-quiet'}`}>
      {few() ? words().factor.codesFew(props.count) : words().factor.codesLeft(props.count)}
    </p>
  )
}

/** Closes by its own button only: Escape would lose what is shown once. */
function NewCodes(props: { codes: string[] | null; email: string; onKept: () => void }) {
  const words = useWords()
  return (
    <Dialog open={props.codes !== null} title={words().factor.renew} onClose={() => undefined}>
      <Show when={props.codes}>
        {given => <RecoveryCodes codes={given()} email={props.email} onKept={props.onKept} />}
      </Show>
    </Dialog>
  )
}
