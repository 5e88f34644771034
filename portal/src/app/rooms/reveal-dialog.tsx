import type { Revealed } from '@taxi/contract/safety.ts'
import type { AdminSlotView } from '@taxi/contract/slots.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { createClock } from '@taxi/ui/live/clock.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

/** An account's credentials, for a reason that is written down, and for the seconds they may be shown. */
export function RevealDialog(props: { slot: AdminSlotView | null; onClose: () => void }) {
  const words = useWords()
  return (
    <Dialog
      open={props.slot !== null}
      title={words().reveal.title(props.slot?.name ?? '')}
      onClose={() => props.onClose()}
    >
      <Show when={props.slot} keyed>
        {slot => <Reveal slot={slot} onClose={props.onClose} />}
      </Show>
    </Dialog>
  )
}

function Reveal(props: { slot: AdminSlotView; onClose: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const [busy, setBusy] = createSignal(false)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const [revealed, setRevealed] = createSignal<Revealed | null>(null)
  async function reveal(form: HTMLFormElement) {
    setBusy(true)
    setTrouble(null)
    const reason = String(new FormData(form).get('reason')).trim()
    await taxi.client
      .call('reveal', { params: { id: props.slot.id }, body: { reason } })
      .then(setRevealed, setTrouble)
      .finally(() => setBusy(false))
  }
  return (
    <Show
      when={revealed()}
      fallback={
        <form
          class="flex flex-col gap-4"
          onSubmit={event => {
            event.preventDefault()
            void reveal(event.currentTarget)
          }}
        >
          <p class="text-sm text-quiet">{words().reveal.says}</p>
          <Field
            label={words().reveal.reason}
            hint={words().reveal.reasonHint}
            name="reason"
            autocomplete="off"
            required
            pattern=".*\S.*"
            maxLength={200}
            autofocus
          />
          <FormTrouble trouble={trouble()} />
          <div class="flex justify-end gap-2">
            <Button onClick={() => props.onClose()}>{words().do.cancel}</Button>
            <Button type="submit" look="main" busy={busy()}>
              {words().reveal.show}
            </Button>
          </div>
        </form>
      }
    >
      {shown => <Shown revealed={shown()} onOver={props.onClose} />}
    </Show>
  )
}

/** Closes itself: nobody leaves a password on a screen by going for coffee. */
function Shown(props: { revealed: Revealed; onOver: () => void }) {
  const words = useWords()
  const until = Date.now() + props.revealed.seconds * 1000
  const now = createClock(250)
  const left = createMemo(() => Math.max(0, Math.ceil((until - now().getTime()) / 1000)))
  createEffect(() => {
    if (left() === 0) props.onOver()
  })
  return (
    <div class="flex flex-col gap-4" data-revealed>
      <Show when={props.revealed.login}>{login => <CopyField label={words().slots.login} value={login()} />}</Show>
      <Show when={props.revealed.password}>
        {password => <CopyField label={words().slots.password} value={password()} />}
      </Show>
      <div class="flex items-center justify-between gap-2">
        <p class="text-sm text-quiet" role="timer">
          {words().reveal.closes(left())}
        </p>
        <Button onClick={() => props.onOver()}>{words().do.close}</Button>
      </div>
      <div class="h-1 overflow-hidden rounded-full bg-line" aria-hidden="true">
        <div
          class="h-full bg-waiting transition-[width] duration-180"
          style={{ width: `${(100 * left()) / props.revealed.seconds}%` }}
        />
      </div>
    </div>
  )
}
