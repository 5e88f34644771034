import { useNavigate } from '@solidjs/router'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { Resting } from '@taxi/ui/sign-in/resting.tsx'
import { SecondHalf } from '@taxi/ui/sign-in/second-half.tsx'
import { createSignInTry } from '@taxi/ui/sign-in/sign-in-try.ts'
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
  const attempt = createSignInTry(async answer => {
    await taxi.signIn.accept(answer)
    taxi.setSignedIn(true)
    setDone(true)
  })
  const accept = (password: string) =>
    attempt.begin(totp_code =>
      taxi.client.call('acceptInvitation', { body: { token: token ?? '', password, totp_code } }),
    )
  return (
    <Show when={!done()} fallback={<GetExtension />}>
      <OutsideFrame title={words().invite.title} says={words().invite.says}>
        <Show when={token} fallback={<p class="text-sm">{words().invite.noToken}</p>}>
          <Show when={attempt.half()}>
            <SecondHalf attempt={attempt} />
          </Show>
          <form
            class="flex flex-col gap-4"
            // Kept while the code is asked for: whoever goes back finds the password they chose.
            hidden={attempt.half() !== null}
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
            <FormTrouble trouble={attempt.trouble()} />
            <Show when={attempt.restUntil()}>{until => <Resting until={until()} onOver={attempt.rested} />}</Show>
            <Show when={!attempt.restUntil()}>
              <Button type="submit" look="main" size="large" busy={attempt.busy()}>
                {words().invite.go}
              </Button>
            </Show>
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
