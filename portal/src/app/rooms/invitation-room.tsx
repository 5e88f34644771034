import { useNavigate } from '@solidjs/router'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import { OutsideFrame } from '../frame/outside-frame.tsx'
import { useTaxi } from '../taxi.tsx'
import { takeLinkToken } from './link-token.ts'

/** An invited person chooses a password, then hears of the extension, which reads the server's address from this tab. */
export function InvitationRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const token = takeLinkToken()
  const [done, setDone] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)

  async function accept(password: string) {
    setBusy(true)
    setTrouble(null)
    try {
      const answer = await taxi.client.call('acceptInvitation', { body: { token: token ?? '', password } })
      await taxi.signIn.accept(answer)
      taxi.setSignedIn(true)
      setDone(true)
    } catch (error) {
      setTrouble(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Show when={!done()} fallback={<GetExtension />}>
      <OutsideFrame title={words().invite.title} says={words().invite.says}>
        <Show when={token} fallback={<p class="text-sm">{words().invite.noToken}</p>}>
          <form
            class="flex flex-col gap-4"
            onSubmit={event => {
              event.preventDefault()
              void accept(String(new FormData(event.currentTarget).get('password')))
            }}
          >
            <Field
              label={words().setup.password}
              hint={words().setup.passwordHint}
              name="password"
              type="password"
              autocomplete="new-password"
              required
              minLength={8}
              maxLength={200}
              autofocus
            />
            <FormTrouble trouble={trouble()} />
            <Button type="submit" look="main" size="large" busy={busy()}>
              {words().invite.go}
            </Button>
          </form>
        </Show>
      </OutsideFrame>
    </Show>
  )
}

function GetExtension() {
  const words = useWords()
  const navigate = useNavigate()
  return (
    <OutsideFrame title={words().invite.extensionTitle} says={words().invite.extensionSays}>
      <div class="flex flex-col gap-4">
        <CopyField label={words().invite.extensionAddress} value={location.origin} />
        <Button look="main" size="large" onClick={() => navigate('/', { replace: true })}>
          {words().invite.toBoard}
        </Button>
      </div>
    </OutsideFrame>
  )
}
