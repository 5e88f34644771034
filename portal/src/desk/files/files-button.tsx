import { IconButton } from '@taxi/ui/controls/button.tsx'
import FolderUp from 'lucide-solid/icons/folder-up'
import { Show } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import type { Files } from './files.ts'

/** Opens the files; a dot while some are on their way. */
export function FilesButton(props: { files: Files }) {
  const words = useDeskWords()
  const count = () => props.files.uploads.underWay()
  return (
    <IconButton
      label={count() ? words().files.underWay(count()) : words().files.title}
      aria-expanded={props.files.open()}
      class="relative"
      onClick={() => props.files.show(!props.files.open())}
    >
      <FolderUp size={18} aria-hidden="true" />
      <Show when={count()}>
        <span class="absolute top-1 right-1 size-2 rounded-full bg-waiting" />
      </Show>
    </IconButton>
  )
}
