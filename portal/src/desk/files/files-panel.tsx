import { Button, IconButton } from '@taxi/ui/controls/button.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { useLocale } from '@taxi/ui/words/words.tsx'
import X from 'lucide-solid/icons/x'
import { createEffect, For, onCleanup, Show } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import type { Files } from './files.ts'
import { FilesThere } from './files-there.tsx'
import { UploadRow } from './upload-row.tsx'

/** The machine's browser may be downloading something meanwhile. */
const LOOK_MS = 5_000

/** In a corner and not in the way: one works on while files go. */
export function FilesPanel(props: { files: Files; onClose: () => void }) {
  const words = useDeskWords()
  const locale = useLocale()
  let chooser!: HTMLInputElement
  createEffect(() => {
    if (!props.files.open()) return
    const timer = setInterval(() => document.hidden || void props.files.load(), LOOK_MS)
    onCleanup(() => clearInterval(timer))
  })
  const close = () => {
    props.files.show(false)
    props.onClose()
  }
  const chosen = () => {
    void props.files.bring([...(chooser.files ?? [])].map(file => ({ file, isFolder: false })))
    // The same file may be chosen again.
    chooser.value = ''
  }
  return (
    <Show when={props.files.open()}>
      <aside
        aria-label={words().files.title}
        onKeyDown={event => {
          if (event.key === 'Escape') close()
        }}
        class="fixed top-12 right-3 z-20 flex max-h-[calc(100%-64px)] w-[min(400px,calc(100%-24px))] animate-appear flex-col overflow-hidden rounded-card border border-line bg-card text-sm text-ink shadow-raised"
      >
        <header class="flex items-center justify-between py-1.5 pr-1.5 pl-4">
          <h2 class="text-base font-bold">{words().files.title}</h2>
          <IconButton label={words().files.close} onClick={close}>
            <X size={18} aria-hidden="true" />
          </IconButton>
        </header>
        <div class="flex items-center gap-3 px-4 pb-3">
          <Button onClick={() => chooser.click()}>{words().files.choose}</Button>
          <p class="text-xs text-quiet">
            <Show when={props.files.there()} fallback={words().files.where}>
              {there => words().files.orDrop(bytesText(there().limit, locale()))}
            </Show>
          </p>
          <input ref={chooser} type="file" multiple hidden onChange={chosen} />
        </div>
        <Show when={props.files.uploads.list.length}>
          <ul class="max-h-56 shrink-0 overflow-y-auto border-line border-t">
            <For each={props.files.uploads.list}>{upload => <UploadRow files={props.files} upload={upload} />}</For>
          </ul>
        </Show>
        <Show when={props.files.trouble()}>
          <div class="border-line border-t px-4 py-2">
            <FormTrouble trouble={props.files.trouble()} />
          </div>
        </Show>
        <FilesThere files={props.files} />
      </aside>
    </Show>
  )
}
