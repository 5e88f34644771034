import type { Client } from '@taxi/contract/client.ts'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Field } from '../controls/field.tsx'
import { useWords } from '../words/words.tsx'
import type { SignInTry } from './sign-in-try.ts'

/** E-mail and password. */
export function PasswordForm(props: {
  client: Client
  attempt: SignInTry
  email: string
  onEmail: (email: string) => void
}) {
  const words = useWords()
  const [password, setPassword] = createSignal('')
  const known = props.email !== ''
  function enter() {
    const email = props.email.trim()
    void props.attempt.begin(totp_code =>
      props.client.call('signIn', { body: { email, password: password(), totp_code } }),
    )
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        enter()
      }}
    >
      <Field
        label={words().signIn.email}
        name="email"
        type="email"
        autocomplete="username"
        required
        autofocus={!known}
        value={props.email}
        onInput={event => props.onEmail(event.currentTarget.value)}
      />
      <Field
        label={words().signIn.password}
        name="password"
        type="password"
        autocomplete="current-password"
        required
        autofocus={known}
        value={password()}
        onInput={event => setPassword(event.currentTarget.value)}
      />
      <Show when={!props.attempt.restUntil()}>
        <Button type="submit" look="main" size="large" busy={props.attempt.busy()}>
          {words().do.signIn}
        </Button>
      </Show>
    </form>
  )
}
