import { useSearchParams } from '@solidjs/router'
import { SearchField } from '@taxi/ui/board/search-field.tsx'
import { SlotBoard } from '@taxi/ui/board/slot-board.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { useLive } from '../frame/board-live.tsx'

/** The board for those without the extension. */
export function BoardRoom() {
  const words = useWords()
  const { live, commands, bookings, now } = useLive()
  const [filter, setFilter] = useSearchParams<{ q?: string }>()
  const search = (text: string) => setFilter({ q: text || undefined }, { replace: true })
  return (
    <>
      <header class="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h1 class="text-xl font-bold">{words().room.board}</h1>
        <SearchField value={filter.q ?? ''} onInput={search} class="w-64 max-w-full" />
      </header>
      <SlotBoard
        live={live}
        commands={commands}
        bookings={bookings}
        now={now()}
        search={filter.q ?? ''}
        onClearSearch={() => search('')}
        roomy
      />
    </>
  )
}
