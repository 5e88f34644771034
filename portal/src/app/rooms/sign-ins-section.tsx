import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { clockTime } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { QrCode } from '../second-factor/qr-code.tsx'
import { useTaxi } from '../taxi.tsx'
import { SignInLine } from './sign-in-line.tsx'

/** Where the person is signed in, each to be ended; and a link by which they sign in on another device. */
export function SignInsSection() {
  const words = useWords()
  const taxi = useTaxi()
  const signIns = createLoad(() => taxi.client.call('signIns'))
  const [link, setLink] = createSignal<Link | null>(null)
  async function end(id: string) {
    try {
      await taxi.client.call('endSignIn', { params: { id } })
      signIns.change(list => list.filter(one => one.id !== id))
      taxi.toasts.show({ text: words().signIns.ended })
    } catch (error) {
      taxi.tell(error)
    }
  }
  const elsewhere = () => taxi.client.call('signInLink').then(setLink, taxi.tell)
  return (
    <section class="flex flex-col gap-3 rounded-card border border-line bg-card p-5">
      <h2 class="font-bold">{words().signIns.title}</h2>
      <p class="text-sm text-quiet">{words().signIns.says}</p>
      <Loaded load={signIns}>
        {list => (
          <ul class="divide-y divide-line">
            <For each={list()}>
              {signIn => (
                <SignInLine signIn={signIn}>
                  <Show when={!signIn.current}>
                    <Button look="quiet" onClick={() => void end(signIn.id)}>
                      {words().signIns.end}
                    </Button>
                  </Show>
                </SignInLine>
              )}
            </For>
          </ul>
        )}
      </Loaded>
      <div>
        <Button onClick={() => void elsewhere()}>{words().signIns.elsewhere}</Button>
      </div>
      <LinkDialog link={link()} onClose={() => setLink(null)} />
    </section>
  )
}

interface Link {
  url: string
  expires_at: string
}

/** As a link and as a picture for the phone's camera. */
function LinkDialog(props: { link: Link | null; onClose: () => void }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <Dialog open={props.link !== null} title={words().signIns.elsewhere} onClose={props.onClose}>
      <Show when={props.link}>
        {made => (
          <div class="flex flex-col gap-4">
            <p class="text-sm text-quiet">{words().signIns.elsewhereSays(clockTime(made().expires_at, locale()))}</p>
            <div class="flex justify-center">
              <QrCode text={made().url} />
            </div>
            <CopyField label={words().signIns.elsewhereLink} value={made().url} />
            <div class="flex justify-end">
              <Button onClick={() => props.onClose()}>{words().do.close}</Button>
            </div>
          </div>
        )}
      </Show>
    </Dialog>
  )
}
