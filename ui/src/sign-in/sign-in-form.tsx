import type { Client, Reply } from '@taxi/contract/client.ts'
import type { SignedIn } from '@taxi/contract/people.ts'
import { createSignal, type JSX, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'
import { EmailCodeForm, type Mailed } from './email-code-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { Resting } from './resting.tsx'
import { SecondHalf } from './second-half.tsx'
import { createSignInTry } from './sign-in-try.ts'

type Hello = Reply<'hello'>
type Way = 'password' | 'email'

/** Signs in by password or by a mailed code; `others` are ways only the page around it can go. */
export function SignInForm(props: {
  client: Client
  email?: string
  /** A code that was mailed before this window was closed. */
  mailed?: Mailed | null
  onMailed?: (mailed: Mailed | null) => void
  others?: (hello: Hello) => JSX.Element
  onSignedIn: (answer: SignedIn, email: string) => void | Promise<void>
}) {
  const known = props.mailed && props.mailed.expiresAt > new Date().toISOString() ? props.mailed : null
  const [hello, setHello] = createSignal<Hello | null>(null)
  const [email, setEmail] = createSignal(known?.email ?? props.email ?? '')
  const [mailed, setMailed] = createSignal<Mailed | null>(known)
  const [way, setWay] = createSignal<Way>(known ? 'email' : 'password')
  const attempt = createSignInTry(async answer => {
    props.onMailed?.(null)
    await props.onSignedIn(answer, email().trim())
  })
  // Without an answer there is the password; what is wrong shows when it is sent.
  props.client.call('hello').then(setHello, () => undefined)
  function change(to: Way) {
    attempt.clear()
    attempt.rested()
    setWay(to)
  }
  /** Whoever mistyped need not wait: the pause is for the other address. */
  function retype(typed: string) {
    attempt.rested()
    setEmail(typed)
  }
  function keep(made: Mailed | null) {
    setMailed(made)
    props.onMailed?.(made)
  }
  return (
    <Show when={!attempt.half()} fallback={<SecondHalf attempt={attempt} />}>
      <div class="flex flex-col gap-4">
        <Show
          when={way() === 'email'}
          fallback={<PasswordForm client={props.client} attempt={attempt} email={email()} onEmail={retype} />}
        >
          <EmailCodeForm
            client={props.client}
            attempt={attempt}
            email={email()}
            onEmail={retype}
            mailed={mailed()}
            onMailed={keep}
          />
        </Show>
        <FormTrouble trouble={attempt.trouble()} />
        <Show when={attempt.restUntil()}>{until => <Resting until={until()} onOver={attempt.rested} />}</Show>
        <Show when={hello()} keyed>
          {known => <OtherWays email={known.ways.email} others={props.others?.(known)} way={way()} onWay={change} />}
        </Show>
      </div>
    </Show>
  )
}

function OtherWays(props: { email: boolean; others: JSX.Element; way: Way; onWay: (way: Way) => void }) {
  const words = useWords()
  const { others } = props
  return (
    <Show when={props.email || others}>
      <div class="flex flex-col gap-2">
        <p class="flex items-center gap-3 text-xs text-quiet before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
          {words().ways.other}
        </p>
        <Show when={props.email}>
          <Button size="large" onClick={() => props.onWay(props.way === 'email' ? 'password' : 'email')}>
            {props.way === 'email' ? words().ways.byPassword : words().ways.byEmail}
          </Button>
        </Show>
        {others}
      </div>
    </Show>
  )
}
