import { Menu, MenuItem } from '@taxi/ui/controls/menu.tsx'
import Keyboard from 'lucide-solid/icons/keyboard'
import { For } from 'solid-js'
import type { Hands } from '../hands.ts'
import { ALT, CONTROL, DELETE, ESCAPE, F4, F11, PRINT, SUPER, TAB } from '../keysyms.ts'
import type { DeskHandsWords } from '../words/en-hands.ts'
import { useDeskWords } from '../words/words.tsx'

const KEYS = {
  esc: [ESCAPE],
  'ctrl-t': [CONTROL, 0x74],
  'ctrl-w': [CONTROL, 0x77],
  'alt-tab': [ALT, TAB],
  'alt-f4': [ALT, F4],
  f11: [F11],
  super: [SUPER],
  print: [PRINT],
  'ctrl-alt-del': [CONTROL, ALT, DELETE],
} satisfies Record<keyof DeskHandsWords['keys'], number[]>

/** Keys that the person's own browser or computer keeps for itself. */
export function SendKeys(props: { hands: Hands }) {
  const words = useDeskWords()
  return (
    <Menu label={words().hands.sendKeys} face={<Keyboard size={18} aria-hidden="true" />}>
      {close => (
        <For each={Object.entries(KEYS)}>
          {([name, keysyms]) => (
            <MenuItem
              onChoose={() => {
                close()
                props.hands.press(keysyms)
                props.hands.focus()
              }}
            >
              {words().hands.keys[name as keyof typeof KEYS]}
            </MenuItem>
          )}
        </For>
      )}
    </Menu>
  )
}
