import type { SessionView } from '@taxi/contract/sessions.ts'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Send from 'lucide-solid/icons/send'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, Show } from 'solid-js'
import type { Commands } from '../board/commands.ts'
import { Confirm } from '../controls/confirm.tsx'
import { Menu, MenuItem } from '../controls/menu.tsx'
import { useWords } from '../words/words.tsx'
import { isReadable } from './dump-line.ts'

/** What else can be done with a dump: sent to Telegram once more, deleted before its time. Nothing of it: no menu. */
export function DumpMenu(props: { session: SessionView; telegram: boolean; commands: Commands; class?: string }) {
  const words = useWords()
  const [asking, setAsking] = createSignal(false)
  const dump = () => props.session.dump
  const isThere = () => dump() !== null && dump()?.state !== 'sealing' && dump()?.state !== 'expired'
  return (
    <Show when={isThere() && dump()}>
      {dump => (
        <>
          <Menu label={words().dump.more(props.session.slot_name)} face={<Ellipsis size={18} />} class={props.class}>
            {close => (
              <>
                <Show when={props.telegram && isReadable(dump())}>
                  <MenuItem
                    icon={<Send size={16} />}
                    onChoose={() => {
                      close()
                      void props.commands.resendDump(dump())
                    }}
                  >
                    {dump().state === 'kept' ? words().dump.send : words().dump.sendAgain}
                  </MenuItem>
                </Show>
                <MenuItem
                  icon={<Trash size={16} />}
                  onChoose={() => {
                    close()
                    setAsking(true)
                  }}
                >
                  {words().dump.remove}
                </MenuItem>
              </>
            )}
          </Menu>
          <Confirm
            open={asking()}
            title={words().dump.removeAsk(props.session.slot_name)}
            says={words().dump.removeSays}
            verb={words().dump.removeDo}
            danger
            onClose={() => setAsking(false)}
            onYes={() => void props.commands.deleteDump(dump())}
          />
        </>
      )}
    </Show>
  )
}
