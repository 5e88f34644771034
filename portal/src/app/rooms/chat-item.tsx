import { A } from '@solidjs/router'
import type { FoundChat, Stretch } from '@taxi/contract/chats.ts'
import { ServiceMark } from '@taxi/ui/board/service-mark.tsx'
import { whenText } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, type JSX, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'

/** One chat that was found, with the place where the words stand; it opens where it can be read. */
export function ChatItem(props: { chat: FoundChat }) {
  const words = useWords()
  const locale = useLocale()
  const { live, now } = useLive()
  const service = () =>
    live.state.slots.find(slot => slot.service === props.chat.service)?.service_name ?? props.chat.service
  const title = () => (props.chat.title.length ? props.chat.title : [{ text: words().chats.untitled, hit: false }])
  return (
    <li data-chat={props.chat.chat_id}>
      <Around chat={props.chat}>
        <ServiceMark name={service()} />
        <span class="min-w-0 flex-1">
          <span class="block font-medium break-words">
            <Marked text={title()} />
          </span>
          <span class="block text-xs text-quiet">
            {[service(), props.chat.slot_name, whenText(props.chat.last_seen, now(), words(), locale())].join(' · ')}
            <Show when={!props.chat.dump_id}>{` · ${words().chats.notYet}`}</Show>
          </span>
          <Show when={props.chat.snippet.length > 0}>
            <span class="mt-1 line-clamp-3 text-sm break-words text-quiet">
              <Marked text={props.chat.snippet} />
            </span>
          </Show>
        </span>
      </Around>
    </li>
  )
}

const look = 'flex items-start gap-3 rounded-card border border-line bg-card p-3'

function Around(props: { chat: FoundChat; children: JSX.Element }) {
  const place = () =>
    new URLSearchParams({ chat: `${props.chat.service}/${props.chat.chat_id}`, ...wordsOf(props.chat) })
  return (
    <Show when={props.chat.dump_id} fallback={<div class={look}>{props.children}</div>}>
      {id => (
        <A href={`/dumps/${id()}?${place()}`} class={`${look} transition-colors duration-150 hover:bg-hover`}>
          {props.children}
        </A>
      )}
    </Show>
  )
}

/** What was looked for as it stands in the chat, to be marked where it is read. */
function wordsOf({ title, snippet }: FoundChat): { words?: string } {
  const hits = new Set([...snippet, ...title].filter(({ hit }) => hit).map(({ text }) => text))
  return hits.size > 0 ? { words: [...hits].join(' ') } : {}
}

function Marked(props: { text: Stretch[] }) {
  return (
    <For each={props.text}>
      {stretch => (
        <Show when={stretch.hit} fallback={stretch.text}>
          <mark class="rounded-[3px] bg-taxi px-0.5 text-on-taxi">{stretch.text}</mark>
        </Show>
      )}
    </For>
  )
}
