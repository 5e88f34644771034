import type { SlotView } from '@taxi/contract/slots.ts'
import { truthLine } from '@taxi/ui/board/truth-line.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Menu, MenuItem } from '@taxi/ui/controls/menu.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import CircleStop from 'lucide-solid/icons/circle-stop'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Eye from 'lucide-solid/icons/eye'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'

/** The server photographs no more often. */
const LOOK_MS = 10_000

/** One screen, small, and who sits at it. */
export function LiveScreen(props: { slot: SlotView; onWatch: () => void; onKick: () => void }) {
  const words = useWords()
  const locale = useLocale()
  const { now, commands } = useLive()
  const picture = createThumbnail(() => props.slot.session_id)
  const line = () => truthLine(props.slot, now(), words(), locale())
  const mine = () => props.slot.holder?.mine === true
  return (
    <li class="rounded-card border border-line bg-card" data-screen={props.slot.id}>
      <div class="grid aspect-[8/5] place-items-center overflow-hidden rounded-t-card bg-[#131416] text-sm text-[#a4a8af]">
        <Show when={picture()} fallback={words().watching.noPicture}>
          {url => (
            <img
              src={url()}
              alt={words().watching.screenOf(props.slot.holder?.name ?? '', props.slot.name)}
              class="size-full object-contain"
            />
          )}
        </Show>
      </div>
      <div class="flex items-center gap-2 px-3 py-2.5">
        <div class="min-w-0 flex-1">
          <h2 class="truncate text-sm font-medium">{props.slot.name}</h2>
          <p class="flex items-center gap-1 text-xs text-quiet">
            <StateMark state={mine() ? 'mine' : props.slot.state} />
            <span class="truncate">{line().says}</span>
            <Show when={line().left}>{left => <span class="shrink-0">· {left()}</span>}</Show>
          </p>
        </div>
        <Show when={!mine()}>
          <Show when={props.slot.may.kick === true}>
            <Menu label={`${words().do.more}: ${props.slot.name}`} face={<Ellipsis size={16} aria-hidden="true" />}>
              {close => (
                <MenuItem
                  icon={<CircleStop size={16} />}
                  onChoose={() => {
                    close()
                    props.onKick()
                  }}
                >
                  {words().do.kick}
                </MenuItem>
              )}
            </Menu>
          </Show>
          <Show when={props.slot.may.watch === true}>
            <Button
              icon={<Eye size={16} aria-hidden="true" />}
              busy={commands.isRunning(props.slot.id)}
              onClick={props.onWatch}
            >
              {words().watching.go}
            </Button>
          </Show>
        </Show>
      </div>
    </li>
  )
}

/** The address of the newest picture, while somebody looks at the page; null when there is none. */
function createThumbnail(sessionId: () => string | null) {
  const taxi = useTaxi()
  const [url, setUrl] = createSignal<string | null>(null)
  const show = (next: string | null) => {
    const before = url()
    setUrl(next)
    if (before) URL.revokeObjectURL(before)
  }
  async function look() {
    const id = sessionId()
    if (document.hidden || !id) return
    const answer = await taxi.client.call('thumbnail', { params: { id } }).catch(() => null)
    show(answer && URL.createObjectURL(await answer.blob()))
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  const comeBack = () => void look()
  document.addEventListener('visibilitychange', comeBack)
  void look()
  onCleanup(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', comeBack)
    show(null)
  })
  return url
}
