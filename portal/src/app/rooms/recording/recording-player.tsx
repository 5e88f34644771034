import { Button } from '@taxi/ui/controls/button.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import Pause from 'lucide-solid/icons/pause'
import Play from 'lucide-solid/icons/play'
import { For, onCleanup, onMount, Show } from 'solid-js'
import { playTime } from './play-time.ts'
import { createPlayback } from './playback.ts'

const SPEEDS = [1, 2, 4, 8]
const STEP_MS = 5_000

/** The film of a screen with what one expects under it. Space plays and pauses, arrows go five seconds. */
export function RecordingPlayer(props: { film: Blob }) {
  const words = useWords()
  const playback = createPlayback(props.film)
  let host!: HTMLDivElement
  onMount(() => onCleanup(playback.fit(host)))
  onCleanup(playback.close)
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLButtonElement) return
    const step = { ArrowLeft: -STEP_MS, ArrowRight: STEP_MS }[event.key]
    if (event.key === ' ') playback.toggle()
    else if (step) playback.show(Math.min(Math.max(playback.position() + step, 0), playback.duration()))
    else return
    event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  onCleanup(() => window.removeEventListener('keydown', onKey))

  return (
    <section
      aria-label={words().watching.recording}
      class="overflow-hidden rounded-card border border-line bg-card"
      data-playing={playback.playing()}
      data-ready={playback.ready()}
    >
      <div ref={host} class="grid min-h-40 justify-center overflow-hidden bg-[#131416]" />
      <Show
        when={playback.duration() > 0 || !playback.ready()}
        fallback={<p class="px-4 py-3 text-sm text-quiet">{words().watching.nothingToPlay}</p>}
      >
        <div class="flex items-center gap-3 px-3 py-2">
          <Button
            look="main"
            aria-label={playback.playing() ? words().watching.pause : words().watching.play}
            icon={
              <Show when={playback.playing()} fallback={<Play size={16} aria-hidden="true" />}>
                <Pause size={16} aria-hidden="true" />
              </Show>
            }
            onClick={playback.toggle}
          />
          <span class="shrink-0 text-sm whitespace-nowrap text-quiet" data-position>
            {playTime(playback.position())} / {playTime(playback.duration())}
          </span>
          <input
            type="range"
            aria-label={words().watching.moment}
            min={0}
            max={Math.max(playback.duration(), 1)}
            step={1}
            value={playback.position()}
            class="h-1 min-w-0 flex-1 cursor-pointer accent-[var(--ink)]"
            onInput={event => playback.show(event.currentTarget.valueAsNumber)}
          />
          <fieldset class="flex shrink-0 gap-0.5">
            <legend class="sr-only">{words().watching.speed}</legend>
            <For each={SPEEDS}>
              {speed => (
                <Button
                  size="tiny"
                  look={playback.speed() === speed ? 'plain' : 'quiet'}
                  aria-pressed={playback.speed() === speed}
                  onClick={() => playback.setSpeed(speed)}
                >
                  {speed}×
                </Button>
              )}
            </For>
          </fieldset>
        </div>
      </Show>
    </section>
  )
}
