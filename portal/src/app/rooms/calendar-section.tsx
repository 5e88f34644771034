import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

/** The person's bookings in their own calendar program. The address is a secret, so it is shown on demand. */
export function CalendarSection() {
  const words = useWords()
  const taxi = useTaxi()
  const [url, setUrl] = createSignal<string | null>(null)
  const [renewing, setRenewing] = createSignal(false)
  const show = () => taxi.client.call('calendarFeed').then(feed => setUrl(feed.url), taxi.tell)
  async function renew() {
    try {
      setUrl((await taxi.client.call('renewCalendarFeed')).url)
      taxi.toasts.show({ text: words().bookings.feedRenewed })
    } catch (error) {
      taxi.tell(error)
    }
  }
  return (
    <section class="flex flex-col gap-3 rounded-card border border-line bg-card p-5">
      <h2 class="font-bold">{words().bookings.feed}</h2>
      <p class="text-sm text-quiet">{words().bookings.feedSays}</p>
      <Show
        when={url()}
        fallback={
          <div>
            <Button onClick={() => void show()}>{words().bookings.feedShow}</Button>
          </div>
        }
      >
        {address => (
          <>
            <CopyField label={words().bookings.feedAddress} hint={words().bookings.feedHint} value={address()} />
            <div>
              <Button onClick={() => setRenewing(true)}>{words().bookings.feedRenew}</Button>
            </div>
          </>
        )}
      </Show>
      <Confirm
        open={renewing()}
        title={words().bookings.feedRenewAsk}
        says={words().bookings.feedRenewSays}
        verb={words().bookings.feedRenew}
        onClose={() => setRenewing(false)}
        onYes={() => void renew()}
      />
    </section>
  )
}
