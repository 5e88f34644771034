import { A, useParams } from '@solidjs/router'
import { clockOrDay } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useTaxi } from '../taxi.tsx'
import { RecordingPlayer } from './recording/recording-player.tsx'
import { unpacked } from './recording/unpacked.ts'

/** One recording, to be played. */
export function RecordingRoom() {
  const words = useWords()
  const locale = useLocale()
  const taxi = useTaxi()
  const { now } = useLive()
  const { id = '' } = useParams<{ id: string }>()
  const about = createLoad(async () => (await taxi.client.call('recordings')).find(one => one.id === id) ?? null)
  const film = createLoad(async () => unpacked(await taxi.client.call('playRecording', { params: { id } })))
  return (
    <>
      <header class="mb-4">
        <A href="/recordings" class="text-sm text-quiet hover:text-ink hover:underline">
          {words().watching.recordings}
        </A>
        <h1 class="text-xl font-bold">
          <Show when={about.value()} fallback={words().watching.recording}>
            {one => `${one().person}, ${one().slot_name}`}
          </Show>
        </h1>
        <Show when={about.value()}>
          {one => <p class="text-sm text-quiet">{clockOrDay(one().started_at, now(), locale())}</p>}
        </Show>
      </header>
      <Loaded load={film}>{value => <RecordingPlayer film={value()} />}</Loaded>
    </>
  )
}
