import { Refused } from '@taxi/contract/client.ts'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Field } from '../controls/field.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'
import { Resting } from './resting.tsx'
import type { SignInTry } from './sign-in-try.ts'

/** Asks for the second factor: a code of the authenticator, or one of the recovery codes. */
export function SecondHalf(props: { attempt: SignInTry; onBack?: () => void }) {
  const words = useWords()
  const [byRecovery, setByRecovery] = createSignal(false)
  const [code, setCode] = createSignal('')
  // What the server calls "name, password or code" can only be the code here.
  const wrongCode = () => {
    const trouble = props.attempt.trouble()
    if (!(trouble instanceof Refused) || trouble.code !== 'auth.wrong') return null
    return byRecovery() ? words().ways.wrongRecovery : words().ways.wrongCode
  }
  function change() {
    setByRecovery(!byRecovery())
    setCode('')
    props.attempt.clear()
  }
  return (
    <form
      class="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault()
        void props.attempt.finish(code())
      }}
    >
      <h2 class="font-bold">{words().ways.step}</h2>
      {/* Another field each time, so that the browser offers what belongs into it and the focus goes there. */}
      <Show
        when={byRecovery()}
        fallback={
          <Field
            ref={focusSoon}
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
        }
      >
        <Field
          ref={focusSoon}
          label={words().ways.recovery}
          hint={words().ways.recoveryHint}
          name="recovery"
          autocomplete="off"
          spellcheck={false}
          required
          maxLength={24}
          value={code()}
          onInput={event => setCode(event.currentTarget.value)}
        />
      </Show>
      <Show when={wrongCode()} fallback={<FormTrouble trouble={props.attempt.trouble()} />}>
        {says => (
          <p role="alert" class="text-sm text-sick">
            {says()}
          </p>
        )}
      </Show>
      <Show when={props.attempt.restUntil()}>{until => <Resting until={until()} onOver={props.attempt.rested} />}</Show>
      <Show when={!props.attempt.restUntil()}>
        <Button type="submit" look="main" size="large" busy={props.attempt.busy()}>
          {words().do.signIn}
        </Button>
      </Show>
      <div class="flex flex-wrap justify-between gap-2">
        <Button look="quiet" onClick={change}>
          {byRecovery() ? words().ways.useTotp : words().ways.useRecovery}
        </Button>
        <Button look="quiet" onClick={() => (props.onBack ?? props.attempt.goBack)()}>
          {words().ways.back}
        </Button>
      </div>
    </form>
  )
}

const focusSoon = (field: HTMLInputElement) => requestAnimationFrame(() => field.focus())
