import { SignInForm } from '@taxi/ui/sign-in/sign-in-form.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createResource, Show } from 'solid-js'
import type { Api } from '../../api.ts'
import { storage } from '../../storage.ts'
import { Screen } from './screen.tsx'

export function SignInScreen(props: {
  api: Api
  /** The sign-in ended without the person's doing. */
  cut: boolean
  onSignedIn: () => void
  onChangeServer: () => void
}) {
  const words = useWords()
  const [known] = createResource(async () => ({ email: await storage.email.get(), mailed: await storage.mailed.get() }))
  return (
    <Screen title={words().signIn.title} says={props.cut ? words().signIn.signedOut : words().signIn.noAccount}>
      <Show when={known()}>
        {was => (
          <SignInForm
            client={props.api.client}
            email={was().email ?? ''}
            mailed={was().mailed}
            onMailed={mailed => void storage.mailed.set(mailed)}
            onSignedIn={async (answer, typed) => {
              await Promise.all([props.api.signIn.accept(answer), storage.email.set(typed)])
              props.onSignedIn()
            }}
          />
        )}
      </Show>
      <p class="mt-auto flex items-center justify-between gap-2 text-xs text-quiet">
        <span class="truncate">{new URL(props.api.base).host}</span>
        <button type="button" class="shrink-0 underline hover:text-ink" onClick={() => props.onChangeServer()}>
          {words().menu.server}
        </button>
      </p>
    </Screen>
  )
}
