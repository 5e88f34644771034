import type { TotpSetup } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyButton } from '@taxi/ui/controls/copy-button.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import type * as z from 'zod/mini'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useTaxi } from '../taxi.tsx'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** Two steps: the phone learns the key and shows a first code, then the recovery codes are kept. */
export function SetUpFactor(props: {
  email: string
  /** What the button says that leaves without it. */
  leave: string
  onLeave: () => void
  /** It is on, and the codes were kept. */
  onDone: () => void
}) {
  const taxi = useTaxi()
  const setup = createLoad(() => taxi.client.call('totpSetup'))
  const [codes, setCodes] = createSignal<string[] | null>(null)
  return (
    <Show
      when={codes()}
      fallback={
        <Loaded load={setup}>
          {made => <FirstCode setup={made()} leave={props.leave} onLeave={props.onLeave} onOn={setCodes} />}
        </Loaded>
      }
    >
      {given => <RecoveryCodes codes={given()} email={props.email} onKept={props.onDone} />}
    </Show>
  )
}

function FirstCode(props: {
  setup: z.infer<typeof TotpSetup>
  leave: string
  onLeave: () => void
  onOn: (codes: string[]) => void
}) {
  const words = useWords()
  const taxi = useTaxi()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  async function confirm(form: HTMLFormElement) {
    setBusy(true)
    setTrouble(null)
    const code = String(new FormData(form).get('code')).replaceAll(/\s/g, '')
    await taxi.client
      .call('totpConfirm', { body: { code } })
      .then(({ codes }) => props.onOn(codes), setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void confirm(event.currentTarget)
      }}
    >
      <p class="text-sm text-quiet">
        {words().profile.totpSays} {words().factor.apps}
      </p>
      <div class="flex flex-col items-center gap-3">
        <QrCode text={props.setup.otpauth_url} />
        {/* A phone cannot scan its own screen. */}
        <a class="text-sm font-medium underline md:hidden" href={props.setup.otpauth_url}>
          {words().factor.openApp}
        </a>
      </div>
      <KeyToType secret={props.setup.secret} />
      <Field
        ref={field => requestAnimationFrame(() => field.focus())}
        label={words().signIn.totp}
        hint={words().signIn.totpHint}
        name="code"
        inputMode="numeric"
        autocomplete="one-time-code"
        required
        maxLength={10}
      />
      <FormTrouble trouble={trouble()} />
      <div class="flex justify-end gap-2">
        <Button onClick={() => props.onLeave()}>{props.leave}</Button>
        <Button type="submit" look="main" busy={busy()}>
          {words().profile.totpConfirm}
        </Button>
      </div>
    </form>
  )
}

/** In groups of four: it is read from one screen and typed on another. Apps overlook the spaces. */
function KeyToType(props: { secret: string }) {
  const words = useWords()
  let key!: HTMLElement
  return (
    <div class="flex items-end gap-3">
      <div class="min-w-0 flex-1">
        <p class="text-sm font-medium">{words().profile.totpSecret}</p>
        <code ref={key} data-key class="mt-1 block text-sm break-words">
          {props.secret.match(/.{1,4}/g)?.join(' ')}
        </code>
      </div>
      <CopyButton text={props.secret} select={() => getSelection()?.selectAllChildren(key)} />
    </div>
  )
}
