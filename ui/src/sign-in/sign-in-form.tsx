import { type Client, Refused } from '@taxi/contract/client.ts'
import type { SignedIn } from '@taxi/contract/people.ts'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Field } from '../controls/field.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'

/** E-mail and password; the code's field comes when the server asks for it. */
export function SignInForm(props: {
  client: Client
  email?: string
  onSignedIn: (answer: SignedIn, email: string) => void | Promise<void>
}) {
  const words = useWords()
  const [email, setEmail] = createSignal(props.email ?? '')
  const [password, setPassword] = createSignal('')
  const [code, setCode] = createSignal('')
  const [asksCode, setAsksCode] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)

  async function signIn() {
    setBusy(true)
    setTrouble(null)
    const totp_code = code().replaceAll(/\s/g, '')
    await props.client
      .call('signIn', {
        body: { email: email().trim(), password: password(), ...(asksCode() && totp_code ? { totp_code } : {}) },
      })
      .then(answer => props.onSignedIn(answer, email().trim()))
      .catch(refused)
      .finally(() => setBusy(false))
  }
  function refused(error: unknown) {
    const firstAsked = error instanceof Refused && error.code === 'auth.totp-required' && !asksCode()
    if (firstAsked) return setAsksCode(true)
    setTrouble(error)
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void signIn()
      }}
    >
      <Field
        label={words().signIn.email}
        name="email"
        type="email"
        autocomplete="username"
        required
        autofocus={!props.email}
        value={email()}
        onInput={event => setEmail(event.currentTarget.value)}
      />
      <Field
        label={words().signIn.password}
        name="password"
        type="password"
        autocomplete="current-password"
        required
        autofocus={Boolean(props.email)}
        value={password()}
        onInput={event => setPassword(event.currentTarget.value)}
      />
      <Show when={asksCode()}>
        <Field
          ref={field => requestAnimationFrame(() => field.focus())}
          label={words().signIn.totp}
          hint={words().signIn.totpHint}
          name="totp"
          inputMode="numeric"
          autocomplete="one-time-code"
          required
          maxLength={10}
          value={code()}
          onInput={event => setCode(event.currentTarget.value)}
        />
      </Show>
      <FormTrouble trouble={trouble()} />
      <Button type="submit" look="main" size="large" busy={busy()}>
        {words().do.signIn}
      </Button>
    </form>
  )
}
