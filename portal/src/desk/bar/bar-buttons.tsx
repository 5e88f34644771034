import { refusals } from '@taxi/contract/refusals.ts'
import { Button, IconButton } from '@taxi/ui/controls/button.tsx'
import { Menu, MenuItem } from '@taxi/ui/controls/menu.tsx'
import { refusalText } from '@taxi/ui/words/refusal-text.ts'
import { clockTime } from '@taxi/ui/words/times.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left'
import ClipboardPaste from 'lucide-solid/icons/clipboard-paste'
import Eye from 'lucide-solid/icons/eye'
import Keyboard from 'lucide-solid/icons/keyboard'
import Maximize from 'lucide-solid/icons/maximize'
import Minimize from 'lucide-solid/icons/minimize'
import { createSignal, For, onCleanup, Show } from 'solid-js'
import { FilesButton } from '../files/files-button.tsx'
import { ALT, CONTROL, DELETE, ESCAPE, TAB } from '../keysyms.ts'
import { useDeskWords } from '../words/words.tsx'
import type { BarProps, Opened } from './bar-props.ts'
import { leaveFullScreen, onFullScreen, openFullScreen } from './full-screen.ts'
import { PictureMenu } from './picture-menu.tsx'
import { hasToTell, Told } from './told.tsx'

const KEYS = {
  'ctrl-t': [CONTROL, 0x74],
  'ctrl-w': [CONTROL, 0x77],
  'alt-tab': [ALT, TAB],
  esc: [ESCAPE],
  'ctrl-alt-del': [CONTROL, ALT, DELETE],
} satisfies Record<keyof ReturnType<ReturnType<typeof useDeskWords>>['keys'], number[]>

/** Slot, time left, and what can be done. */
export function BarButtons(props: BarProps & { onOpen: (what: Opened) => void; onBusy: (busy: boolean) => void }) {
  const words = useDeskWords()
  const shared = useWords()
  const state = props.desk.state
  const [full, setFull] = createSignal(document.fullscreenElement !== null)
  onCleanup(onFullScreen(setFull))
  const back = () => props.hands.focus()
  // A field that has the focus already calls no keyboard.
  const callKeyboard = () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    back()
  }
  const isTouch = matchMedia('(pointer: coarse)').matches

  return (
    <>
      <span class="truncate font-bold">{state.session?.slot_name}</span>
      <TimeLeft {...props} />
      <Show
        when={!state.readOnly}
        fallback={
          <span class="ml-2 inline-flex items-center gap-1 text-quiet">
            <Eye size={16} aria-hidden="true" />
            {words().bar.readOnly(state.session?.holder ?? '')}
          </span>
        }
      >
        <Extend {...props} />
      </Show>
      <Show when={hasToTell(props.desk)}>
        <span class="ml-2 inline-flex min-w-0 items-center gap-3">
          <Told desk={props.desk} />
        </span>
      </Show>
      <span class="flex-1 max-sm:hidden" />
      <span class="flex items-center gap-1 max-sm:order-last max-sm:w-full max-sm:justify-around">
        <Show when={!state.readOnly}>
          <Show when={isTouch}>
            <IconButton label={words().bar.keyboard} onClick={callKeyboard}>
              <Keyboard size={18} aria-hidden="true" />
            </IconButton>
          </Show>
          <IconButton label={words().bar.paste} onClick={() => props.onOpen('paste')}>
            <ClipboardPaste size={18} aria-hidden="true" />
          </IconButton>
          <FilesButton files={props.files} />
          <Menu label={words().bar.keys} face={<Keyboard size={18} aria-hidden="true" />}>
            {close => (
              <For each={Object.entries(KEYS)}>
                {([name, keysyms]) => (
                  <MenuItem
                    onChoose={() => {
                      close()
                      props.hands.press(keysyms)
                      back()
                    }}
                  >
                    {words().keys[name as keyof typeof KEYS]}
                  </MenuItem>
                )}
              </For>
            )}
          </Menu>
          <PictureMenu quality={props.quality} onChosen={back} />
        </Show>
        <IconButton
          label={full() ? words().bar.leaveFullScreen : words().bar.fullScreen}
          onClick={() => {
            void (full() ? leaveFullScreen() : openFullScreen())
            back()
          }}
        >
          <Show when={full()} fallback={<Maximize size={18} aria-hidden="true" />}>
            <Minimize size={18} aria-hidden="true" />
          </Show>
        </IconButton>
        <Show when={state.session?.may.hand_over === true && !state.readOnly}>
          <IconButton label={shared().hands.handOver} onClick={() => props.onOpen('hand-over')}>
            <ArrowRightLeft size={18} aria-hidden="true" />
          </IconButton>
        </Show>
      </span>
      <Show when={!state.readOnly}>
        <Button class="ml-1 max-sm:ml-auto" onClick={() => props.onOpen('release')}>
          {words().bar.release}
        </Button>
      </Show>
    </>
  )
}

function TimeLeft(props: BarProps) {
  const words = useDeskWords()
  const look = () => (props.minutesLeft <= 1 ? 'text-sick' : props.minutesLeft <= 10 ? 'text-mine' : 'text-quiet')
  return (
    <span class={`ml-2 shrink-0 font-medium ${look()}`}>
      <span class="max-sm:hidden">{words().left(props.minutesLeft)}</span>
      <span class="sm:hidden">{words().leftShort(props.minutesLeft)}</span>
    </span>
  )
}

function Extend(props: BarProps & { onBusy: (busy: boolean) => void }) {
  const words = useDeskWords()
  const [said, setSaid] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const { desk } = props
  const whyNot = () => {
    const may = desk.state.session?.may.extend
    if (may === true || !may) return null
    return may.code in refusals ? refusalText(may.code, {}, desk.state.locale) : null
  }
  const extend = async () => {
    setBusy(true)
    props.onBusy(true)
    try {
      const session = await desk.client.call('deskExtend', { params: { id: desk.sessionId } })
      desk.take(session)
      setSaid(words().bar.extended(clockTime(session.ends_at, desk.state.locale)))
    } catch (error) {
      setSaid((error as Error).message)
    } finally {
      setBusy(false)
      setTimeout(() => {
        setSaid('')
        props.onBusy(false)
      }, 3_000)
      props.hands.focus()
    }
  }
  return (
    <>
      <Button look="quiet" busy={busy()} whyNot={whyNot()} onClick={extend}>
        {words().bar.extend}
      </Button>
      <span role="status" class="truncate text-quiet">
        {said()}
      </span>
    </>
  )
}
