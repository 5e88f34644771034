import { bytesText } from '@taxi/ui/words/bytes.ts'
import { useLocale } from '@taxi/ui/words/words.tsx'
import FolderDown from 'lucide-solid/icons/folder-down'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import type { Files } from './files.ts'

/** Takes what is dropped anywhere on the page. Without it the browser would leave the desk and open the file. */
export function DropZone(props: { files: Files; open: boolean }) {
  const words = useDeskWords()
  const locale = useLocale()
  const [over, setOver] = createSignal(false)
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true

  const enter = (event: DragEvent) => {
    if (!isFiles(event)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = props.open ? 'copy' : 'none'
    if (props.open && !over()) {
      setOver(true)
      if (!props.files.there()) void props.files.load()
    }
  }
  const leave = (event: DragEvent) => {
    // Out of the window; from one element to another it has somewhere to go.
    if (!event.relatedTarget) setOver(false)
  }
  const drop = (event: DragEvent) => {
    if (!isFiles(event)) return
    event.preventDefault()
    setOver(false)
    if (props.open && event.dataTransfer) void props.files.bring(droppedIn(event.dataTransfer.items))
  }
  const listeners = { dragenter: enter, dragover: enter, dragleave: leave, drop } as const
  for (const [name, hear] of Object.entries(listeners)) window.addEventListener(name as 'drop', hear)
  onCleanup(() => {
    for (const [name, hear] of Object.entries(listeners)) window.removeEventListener(name as 'drop', hear)
  })

  return (
    <Show when={over()}>
      <div class="pointer-events-none fixed inset-0 z-50 grid animate-appear place-items-center bg-[rgb(0_0_0/55%)] p-6">
        <div class="rounded-card border-2 border-taxi border-dashed bg-card px-10 py-8 text-center text-ink shadow-raised">
          <FolderDown size={32} class="mx-auto mb-3" aria-hidden="true" />
          <p class="text-lg font-bold">{words().files.drop}</p>
          <Show when={props.files.there()}>
            {there => (
              <p class="mt-1 text-sm text-quiet">{words().files.dropLimit(bytesText(there().limit, locale()))}</p>
            )}
          </Show>
        </div>
      </div>
    </Show>
  )
}

/** Read at once: after the event the list is empty. A folder looks like a file that cannot be read. */
function droppedIn(items: DataTransferItemList): { file: File; isFolder: boolean }[] {
  return [...items].flatMap(item => {
    const file = item.getAsFile()
    return file ? [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }] : []
  })
}
