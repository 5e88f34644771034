import type { BookingView } from '@taxi/contract/bookings.ts'
import { createSignal, Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import type { Block } from './blocks.ts'
import { dateText, spanText } from './book-texts.ts'
import type { Bookings } from './bookings.ts'
import { CancelDialog } from './cancel-dialog.tsx'

/** What a block of the week is, whole, and the way to cancel it. */
export function BookingOpened(props: { block: Block | null; bookings: Bookings; onClose: () => void }) {
  const words = useWords()
  const locale = useLocale()
  const [cancelling, setCancelling] = createSignal<BookingView | null>(null)
  const says = ({ booking, mine, who }: Block) => {
    if (booking) return mine ? words().bookings.byYou : words().bookings.by(who)
    return mine ? words().bookings.youHave : words().bookings.has(who)
  }
  return (
    <>
      <Dialog open={props.block !== null} title={props.block?.slotName ?? ''} onClose={props.onClose}>
        <Show when={props.block}>
          {block => (
            <>
              <p class="text-sm">
                {dateText(block().date, locale())}, {spanText(block())}
              </p>
              <p class="mt-1 text-sm text-quiet">
                {says(block())}
                <Show when={block().booking?.series_id}>, {words().bookings.series}</Show>
              </p>
              <div class="mt-5 flex justify-end gap-2">
                <Show when={block().booking?.may.cancel === true}>
                  <Button
                    look="danger"
                    onClick={() => {
                      setCancelling(block().booking)
                      props.onClose()
                    }}
                  >
                    {words().bookings.cancelDo}
                  </Button>
                </Show>
                <Button autofocus onClick={props.onClose}>
                  {words().do.close}
                </Button>
              </div>
            </>
          )}
        </Show>
      </Dialog>
      <CancelDialog booking={cancelling()} bookings={props.bookings} onClose={() => setCancelling(null)} />
    </>
  )
}
