import type { Profile, TotpSetup } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import { encode } from 'uqr'
import type * as z from 'zod/mini'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'

type Setup = z.infer<typeof TotpSetup>

export function TotpSection(props: { me: Profile }) {
  const words = useWords()
  const taxi = useTaxi()
  const [setup, setSetup] = createSignal<Setup | null>(null)
  const begin = () => taxi.client.call('totpSetup').then(setSetup, taxi.tell)
  return (
    <section class="flex flex-col gap-3 rounded-card border border-line bg-card p-5">
      <h2 class="font-bold">{words().profile.totp}</h2>
      <div class="flex flex-wrap items-center gap-3">
        <p class="flex flex-1 items-center gap-2 text-sm">
          <StateMark state={props.me.totp_enabled ? 'free' : 'off'} />
          {props.me.totp_enabled ? words().profile.totpOn : words().profile.totpOff}
        </p>
        <Show when={!setup()}>
          <Button onClick={() => void begin()}>{words().profile.totpSetup}</Button>
        </Show>
      </div>
      <Show when={setup()}>{made => <ConfirmCode setup={made()} onDone={() => setSetup(null)} />}</Show>
    </section>
  )
}

function ConfirmCode(props: { setup: Setup; onDone: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function confirm(form: HTMLFormElement) {
    setTrouble(null)
    const code = String(new FormData(form).get('code')).replaceAll(/\s/g, '')
    try {
      await taxi.client.call('totpConfirm', { body: { code } })
      live.changeMe(await taxi.client.call('profile'))
      taxi.toasts.show({ text: words().profile.totpDone })
      props.onDone()
    } catch (error) {
      setTrouble(error)
    }
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void confirm(event.currentTarget)
      }}
    >
      <p class="text-sm text-quiet">{words().profile.totpSays}</p>
      <QrCode text={props.setup.otpauth_url} />
      <CopyField label={words().profile.totpSecret} value={props.setup.secret} />
      <Field
        label={words().signIn.totp}
        hint={words().signIn.totpHint}
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        required
        maxLength={10}
        autofocus
      />
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onDone()}>{words().do.cancel}</Button>
        <Button type="submit" look="main">
          {words().profile.totpConfirm}
        </Button>
      </div>
    </form>
  )
}

/** Dark on white in both themes: cameras want it so. */
function QrCode(props: { text: string }) {
  const code = () => encode(props.text, { border: 2 })
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
  return (
    <svg
      viewBox={`0 0 ${code().size} ${code().size}`}
      class="size-44 self-center rounded-control"
      role="img"
      aria-label="QR"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={path()} fill="#000" shape-rendering="crispEdges" />
    </svg>
  )
}
