import type { DumpView } from '@taxi/contract/dumps.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { saveFile } from '@taxi/ui/controls/save-file.ts'
import { isReadable } from '@taxi/ui/dumps/dump-line.ts'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import Download from 'lucide-solid/icons/download'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

/** The files of a dump, each a button that fetches it with the person's token; `children` come before them. */
export function DumpFiles(props: { dump: DumpView; children?: JSX.Element }) {
  const words = useWords()
  const locale = useLocale()
  const taxi = useTaxi()
  const [fetching, setFetching] = createSignal<number | null>(null)
  const zips = () => props.dump.parts.filter(part => part.name.endsWith('.zip')).length
  const label = (name: string, index: number) =>
    name.endsWith('.zip')
      ? words().dump.part(index - (props.dump.parts.length - zips()) + 1, zips())
      : words().dump.page

  async function fetchFile(index: number, name: string) {
    setFetching(index)
    try {
      const answer = await taxi.client.call('dumpFile', { params: { id: props.dump.id, part: String(index) } })
      saveFile(await answer.blob(), name)
    } catch (error) {
      taxi.tell(error)
    } finally {
      setFetching(null)
    }
  }
  return (
    <Show when={isReadable(props.dump)}>
      <div class="flex flex-wrap gap-2">
        {props.children}
        <For each={props.dump.parts}>
          {(part, index) => (
            <Button
              icon={<Download size={16} />}
              busy={fetching() === index()}
              title={part.name}
              onClick={() => void fetchFile(index(), part.name)}
            >
              {label(part.name, index())}
              <span class="font-normal text-quiet">{bytesText(part.bytes, locale())}</span>
            </Button>
          )}
        </For>
      </div>
    </Show>
  )
}
