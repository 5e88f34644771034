import { A, useNavigate } from '@solidjs/router'
import { Button } from '@taxi/ui/controls/button.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { Resting } from '@taxi/ui/sign-in/resting.tsx'
import { SecondHalf } from '@taxi/ui/sign-in/second-half.tsx'
import { createSignInTry } from '@taxi/ui/sign-in/sign-in-try.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { OutsideFrame } from '../frame/outside-frame.tsx'
import { useTaxi } from '../taxi.tsx'
import { takeLinkToken } from './link-token.ts'

/** A one-time link shows whom it would sign in, and does so only when asked: a link may have been sent by somebody else. */
export function LinkRoom() {
  const words = useWords()
  const token = takeLinkToken()
  return (
    <OutsideFrame title={words().link.title} says={words().link.says}>
      <Show when={token} fallback={<Spent says={words().link.noToken} />}>
        {given => <WhoseLink token={given()} />}
      </Show>
    </OutsideFrame>
  )
}

function WhoseLink(props: { token: string }) {
  const words = useWords()
  const taxi = useTaxi()
  const navigate = useNavigate()
  const { token } = props
  const whose = createLoad(() => taxi.client.call('whoseLink', { body: { token } }))
  const home = () => navigate('/', { replace: true })
  const attempt = createSignInTry(async answer => {
    await taxi.signIn.accept(answer)
    taxi.setSignedIn(true)
    home()
  })
  const signIn = () => void attempt.begin(totp_code => taxi.client.call('linkSignIn', { body: { token, totp_code } }))
  return (
    <Show when={!whose.trouble()} fallback={<Spent trouble={whose.trouble()} />}>
      <Loaded load={whose}>
        {who => (
          <Show when={!attempt.half()} fallback={<SecondHalf attempt={attempt} onBack={home} />}>
            <div class="flex flex-col gap-4">
              <div>
                <p class="text-lg font-bold break-words">{who().name}</p>
                <p class="text-sm break-all text-quiet">{who().email}</p>
              </div>
              <FormTrouble trouble={attempt.trouble()} />
              <Show
                when={attempt.restUntil()}
                fallback={
                  <Button look="main" size="large" busy={attempt.busy()} onClick={signIn}>
                    {words().link.who(who().name)}
                  </Button>
                }
              >
                {until => <Resting until={until()} onOver={attempt.rested} />}
              </Show>
              <Button look="quiet" onClick={home}>
                {words().link.notMe}
              </Button>
            </div>
          </Show>
        )}
      </Loaded>
    </Show>
  )
}

function Spent(props: { says?: string; trouble?: unknown }) {
  const words = useWords()
  return (
    <div class="flex flex-col gap-4 text-sm">
      <Show when={props.says}>
        <p>{props.says}</p>
      </Show>
      <FormTrouble trouble={props.trouble} />
      <A href="/" class="font-medium underline">
        {words().link.toSignIn}
      </A>
    </div>
  )
}
