import { A } from '@solidjs/router'
import type { RecordingView } from '@taxi/contract/recordings.ts'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { clockOrDay, dayOf } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { Cell, Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'

/** What recorded slots showed, newest first. */
export function RecordingsRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const recordings = createLoad(() => taxi.client.call('recordings'))
  const heads = () => {
    const { when, who, slot, lasted, size, keptUntil } = words().watching.heads
    return [when, who, slot, lasted, size, keptUntil, '']
  }
  return (
    <>
      <RoomHead title={words().watching.recordings} />
      <Loaded load={recordings}>
        {list => (
          <Show
            when={list().length > 0}
            fallback={<Empty says={words().watching.noRecordings} next={words().watching.noRecordingsNext} />}
          >
            <p class="mb-4 max-w-2xl text-sm text-quiet">{words().watching.recordingsSays}</p>
            <Table label={words().watching.recordings} heads={heads()}>
              <For each={list()}>{recording => <Row recording={recording} />}</For>
            </Table>
          </Show>
        )}
      </Loaded>
    </>
  )
}

function Row(props: { recording: RecordingView }) {
  const words = useWords()
  const locale = useLocale()
  const { now } = useLive()
  const minutes = () => {
    const { started_at, ended_at } = props.recording
    return ended_at ? Math.max(1, Math.round((Date.parse(ended_at) - Date.parse(started_at)) / 60_000)) : null
  }
  return (
    <tr data-recording={props.recording.id}>
      <Cell class="whitespace-nowrap">{clockOrDay(props.recording.started_at, now(), locale())}</Cell>
      <Cell class="font-medium">{props.recording.person}</Cell>
      <Cell>{props.recording.slot_name}</Cell>
      <Cell class="whitespace-nowrap">
        <Show when={minutes()} fallback={words().watching.goesOn}>
          {count => words().time.minutes(count())}
        </Show>
      </Cell>
      <Cell class="whitespace-nowrap text-quiet">
        <Show when={props.recording.bytes > 0}>{bytesText(props.recording.bytes, locale())}</Show>
      </Cell>
      <Cell class="whitespace-nowrap text-quiet">{dayOf(props.recording.expires_at, now(), locale())}</Cell>
      <Cell class="text-right">
        <A
          href={`/recordings/${props.recording.id}`}
          class="inline-flex h-8 items-center rounded-control border border-edge px-3 text-sm font-medium hover:bg-hover"
        >
          {words().watching.play}
        </A>
      </Cell>
    </tr>
  )
}
