import type { PersonView } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useTaxi } from '../taxi.tsx'
import { SignInLine } from './sign-in-line.tsx'

/** Where somebody is signed in; to be signed out everywhere, or helped when phone and codes are lost. */
export function PersonSafety(props: { person: PersonView | null; onClose: () => void; onChanged: () => void }) {
  const words = useWords()
  return (
    <Dialog
      open={props.person !== null}
      title={words().personSafety.title(props.person?.name ?? '')}
      onClose={props.onClose}
    >
      <Show when={props.person} keyed>
        {person => <SignIns person={person} onClose={props.onClose} onChanged={props.onChanged} />}
      </Show>
    </Dialog>
  )
}

function SignIns(props: { person: PersonView; onClose: () => void; onChanged: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const params = { id: props.person.id }
  const { name } = props.person
  const signIns = createLoad(() => taxi.client.call('personSignIns', { params }))
  const [resetting, setResetting] = createSignal(false)
  const isMe = () => props.person.id === live.state.me?.id
  async function act(work: () => Promise<unknown>, says: string) {
    try {
      await work()
      taxi.toasts.show({ text: says })
      props.onChanged()
      await signIns.reload()
    } catch (error) {
      taxi.tell(error)
    }
  }
  const endAll = () => act(() => taxi.client.call('endPersonSignIns', { params }), words().personSafety.endedAll(name))
  const reset = () => act(() => taxi.client.call('resetTotp', { params }), words().personSafety.resetDone(name))
  return (
    <div class="flex flex-col gap-4">
      <Loaded load={signIns}>
        {list => (
          <Show when={list().length > 0} fallback={<p class="text-sm text-quiet">{words().personSafety.none}</p>}>
            <ul class="max-h-80 divide-y divide-line overflow-y-auto">
              <For each={list()}>{signIn => <SignInLine signIn={signIn} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
      <div class="flex flex-wrap justify-end gap-2">
        {/* One's own second factor is switched off in the profile, with a code of it. */}
        <Show when={props.person.totp_enabled && !isMe()}>
          <Button onClick={() => setResetting(true)}>{words().personSafety.reset}</Button>
        </Show>
        <Show when={signIns.value()?.length}>
          <Button look="danger" onClick={() => void endAll()}>
            {words().personSafety.endAll}
          </Button>
        </Show>
        <Button onClick={() => props.onClose()}>{words().do.close}</Button>
      </div>
      <Confirm
        open={resetting()}
        title={words().personSafety.resetAsk(name)}
        says={words().personSafety.resetSays}
        verb={words().personSafety.reset}
        danger
        onClose={() => setResetting(false)}
        onYes={() => void reset()}
      />
    </div>
  )
}
