import { hasWords, mostlyIn } from './same-words.ts'
import type { Shown, ShownFrame, ShownTurn } from './shown.ts'

/** Turns whose text stands in a frame get it from there, in their order; when not every frame was read, none. */
export function withFrames(shown: Shown, frames: ShownFrame[]): Shown {
  const framed = shown.turns.filter(turn => turn.framed)
  if (framed.length !== frames.length) return shown
  const found = new Map(framed.map((turn, place) => [turn, frames[place]]))
  const whole = (turn: ShownTurn) => {
    const frame = found.get(turn)
    return frame ? { ...turn, ...frame, markdown: joined(turn, frame) } : turn
  }
  return { ...shown, turns: shown.turns.map(whole) }
}

/** What stands above the frame is kept, unless it is the same, or cites by numbers of its own. */
function joined({ markdown, citations }: ShownTurn, frame: ShownFrame): string {
  const above = hasWords(markdown) && citations.length === 0 && !mostlyIn(markdown, frame.markdown)
  return above ? `${markdown}\n\n${frame.markdown}` : frame.markdown
}
