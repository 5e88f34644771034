import { A, useParams, useSearchParams } from '@solidjs/router'
import type { DumpView } from '@taxi/contract/dumps.ts'
import { isReadable } from '@taxi/ui/dumps/dump-line.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, on, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { RoomHead } from '../frame/room-head.tsx'
import { useTaxi } from '../taxi.tsx'
import { DumpPreview } from './dump-preview.tsx'
import { DumpSummary } from './dump-summary.tsx'

/** One dump, reached by the link that a release answers with: its files, what is in it, and all of it to read. */
export function DumpRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const params = useParams<{ id: string }>()
  const [address] = useSearchParams<{ chat?: string; words?: string }>()
  const dump = createLoad(() => taxi.client.call('dump', { params: { id: params.id } }))
  createEffect(on(() => params.id, dump.reload, { defer: true }))
  const session = () => live.state.sessions.find(session => session.dump?.id === params.id)
  /** What the live line tells is newer. */
  const newest = (loaded: DumpView) => session()?.dump ?? loaded
  const slotName = () => session()?.slot_name ?? words().dump.title
  const hasPage = (dump: DumpView) => isReadable(dump) && dump.parts[0]?.name.endsWith('.html')
  return (
    <>
      <RoomHead title={slotName()}>
        <A href="/sessions" class="text-sm underline">
          {words().dump.toPortal}
        </A>
      </RoomHead>
      <Loaded load={dump}>
        {loaded => (
          <div class="flex flex-col gap-4">
            <section class="rounded-card border border-line bg-card px-5 py-4">
              <DumpSummary dump={newest(loaded())} session={session() ?? null} />
            </section>
            <Show when={hasPage(newest(loaded()))}>
              <DumpPreview dump={newest(loaded())} slotName={slotName()} place={address} />
            </Show>
          </div>
        )}
      </Loaded>
    </>
  )
}
