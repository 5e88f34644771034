import type { Artifact } from '@taxi/contract/chat.ts'
import { foundOnPage } from './from-page.ts'
import { mostlyIn } from './same-words.ts'
import type { Found } from './service.ts'
import type { Shown } from './shown.ts'

/** The documents and tiles that only the page shows, beside what the API told. */
export function withShownBeside(told: Found, shown: Shown | null): { found: Found; added: boolean } {
  if (!shown) return { found: told, added: false }
  const documents = documentsOnlyIn(shown, told.artifacts ?? [])
  const tiles = (foundOnPage(shown).assets ?? []).filter(({ id }) => !told.assets?.some(asset => asset.id === id))
  const found = {
    ...told,
    title: told.title || shown.title,
    ...(documents.length > 0 ? { artifacts: [...(told.artifacts ?? []), ...documents] } : {}),
    ...(tiles.length > 0 ? { assets: [...(told.assets ?? []), ...tiles] } : {}),
  }
  return { found, added: documents.length > 0 || tiles.length > 0 }
}

function documentsOnlyIn(shown: Shown, told: Artifact[]): Artifact[] {
  return shown.artifacts
    .filter(({ id, title, content }) => {
      const known = told.some(each => each.id === id || (each.title === title && mostlyIn(content, each.content)))
      return content !== '' && !known
    })
    .map(seen => ({ ...seen, versions: [seen.content] }))
}
