import { useSearchParams } from '@solidjs/router'
import { commandTexts } from '@taxi/ui/board/command-texts.ts'
import { createCommands } from '@taxi/ui/board/commands.ts'
import { SearchField } from '@taxi/ui/board/search-field.tsx'
import { SlotBoard } from '@taxi/ui/board/slot-board.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'

/** The board for those without the extension. */
export function BoardRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const { live, now } = useLive()
  const [filter, setFilter] = useSearchParams<{ q?: string }>()
  const commands = createCommands({
    client: taxi.client,
    live,
    // Without `noopener` the answer tells whether the tab came; the link to us is cut by hand.
    openTab(url) {
      const tab = window.open(url, '_blank')
      if (tab) tab.opener = null
      return tab !== null
    },
    ...commandTexts(taxi.toasts, words, taxi.locale),
  })
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
        now={now()}
        search={filter.q ?? ''}
        onClearSearch={() => search('')}
        roomy
      />
    </>
  )
}
