import type { PageReader } from './page-reader.ts'

/** A list that loads over the network shows more after this long, or has no more. */
const LOADS_MS = 1_200
/** What is already there is mounted within this time after a scroll. */
const MOUNTS_MS = 250
const STEP_MS = 25
const LONGEST_MS = 60_000

/**
 * Scrolls the list of turns from its very top to its very bottom and back to where it stood, calling `look` at every
 * stop; `look` tells how much it has seen so far. True when both ends were reached in time.
 */
export async function scrollThrough(reader: PageReader, document: Document, look: () => number): Promise<boolean> {
  const box = scroller(reader, document)
  if (!box) return true
  const until = Date.now() + LONGEST_MS
  const stood = box.scrollTop
  try {
    return (await toTheTop(box, look, until)) && (await downwards(box, look, until))
  } finally {
    box.scrollTo({ top: stood, behavior: 'instant' })
  }
}

async function downwards(box: Element, look: () => number, until: number): Promise<boolean> {
  for (;;) {
    const before = box.scrollTop
    box.scrollTo({ top: before + Math.max(100, box.clientHeight * 0.75), behavior: 'instant' })
    await settled(box, look, MOUNTS_MS)
    if (Date.now() > until) return false
    if (!atBottom(box)) continue
    // Heights are guessed until drawn: the bottom may have moved, and more may come over the network.
    if (!(await grows(box, look))) return true
  }
}

/** Older turns are loaded when the top is reached: stays there until no more come. */
async function toTheTop(box: Element, look: () => number, until: number): Promise<boolean> {
  for (;;) {
    box.scrollTo({ top: 0, behavior: 'instant' })
    if (!(await grows(box, look))) return true
    if (Date.now() > until) return false
  }
}

const atBottom = (box: Element) => box.scrollTop + box.clientHeight >= box.scrollHeight - 2

/** Does the list grow, or show turns not seen before, while nothing scrolls? */
async function grows(box: Element, look: () => number): Promise<boolean> {
  const [height, count] = [box.scrollHeight, look()]
  const until = Date.now() + LOADS_MS
  while (Date.now() < until) {
    await pause(STEP_MS * 2)
    if (look() > count || box.scrollHeight > height + 2) return true
  }
  return false
}

/** Waits until the list has been still for two looks, at most `ms`. */
async function settled(box: Element, look: () => number, ms: number): Promise<void> {
  const until = Date.now() + ms
  let still = 0
  let before = ''
  while (Date.now() < until && still < 3) {
    await pause(STEP_MS)
    const now = `${look()} ${box.scrollHeight} ${box.querySelectorAll('*').length}`
    still = now === before ? still + 1 : 0
    before = now
  }
}

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
