import { useSearchParams } from '@solidjs/router'
import type { FoundChat } from '@taxi/contract/chats.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, For, on, Show } from 'solid-js'
import { afterTyping } from '../frame/after-typing.ts'
import { useLive } from '../frame/board-live.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { MoreButton } from '../frame/more-button.tsx'
import { createPages } from '../frame/pages.ts'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { useTaxi } from '../taxi.tsx'
import { ChatItem } from './chat-item.tsx'

/** The person's own exported chats, newest first, and what is said in them. */
export function ChatsRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const [address, setAddress] = useSearchParams<{ q?: string }>()
  const query = () => (address.q ?? '').trim()
  const pages = createPages<string, FoundChat, string>('', async (q, cursor) => {
    const found = await taxi.client.call('chats', { query: { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) } })
    return { rows: found.chats, next: found.next }
  })
  afterTyping(query, () => void pages.look(query()))
  // A dump that was finished, deleted or ran out changes what is here.
  createEffect(
    on(
      () => live.state.sessions.map(({ dump }) => `${dump?.id} ${dump?.state}`).join(),
      (_, before) => before && void pages.reload(),
    ),
  )
  const search = (q: string) => setAddress({ q: q || undefined }, { replace: true })
  return (
    <>
      <RoomHead title={words().chats.title} />
      <div class="mb-5 max-w-2xl">
        <Field
          label={words().chats.search}
          hint={words().chats.hint}
          type="search"
          value={address.q ?? ''}
          maxLength={200}
          autofocus
          onInput={event => search(event.currentTarget.value)}
        />
      </div>
      <Loaded load={pages}>
        {chats => (
          <Show when={chats().length > 0} fallback={<Nothing query={query()} onClear={() => search('')} />}>
            <ul class="flex max-w-3xl flex-col gap-2" aria-label={words().chats.title}>
              <For each={chats()}>{chat => <ChatItem chat={chat} />}</For>
            </ul>
            <MoreButton pages={pages} verb={words().chats.more} />
          </Show>
        )}
      </Loaded>
    </>
  )
}

function Nothing(props: { query: string; onClear: () => void }) {
  const words = useWords()
  return (
    <Show when={props.query} fallback={<Empty says={words().chats.none} next={words().chats.noneNext} />}>
      <Empty says={words().chats.nothing(props.query)} next={words().chats.nothingNext} />
      <div class="mt-3 flex justify-center">
        <Button onClick={props.onClear}>{words().chats.clear}</Button>
      </div>
    </Show>
  )
}
