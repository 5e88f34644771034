import type { TaxiChat } from '@taxi/contract/chat.ts'
import { withShownBeside } from './beside-turns.ts'
import { foundOnPage, shownPicture } from './from-page.ts'
import { hasWords, mostlyIn } from './same-words.ts'
import type { Found, FoundTurn } from './service.ts'
import type { Shown, ShownTurn } from './shown.ts'

export interface Confirmed {
  found: Found
  source: TaxiChat['source']
  incomplete?: string | undefined
}

/**
 * The API's answer held against what the page shows. What only the page has is taken over and said to be: messages the
 * API did not tell, and sources and pictures of an answer that has none in the API.
 */
export function confirmed(told: Found, shown: Shown | null): Confirmed {
  const { found, added } = withShownBeside(told, shown)
  const short = shortOf(found)
  if (!shown || shown.turns.length === 0) return { found, source: added ? 'mixed' : 'api', incomplete: short }

  const pairs = shown.turns.map(seen => ({ seen, turn: sameTurn(found.turns, seen) }))
  const last = pairs.findLastIndex(({ turn }) => turn !== undefined)
  const missed = pairs.slice(last + 1).filter(({ seen }) => seen.markdown || seen.images.length > 0)
  const enriched = pairs.filter(({ seen, turn }) => turn && enrich(turn, seen)).length > 0 || added
  if (missed.length === 0) return { found, source: enriched ? 'mixed' : 'api', incomplete: short ?? writing(shown) }

  const extra = foundOnPage({ ...shown, turns: missed.map(({ seen }) => seen) }).turns
  const active = found.turns.filter(turn => turn.active)
  const others = found.turns.filter(turn => !turn.active)
  return {
    found: { ...found, turns: [...active, ...extra, ...others] },
    source: 'mixed',
    incomplete: writing(shown) ?? `${missed.length} messages were only on the page`,
  }
}

function shortOf(found: Found): string | undefined {
  const { total = 0, documents = 0, artifacts = [] } = found
  if (countActive(found) < total) return `${countActive(found)} of ${total} messages`
  if (artifacts.length < documents) return `${artifacts.length} of ${documents} documents`
  return undefined
}

const countActive = ({ turns }: Found) => turns.filter(({ active }) => active).length
const writing = ({ generating }: Shown) => (generating ? 'the answer was still being written' : undefined)

function sameTurn(turns: FoundTurn[], seen: ShownTurn): FoundTurn | undefined {
  const active = turns.filter(({ active, role }) => active && role === seen.role)
  return active.find(({ id }) => id !== null && id === seen.id) ?? active.findLast(turn => sameText(turn, seen))
}

function sameText(turn: FoundTurn, seen: ShownTurn): boolean {
  if (hasWords(seen.markdown)) return mostlyIn(seen.markdown, turn.markdown)
  return turn.images.length > 0 && seen.images.length > 0 && !hasWords(turn.markdown)
}

function enrich(turn: FoundTurn, seen: ShownTurn): boolean {
  const lacks = { citations: turn.citations.length === 0, images: turn.images.length === 0 }
  if (lacks.citations) turn.citations = seen.citations.map(citation => ({ ...citation, marker: '' }))
  if (lacks.images) turn.images = seen.images.map(shownPicture)
  return (lacks.citations && turn.citations.length > 0) || (lacks.images && turn.images.length > 0)
}
