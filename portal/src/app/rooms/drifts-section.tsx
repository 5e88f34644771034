import type { DriftView } from '@taxi/contract/readers.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { saveFile } from '@taxi/ui/controls/save-file.ts'
import { dayOf } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Empty } from '../frame/room-head.tsx'
import { Cell, Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'

/** What readers did not know; the shape to be sent on, the answer itself only for those who need it. */
export function DriftsSection() {
  const words = useWords()
  const taxi = useTaxi()
  const drifts = createLoad(() => taxi.client.call('drifts'))
  const [shown, setShown] = createSignal<DriftView | null>(null)
  const [taking, setTaking] = createSignal<DriftView | null>(null)
  const heads = () => [words().readers.day, words().readers.service, words().readers.met, '']

  async function take() {
    const drift = taking()
    setTaking(null)
    if (!drift) return
    const found = await taxi.client.call('driftAnswer', { params: { id: drift.id }, body: {} }).catch(taxi.tell)
    if (found) saveFile(new Blob([found.answer], { type: 'application/json' }), `${drift.service}-${drift.day}.json`)
  }
  return (
    <>
      <Loaded load={drifts}>
        {list => (
          <Show
            when={list().length > 0}
            fallback={<Empty says={words().readers.noDrifts} next={words().readers.noDriftsNext} />}
          >
            <p class="mb-3 max-w-prose text-sm text-quiet">{words().readers.driftsSay}</p>
            <Table label={words().readers.drifts} heads={heads()}>
              <For each={list()}>
                {drift => <DriftRow drift={drift} onShape={() => setShown(drift)} onAnswer={() => setTaking(drift)} />}
              </For>
            </Table>
          </Show>
        )}
      </Loaded>
      <Shape drift={shown()} onClose={() => setShown(null)} />
      <Confirm
        open={taking() !== null}
        title={words().readers.answerTitle(taking()?.service ?? '')}
        says={words().readers.answerSays}
        verb={words().readers.take}
        onClose={() => setTaking(null)}
        onYes={() => void take()}
      />
    </>
  )
}

function DriftRow(props: { drift: DriftView; onShape: () => void; onAnswer: () => void }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <tr data-drift={props.drift.id}>
      <Cell class="whitespace-nowrap text-quiet">{dayOf(`${props.drift.day}T12:00:00`, new Date(), locale())}</Cell>
      <Cell class="font-medium">{props.drift.service}</Cell>
      <Cell class="min-w-40 break-words">{props.drift.what}</Cell>
      <Cell>
        <div class="flex justify-end gap-1">
          <Show when={props.drift.shape}>
            <Button look="quiet" onClick={props.onShape}>
              {words().readers.shape}
            </Button>
          </Show>
          <Show when={props.drift.answer_length !== null}>
            <Button look="quiet" onClick={props.onAnswer}>
              {words().readers.answer}
            </Button>
          </Show>
        </div>
      </Cell>
    </tr>
  )
}

function Shape(props: { drift: DriftView | null; onClose: () => void }) {
  const words = useWords()
  const taxi = useTaxi()
  const [copied, setCopied] = createSignal<string | null>(null)
  const copy = (shape: string) => navigator.clipboard.writeText(shape).then(() => setCopied(shape), taxi.tell)
  return (
    <Dialog
      wide
      open={props.drift !== null}
      title={words().readers.shapeTitle(props.drift?.service ?? '')}
      onClose={props.onClose}
    >
      <Show when={props.drift}>
        {drift => (
          <>
            <p class="mb-3 text-sm text-quiet">{words().readers.shapeSays}</p>
            <pre class="max-h-[50dvh] overflow-auto rounded-control border border-line bg-paper p-3 text-xs break-words whitespace-pre-wrap">
              {drift().shape}
            </pre>
            <div class="mt-4 flex justify-end gap-2">
              <Button onClick={() => void copy(drift().shape)}>
                {copied() === drift().shape ? words().readers.copied : words().readers.copy}
              </Button>
              <Button look="main" onClick={props.onClose}>
                {words().do.close}
              </Button>
            </div>
          </>
        )}
      </Show>
    </Dialog>
  )
}
