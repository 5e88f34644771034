import { refusals } from '@taxi/contract/refusals.ts'
import { Button, IconButton } from '@taxi/ui/controls/button.tsx'
import { refusalText } from '@taxi/ui/words/refusal-text.ts'
import { clockTime } from '@taxi/ui/words/times.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import ArrowRightLeft from 'lucide-solid/icons/arrow-right-left'
import Eye from 'lucide-solid/icons/eye'
import Maximize from 'lucide-solid/icons/maximize'
import Minimize from 'lucide-solid/icons/minimize'
import TextCursorInput from 'lucide-solid/icons/text-cursor-input'
import { createSignal, onCleanup, Show } from 'solid-js'
import { FilesButton } from '../files/files-button.tsx'
import { useDeskWords } from '../words/words.tsx'
import type { BarProps, Opened } from './bar-props.ts'
import { leaveFullScreen, onFullScreen, openFullScreen } from './full-screen.ts'
import { PasteButton } from './paste-button.tsx'
import { PictureMenu } from './picture-menu.tsx'
import { SendKeys } from './send-keys.tsx'
import { hasToTell, Told } from './told.tsx'

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
      <span class="flex-1 max-sm:order-1 max-sm:h-0 max-sm:basis-full" />
      <span class="flex items-center gap-1 max-sm:order-3 max-sm:flex-1 max-sm:justify-around">
        <Show when={!state.readOnly}>
          <Show when={isTouch}>
            <IconButton label={words().bar.keyboard} onClick={callKeyboard}>
              <TextCursorInput size={18} aria-hidden="true" />
            </IconButton>
          </Show>
          <PasteButton desk={props.desk} onOpen={() => props.onOpen('paste')} />
          <FilesButton files={props.files} />
          <SendKeys hands={props.hands} />
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
      <Button class="max-sm:order-2" look="quiet" busy={busy()} whyNot={whyNot()} onClick={extend}>
        {words().bar.extend}
      </Button>
      <span role="status" class="truncate text-quiet max-sm:order-2">
        {said()}
      </span>
    </>
  )
}
