import type { DeskFile } from '@taxi/contract/desk-files.ts'
import { IconButton } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { clockTime } from '@taxi/ui/words/times.ts'
import { useLocale } from '@taxi/ui/words/words.tsx'
import Download from 'lucide-solid/icons/download'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, Show } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import type { Files } from './files.ts'

/** What lies in the machine's Downloads, newest first. */
export function FilesThere(props: { files: Files }) {
  const words = useDeskWords()
  const [removing, setRemoving] = createSignal<DeskFile | null>(null)
  return (
    <Show when={props.files.there()}>
      {there => (
        <>
          <h3 class="border-line border-t px-4 pt-3 pb-1 text-xs text-quiet">{words().files.there}</h3>
          <Show
            when={there().files.length > 0}
            fallback={<p class="px-4 pt-1 pb-4 text-quiet">{words().files.empty}</p>}
          >
            <ul class="min-h-12 overflow-y-auto">
              <For each={there().files}>
                {file => <Row files={props.files} file={file} onRemove={() => setRemoving(file)} />}
              </For>
            </ul>
            <p class="px-4 pt-1 pb-3 text-xs text-quiet">{words().files.comes}</p>
          </Show>
          <Confirm
            open={removing() !== null}
            title={words().files.removeAsk(removing()?.path ?? '')}
            says={words().files.removeSays}
            verb={words().files.removeDo}
            danger
            onClose={() => setRemoving(null)}
            onYes={() => {
              const file = removing()
              if (file) void props.files.discard(file)
            }}
          />
        </>
      )}
    </Show>
  )
}

function Row(props: { files: Files; file: DeskFile; onRemove: () => void }) {
  const words = useDeskWords()
  const locale = useLocale()
  const name = () => props.file.path.replace(/\.crdownload$/, '')
  const percent = () => {
    const fetching = props.files.fetching()
    return fetching?.path === props.file.path ? fetching.percent : null
  }
  const facts = () => {
    const { bytes, at, whole } = props.file
    return [bytesText(bytes, locale()), whole ? clockTime(at, locale()) : words().files.half].join(' · ')
  }
  return (
    <li class="flex items-center gap-0.5 py-1 pr-1.5 pl-4" data-file={props.file.path}>
      <div class="min-w-0 flex-1">
        <p class="truncate font-medium" title={name()}>
          {name()}
        </p>
        <p class="text-xs text-quiet">
          {facts()}
          <Show when={percent() !== null}> · {words().files.fetching(percent() ?? 0)}</Show>
        </p>
      </div>
      <Show when={props.file.whole}>
        <IconButton label={words().files.download(props.file.path)} onClick={() => void props.files.fetch(props.file)}>
          <Download size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={words().files.remove(props.file.path)} onClick={props.onRemove}>
          <Trash size={16} aria-hidden="true" />
        </IconButton>
      </Show>
    </li>
  )
}
