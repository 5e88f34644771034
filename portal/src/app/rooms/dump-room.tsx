import { A, useParams } from '@solidjs/router'
import { dumpLine } from '@taxi/ui/dumps/dump-line.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, on } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { RoomHead } from '../frame/room-head.tsx'
import { useTaxi } from '../taxi.tsx'
import { DumpContents } from './dump-contents.tsx'
import { DumpFiles } from './dump-files.tsx'

/** One dump, reached by the link that a release answers with. */
export function DumpRoom() {
  const words = useWords()
  const locale = useLocale()
  const taxi = useTaxi()
  const { live, now } = useLive()
  const params = useParams<{ id: string }>()
  const dump = createLoad(() => taxi.client.call('dump', { params: { id: params.id } }))
  const told = () => live.state.sessions.find(session => session.dump?.id === params.id)
  // The live line tells of every step; the file list comes with it.
  createEffect(
    on(
      () => told()?.dump?.state,
      () => void dump.reload(),
      { defer: true },
    ),
  )
  return (
    <>
      <RoomHead title={told()?.slot_name ?? words().dump.title}>
        <A href="/sessions" class="text-sm underline">
          {words().dump.toPortal}
        </A>
      </RoomHead>
      <Loaded load={dump}>
        {view => (
          <div
            class="flex flex-col gap-4 rounded-card border border-line bg-card p-5"
            data-dump={view().id}
            data-state={view().state}
          >
            <p>{dumpLine(view(), now(), words(), locale())}</p>
            <DumpFiles dump={view()} />
            <DumpContents items={view().items} />
          </div>
        )}
      </Loaded>
    </>
  )
}
