import { Button } from '@taxi/ui/controls/button.tsx'
import { Dialog } from '@taxi/ui/controls/dialog.tsx'
import { FormTrouble } from '@taxi/ui/controls/form-trouble.tsx'
import type { Colleague } from '@taxi/ui/hands/hand-commands.ts'
import { HandOverDialog } from '@taxi/ui/hands/hand-over-dialog.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, Show } from 'solid-js'
import type { Desk } from './desk.ts'

/** Gives the seat to a colleague as it stands. Why it could not be, stays until it is read. */
export function HandOver(props: { desk: Desk; open: boolean; onClose: () => void }) {
  const words = useWords()
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const { desk } = props
  const here = { params: { id: desk.sessionId } }
  const handOver = (to: Colleague) =>
    desk.client.call('handOver', { ...here, body: { person_id: to.id } }).then(desk.take, setTrouble)
  const close = () => {
    setTrouble(null)
    props.onClose()
  }
  return (
    <Show when={desk.state.session}>
      {session => (
        <>
          <HandOverDialog
            open={props.open}
            session={session()}
            colleagues={() => desk.client.call('deskColleagues', here)}
            onClose={props.onClose}
            onHandOver={to => void handOver(to)}
          />
          <Dialog open={trouble() !== null} title={words().hands.title(session().slot_name)} onClose={close}>
            <FormTrouble trouble={trouble()} />
            <div class="mt-5 flex justify-end">
              <Button autofocus onClick={close}>
                {words().do.close}
              </Button>
            </div>
          </Dialog>
        </>
      )}
    </Show>
  )
}
