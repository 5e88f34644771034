import { useNavigate } from '@solidjs/router'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import { OutsideFrame } from '../frame/outside-frame.tsx'
import { SetUpFactor } from '../second-factor/set-up-factor.tsx'
import { useTaxi } from '../taxi.tsx'
import { takeLinkToken } from './link-token.ts'

/** The first administrator chooses who they are, with the one-time link that the server printed; then a second factor. */
export function SetupRoom() {
  const [email, setEmail] = createSignal<string | null>(null)
  return (
    <Show when={email()} fallback={<WhoAreYou onCreated={setEmail} />}>
      {made => <SecondFactor email={made()} />}
    </Show>
  )
}

/** It may wait: a first ride needs none. */
function SecondFactor(props: { email: string }) {
  const words = useWords()
  const navigate = useNavigate()
  const toBoard = () => navigate('/', { replace: true })
  return (
    <OutsideFrame title={words().factor.setupTitle} says={words().factor.setupSays}>
      <SetUpFactor email={props.email} leave={words().factor.later} onLeave={toBoard} onDone={toBoard} />
    </OutsideFrame>
  )
}

function WhoAreYou(props: { onCreated: (email: string) => void }) {
  const words = useWords()
  const locale = useLocale()
  const taxi = useTaxi()
  const token = takeLinkToken()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)

  async function create(form: HTMLFormElement) {
    const data = new FormData(form)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    setBusy(true)
    setTrouble(null)
    try {
      const body = {
        token: token ?? '',
        name: text('name'),
        email: text('email'),
        password: String(data.get('password')),
        locale: locale(),
      }
      await taxi.signIn.accept(await taxi.client.call('firstAdmin', { body }))
      taxi.setSignedIn(true)
      props.onCreated(body.email)
    } catch (error) {
      setTrouble(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <OutsideFrame title={words().setup.title} says={words().setup.says}>
      <Show when={token} fallback={<p class="text-sm">{words().setup.noToken}</p>}>
        <form
          class="flex flex-col gap-4"
          onSubmit={event => {
            event.preventDefault()
            void create(event.currentTarget)
          }}
        >
          <Field label={words().setup.name} name="name" autocomplete="name" required maxLength={80} autofocus />
          <Field label={words().signIn.email} name="email" type="email" autocomplete="username" required />
          <Field
            label={words().setup.password}
            hint={words().setup.passwordHint}
            name="password"
            type="password"
            autocomplete="new-password"
            required
            minLength={8}
            maxLength={200}
          />
          <FormTrouble trouble={trouble()} />
          <Button type="submit" look="main" size="large" busy={busy()}>
            {words().setup.go}
          </Button>
        </form>
      </Show>
    </OutsideFrame>
  )
}
