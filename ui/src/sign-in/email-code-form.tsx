import type { Client } from '@taxi/contract/client.ts'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Field } from '../controls/field.tsx'
import { useWords } from '../words/words.tsx'
import type { SignInTry } from './sign-in-try.ts'

/** A code that was asked for, and where it was mailed to. */
export interface Mailed {
  challengeId: string
  email: string
  /** An instant. */
  expiresAt: string
}

/** Has a code mailed, then asks for it. Whether the address is known here nobody is told. */
export function EmailCodeForm(props: {
  client: Client
  attempt: SignInTry
  email: string
  onEmail: (email: string) => void
  mailed: Mailed | null
  onMailed: (mailed: Mailed | null) => void
}) {
  const words = useWords()
  const [code, setCode] = createSignal('')
  const [asking, setAsking] = createSignal(false)
  async function ask() {
    const email = props.email.trim()
    setAsking(true)
    props.attempt.clear()
    await props.client
      .call('askEmailCode', { body: { email } })
      .then(
        made => props.onMailed({ challengeId: made.challenge_id, email, expiresAt: made.expires_at }),
        props.attempt.refuse,
      )
      .finally(() => setAsking(false))
    setCode('')
  }
  function enter({ challengeId }: Mailed) {
    const typed = code().replaceAll(/\D/g, '')
    void props.attempt.begin(totp_code =>
      props.client.call('emailSignIn', { body: { challenge_id: challengeId, code: typed, totp_code } }),
    )
  }
  const resting = () => props.attempt.restUntil() !== null
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        if (props.mailed) enter(props.mailed)
        else void ask()
      }}
    >
      <Show
        when={props.mailed}
        fallback={
          <>
            <p class="text-sm text-quiet">{words().ways.emailSays}</p>
            <Field
              ref={focusSoon}
              label={words().signIn.email}
              name="email"
              type="email"
              autocomplete="username"
              required
              value={props.email}
              onInput={event => props.onEmail(event.currentTarget.value)}
            />
            <Show when={!resting()}>
              <Button type="submit" look="main" size="large" busy={asking()}>
                {words().ways.sendCode}
              </Button>
            </Show>
          </>
        }
      >
        {mailed => (
          <>
            <p class="text-sm text-quiet">{words().ways.mailed(mailed().email)}</p>
            <Field
              ref={focusSoon}
              label={words().ways.mailedCode}
              hint={words().ways.mailedHint}
              name="mailed"
              inputMode="numeric"
              autocomplete="one-time-code"
              required
              maxLength={12}
              value={code()}
              onInput={event => setCode(event.currentTarget.value)}
            />
            <Show when={!resting()}>
              <Button type="submit" look="main" size="large" busy={props.attempt.busy()}>
                {words().do.signIn}
              </Button>
            </Show>
            <div class="flex flex-wrap justify-between gap-2">
              <Button look="quiet" busy={asking()} onClick={() => void ask()}>
                {words().ways.again}
              </Button>
              <Button look="quiet" onClick={() => props.onMailed(null)}>
                {words().ways.otherAddress}
              </Button>
            </div>
          </>
        )}
      </Show>
    </form>
  )
}

const focusSoon = (field: HTMLInputElement) => requestAnimationFrame(() => field.focus())
