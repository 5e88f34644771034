import type { DumpView } from '@taxi/contract/dumps.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useTaxi } from '../taxi.tsx'
import { markWords } from './mark-words.ts'
import { previewOf } from './preview-of.ts'

/**
 * The page of a dump, read in place. It is made of what strangers wrote, and the room holds the person's tokens: in this
 * frame no script runs at all, whatever the page says.
 */
export function DumpPreview(props: { dump: DumpView; slotName: string; place: Place }) {
  const words = useWords()
  const taxi = useTaxi()
  const page = createLoad(async () => {
    const answer = await taxi.client.call('dumpFile', { params: { id: props.dump.id, part: '0' } })
    return answer.text()
  })
  // A dump that was completed later has another page.
  createEffect(
    on(
      () => props.dump.parts[0]?.sha256,
      () => void page.reload(),
      { defer: true },
    ),
  )
  return (
    <Loaded load={page}>
      {html => (
        <PageFrame
          html={previewOf(html(), taxi.theme())}
          title={words().dump.reading(props.slotName)}
          place={props.place}
        />
      )}
    </Loaded>
  )
}

/** Where reading begins. */
export interface Place {
  /** `<service>/<chat id>`; without one it begins at the top. */
  chat?: string | undefined
  /** What was looked for, as it stands there. */
  words?: string | undefined
}

/** As tall as what stands in it, so that the room has one scroll bar. */
function PageFrame(props: { html: string; title: string; place: Place }) {
  const [height, setHeight] = createSignal(600)
  let frame!: HTMLIFrameElement
  const growing = new ResizeObserver(() => {
    const body = frame.contentDocument?.body
    if (body) setHeight(Math.ceil(body.getBoundingClientRect().height))
  })
  onCleanup(() => growing.disconnect())
  function loaded() {
    const inside = frame.contentDocument
    if (!inside?.body) return
    growing.disconnect()
    growing.observe(inside.body)
    setHeight(Math.ceil(inside.body.getBoundingClientRect().height))
    requestAnimationFrame(() => goTo(inside, props.place))
  }
  return (
    <iframe
      ref={frame}
      title={props.title}
      srcdoc={props.html}
      // Its own origin is ours so that it can be measured and scrolled; without scripts it can do nothing with it.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerpolicy="no-referrer"
      onLoad={loaded}
      class="block w-full rounded-card border border-line bg-card"
      style={{ height: `${height()}px` }}
    />
  )
}

function goTo(page: Document, { chat, words = '' }: Place): void {
  const article = chat ? page.querySelector(`[data-chat="${CSS.escape(chat)}"]`) : null
  const mark = article && markWords(article, words.split(' '))
  if (mark) mark.scrollIntoView({ block: 'center' })
  else article?.scrollIntoView({ block: 'start' })
}
