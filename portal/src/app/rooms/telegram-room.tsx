import { A, useNavigate } from '@solidjs/router'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { Resting } from '@taxi/ui/sign-in/resting.tsx'
import { SecondHalf } from '@taxi/ui/sign-in/second-half.tsx'
import { createSignInTry } from '@taxi/ui/sign-in/sign-in-try.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { Show } from 'solid-js'
import { OutsideFrame } from '../frame/outside-frame.tsx'
import { useTaxi } from '../taxi.tsx'
import { telegramAnswer } from './telegram-answer.ts'

/** Where Telegram leads back to: what it confirmed signs in at once, unless a second factor is set up. */
export function TelegramRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const navigate = useNavigate()
  const said = takeAnswer()
  const toSignIn = () => navigate('/', { replace: true })
  const attempt = createSignInTry(async answer => {
    await taxi.signIn.accept(answer)
    taxi.setSignedIn(true)
    toSignIn()
  })
  if (said) void attempt.begin(totp_code => taxi.client.call('telegramSignIn', { body: { ...said, totp_code } }))
  return (
    <OutsideFrame title={words().signIn.title} says={attempt.half() ? words().ways.telegramSays : undefined}>
      <Show when={!attempt.half()} fallback={<SecondHalf attempt={attempt} onBack={toSignIn} />}>
        <div class="flex flex-col gap-4 text-sm">
          <Show when={said} fallback={<p>{words().ways.telegramNone}</p>}>
            <Show when={attempt.busy()}>
              <p role="status">{words().ways.waiting}</p>
            </Show>
            <FormTrouble trouble={attempt.trouble()} />
            <Show when={attempt.restUntil()}>{until => <Resting until={until()} onOver={attempt.rested} />}</Show>
          </Show>
          <Show when={!attempt.busy()}>
            <A href="/" class="font-medium underline">
              {words().link.toSignIn}
            </A>
          </Show>
        </div>
      </Show>
    </OutsideFrame>
  )
}

/** Taken out of the address at once, so that it stays in no history. */
function takeAnswer() {
  const said = telegramAnswer(location.hash)
  history.replaceState(history.state, '', location.pathname)
  return said
}
