import type { Invited } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyField } from '@taxi/ui/controls/copy-field.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { clockOrDay } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { Show } from 'solid-js'

/** The link to send, shown once: the server keeps only its hash. */
export function InvitationDialog(props: { invitation: Invited | null; onClose: () => void }) {
  const words = useWords()
  const locale = useLocale()
  return (
    <Dialog
      open={props.invitation !== null}
      title={words().people.inviteTitle(props.invitation?.person.name ?? '')}
      onClose={props.onClose}
    >
      <Show when={props.invitation}>
        {made => (
          <CopyField
            label={words().people.inviteSays(clockOrDay(made().expires_at, new Date(), locale()))}
            value={made().invitation_url}
          />
        )}
      </Show>
      <div class="mt-5 flex justify-end">
        <Button onClick={() => props.onClose()}>{words().do.close}</Button>
      </div>
    </Dialog>
  )
}
