import type { Profile } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'

/** Looks whether the bot has bound the person meanwhile. */
const LOOK_MS = 3_000

export function TelegramSection(props: { me: Profile }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const [link, setLink] = createSignal<string | null>(null)
  const timer = setInterval(() => {
    if (link() && !props.me.telegram_linked && !document.hidden) void look()
  }, LOOK_MS)
  onCleanup(() => clearInterval(timer))

  const look = () => taxi.client.call('profile').then(live.changeMe, () => undefined)
  async function unlink() {
    try {
      await taxi.client.call('telegramUnlink')
      setLink(null)
      await look()
      taxi.toasts.show({ text: words().profile.telegramUnlinked })
    } catch (error) {
      taxi.tell(error)
    }
  }
  const makeLink = () => taxi.client.call('telegramLink').then(made => setLink(made.url), taxi.tell)
  return (
    <section class="flex flex-col gap-3 rounded-card border border-line bg-card p-5">
      <h2 class="font-bold">Telegram</h2>
      <p class="text-sm text-quiet">{words().profile.telegramSays}</p>
      <div class="flex flex-wrap items-center gap-3">
        <p class="flex flex-1 items-center gap-2 text-sm">
          <StateMark state={props.me.telegram_linked ? 'free' : 'off'} />
          {props.me.telegram_linked ? words().menu.telegramLinked : words().profile.telegramNo}
        </p>
        <Show
          when={props.me.telegram_linked}
          fallback={<Button onClick={() => void makeLink()}>{words().menu.telegram}</Button>}
        >
          <Button onClick={() => void unlink()}>{words().profile.telegramUnlink}</Button>
        </Show>
      </div>
      <Show when={!props.me.telegram_linked && link()}>
        {url => (
          <p class="text-sm">
            {words().menu.telegramSays}{' '}
            <a class="font-medium break-all underline" href={url()} target="_blank" rel="noopener">
              {url()}
            </a>
          </p>
        )}
      </Show>
    </section>
  )
}
