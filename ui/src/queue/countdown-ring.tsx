/** A turn is held this long; a ring that starts later starts less full. */
const WHOLE_SECONDS = 90
const ROUND = 2 * Math.PI * 20

/** The seconds left, and around them how much of the time that is. */
export function CountdownRing(props: { seconds: number; whole?: number; label: string }) {
  const share = () => Math.min(1, props.seconds / (props.whole ?? WHOLE_SECONDS))
  const pressing = () => props.seconds <= 15
  return (
    <div class="relative size-12 shrink-0" role="timer" aria-label={props.label}>
      <svg viewBox="0 0 48 48" class="size-12 -rotate-90" fill="none" aria-hidden="true">
        <circle cx="24" cy="24" r="20" stroke="currentColor" stroke-width="4" class="text-line" />
        <circle
          cx="24"
          cy="24"
          r="20"
          stroke="currentColor"
          stroke-width="4"
          stroke-linecap="round"
          stroke-dasharray={String(ROUND)}
          stroke-dashoffset={String(ROUND * (1 - share()))}
          class={`transition-[stroke-dashoffset] duration-180 ${pressing() ? 'text-sick' : 'text-mine'}`}
        />
      </svg>
      <span
        class={`absolute inset-0 flex items-center justify-center text-base font-bold ${pressing() ? 'text-sick' : ''}`}
        aria-hidden="true"
      >
        {props.seconds}
      </span>
    </div>
  )
}
