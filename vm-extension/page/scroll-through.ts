import type { KeptTurns } from './kept-turns.ts'
import type { PageReader } from './page-reader.ts'

/** A list that loads over the network shows more after this long, or has no more. */
const LOADS_MS = 1_200
/** What is already there is mounted within this time after it was drawn. */
const MOUNTS_MS = 400
const STEP_MS = 25
const LONGEST_MS = 60_000
/** A page that draws slowly is gone through once more, at half the pace. */
const PASSES = 2

/** So often a gap is gone back for. */
const RETURNS = 30

/** `missing` tells whether the page says there are more turns than were seen. */
export interface Looking extends Pick<KeptTurns, 'look' | 'torn'> {
  missing(): boolean
}

/**
 * Scrolls the list of turns from its very top to its very bottom and back to where it stood, looking at every stop.
 * True when both ends were reached in time.
 */
export async function scrollThrough(reader: PageReader, document: Document, looking: Looking): Promise<boolean> {
  const box = scroller(reader, document)
  if (!box) return true
  const until = Date.now() + LONGEST_MS
  const stood = box.scrollTop
  let whole = false
  try {
    for (let pass = 1; pass <= PASSES && Date.now() < until && (pass === 1 || looking.missing()); pass += 1)
      whole = (await toTheTop(box, looking, until)) && (await downwards(box, looking, until, pass))
    return whole
  } finally {
    box.scrollTo({ top: stood, behavior: 'instant' })
  }
}

async function downwards(box: Element, looking: Looking, until: number, pass: number): Promise<boolean> {
  looking.torn()
  let returns = 0
  for (;;) {
    const step = Math.max(100, (box.clientHeight * 0.75) / pass)
    box.scrollTo({ top: box.scrollTop + step, behavior: 'instant' })
    await settled(box, looking, MOUNTS_MS * pass)
    if (Date.now() > until || isBehind(box)) return false
    // A page that drew late showed nothing of what lay between: back to where it was left.
    if (looking.torn()) {
      if (returns === RETURNS) return false
      returns += 1
      box.scrollTo({ top: Math.max(0, box.scrollTop - step * 2.5), behavior: 'instant' })
      await settled(box, looking, MOUNTS_MS * 3)
      looking.torn()
      continue
    }
    if (!atBottom(box)) continue
    // Heights are guessed until drawn: the bottom may have moved, and more may come over the network.
    if (!(await grows(box, looking))) return !isBehind(box)
  }
}

/** Older turns are loaded when the top is reached: stays there until no more come. */
async function toTheTop(box: Element, looking: Looking, until: number): Promise<boolean> {
  for (;;) {
    box.scrollTo({ top: 0, behavior: 'instant' })
    await drawn()
    if (!(await grows(box, looking))) return !isBehind(box)
    if (Date.now() > until || isBehind(box)) return false
  }
}

const atBottom = (box: Element) => box.scrollTop + box.clientHeight >= box.scrollHeight - 2

/** Does the list grow, or show turns not seen before, while nothing scrolls? */
async function grows(box: Element, { look }: Looking): Promise<boolean> {
  const [height, seen] = [box.scrollHeight, look()]
  const until = Date.now() + LOADS_MS
  while (Date.now() < until) {
    await pause(STEP_MS * 2)
    if (look() > seen || box.scrollHeight > height + 2) return true
  }
  return false
}

/** Waits until the list is drawn where it stands now and has been still for three looks. */
async function settled(box: Element, { look }: Looking, ms: number): Promise<void> {
  await drawn()
  const until = Date.now() + ms
  let still = 0
  let before = ''
  while (Date.now() < until && still < 3) {
    const now = `${look()} ${box.scrollHeight} ${box.querySelectorAll('*').length}`
    still = now === before ? still + 1 : 0
    before = now
    await pause(STEP_MS)
  }
}

/** What watches the viewport hears of a scroll when the next frame is drawn, on a busy machine late. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1)
    await Promise.race([new Promise(resolve => requestAnimationFrame(resolve)), pause(1_000)])
}

/** Behind another page a page is hardly drawn: what is scrolled past is not there to be seen. */
const isBehind = (box: Element) => box.ownerDocument.hidden

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

function scroller(reader: PageReader, document: Document): Element | null {
  const named = reader.scroller ? document.querySelector(reader.scroller) : null
  if (named) return named
  let element = document.querySelector(reader.turns)?.parentElement ?? null
  for (; element; element = element.parentElement) {
    const style = document.defaultView?.getComputedStyle(element)
    if (/auto|scroll/.test(style?.overflowY ?? '') && element.scrollHeight > element.clientHeight) return element
  }
  return document.scrollingElement
}
