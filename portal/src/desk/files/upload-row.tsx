import { Button, IconButton } from '@taxi/ui/controls/button.tsx'
import { bytesText } from '@taxi/ui/words/bytes.ts'
import { troubleOf } from '@taxi/ui/words/refusal-text.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import X from 'lucide-solid/icons/x'
import { Match, Show, Switch } from 'solid-js'
import { useDeskWords } from '../words/words.tsx'
import { type Files, percentOf } from './files.ts'
import type { Upload } from './uploads.ts'

/** One file on its way, with how far it is; or why it did not get there. */
export function UploadRow(props: { files: Files; upload: Upload }) {
  const words = useDeskWords()
  const shared = useWords()
  const locale = useLocale()
  const name = () => props.upload.file.name
  const percent = () => percentOf(props.upload.sent, props.upload.file.size)
  const failed = () => props.upload.state === 'failed'
  /** Trying again helps against a broken line, not against a size. */
  const hopeless = () => typeof props.upload.trouble === 'string'
  const why = () => {
    const { trouble } = props.upload
    if (trouble === 'folder') return words().files.folder
    if (trouble === 'too-large') return words().files.tooLarge(bytesText(props.files.there()?.limit ?? 0, locale()))
    return troubleOf(trouble, shared(), locale()).text
  }
  const progress = () =>
    words().files.progress(
      bytesText(props.upload.sent, locale()),
      bytesText(props.upload.file.size, locale()),
      percent(),
    )
  return (
    <li class="flex items-center gap-2 py-1.5 pr-1.5 pl-4">
      <div class="min-w-0 flex-1">
        <p class="truncate font-medium" title={name()}>
          {name()}
        </p>
        <Switch>
          <Match when={failed()}>
            <p class="text-xs text-sick">{why()}</p>
          </Match>
          <Match when={props.upload.state === 'waiting'}>
            <p class="text-xs text-quiet">{words().files.waits}</p>
          </Match>
          <Match when={props.upload.state === 'sending'}>
            <progress
              class="mt-1 block h-1 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-waiting [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-waiting"
              max={100}
              value={percent()}
              aria-label={name()}
            />
            <p class="mt-0.5 text-xs text-quiet">{progress()}</p>
          </Match>
        </Switch>
      </div>
      <Show when={failed() && !hopeless()}>
        <Button size="tiny" onClick={() => props.files.uploads.again(props.upload.id)}>
          {words().files.again}
        </Button>
      </Show>
      <IconButton
        label={failed() ? words().files.forget(name()) : words().files.cancel(name())}
        onClick={() => props.files.uploads.cancel(props.upload.id)}
      >
        <X size={16} aria-hidden="true" />
      </IconButton>
    </li>
  )
}
