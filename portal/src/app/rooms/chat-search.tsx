import { useNavigate } from '@solidjs/router'
import { SearchField } from '@taxi/ui/board/search-field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal } from 'solid-js'

/** From here to what is said in one's chats. */
export function ChatSearch() {
  const words = useWords()
  const go = useNavigate()
  const [text, setText] = createSignal('')
  const wanted = () => text().trim()
  return (
    <search class="w-full sm:w-72">
      <form
        onSubmit={event => {
          event.preventDefault()
          go(`/chats${wanted() ? `?q=${encodeURIComponent(wanted())}` : ''}`)
        }}
      >
        <SearchField label={words().chats.search} value={text()} onInput={setText} />
      </form>
    </search>
  )
}
