import type { TemplateView } from '@taxi/contract/templates.ts'
import { Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { FormTrouble } from '../controls/form-trouble.tsx'
import { useWords } from '../words/words.tsx'

export interface RefusedLaunch {
  template: TemplateView
  error: unknown
  /** Something in the way can be waited for. */
  mayQueue: boolean
}

/** A launch that was refused: nothing was taken, this is in the way, and one can wait for all of it. */
export function LaunchRefused(props: {
  refused: RefusedLaunch | null
  onClose: () => void
  onQueue: (template: TemplateView) => void
}) {
  const words = useWords()
  return (
    <Dialog
      open={props.refused !== null}
      title={words().templates.notLaunched(props.refused?.template.name ?? '')}
      onClose={props.onClose}
    >
      <FormTrouble trouble={props.refused?.error} />
      <div class="mt-5 flex justify-end gap-2">
        <Button onClick={props.onClose}>{words().do.close}</Button>
        <Show when={props.refused?.mayQueue && props.refused}>
          {refused => (
            <Button
              look="main"
              autofocus
              onClick={() => {
                props.onQueue(refused().template)
                props.onClose()
              }}
            >
              {words().templates.queueAll}
            </Button>
          )}
        </Show>
      </div>
    </Dialog>
  )
}
