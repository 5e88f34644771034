import type { SlotView } from '@taxi/contract/slots.ts'
import { KickDialog } from '@taxi/ui/board/kick-dialog.tsx'
import { WatchDialog } from '@taxi/ui/board/watch-dialog.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { LiveScreen } from './live-screen.tsx'

/** Every machine somebody sits at, with a small picture of its screen. */
export function LiveRoom() {
  const words = useWords()
  const { live, commands } = useLive()
  const [asked, setAsked] = createSignal<{ about: 'watch' | 'kick'; slot: SlotView } | null>(null)
  const taken = () => live.state.slots.filter(slot => slot.session_id !== null && slot.holder !== null)
  const about = (what: 'watch' | 'kick') => {
    const question = asked()
    return question?.about === what ? question.slot : null
  }
  return (
    <>
      <RoomHead title={words().watching.live} />
      <Show when={live.state.loaded}>
        <Show
          when={taken().length > 0}
          fallback={<Empty says={words().watching.liveEmpty} next={words().watching.liveEmptyNext} />}
        >
          <p class="mb-4 max-w-2xl text-sm text-quiet">{words().watching.liveSays}</p>
          <ul class="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
            <For each={taken()}>
              {slot => (
                <LiveScreen
                  slot={slot}
                  onWatch={() => setAsked({ about: 'watch', slot })}
                  onKick={() => setAsked({ about: 'kick', slot })}
                />
              )}
            </For>
          </ul>
        </Show>
      </Show>
      <WatchDialog slot={about('watch')} onClose={() => setAsked(null)} onWatch={commands.watch} />
      <KickDialog slot={about('kick')} onClose={() => setAsked(null)} onKick={commands.kick} />
    </>
  )
}
