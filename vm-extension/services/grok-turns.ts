import { footnotes } from '../render/citations.ts'
import { dollarFormulas } from '../render/formulas.ts'
import { GrokCard, type GrokResponse } from './grok-shapes.ts'
import { mimeOf } from './mime-of.ts'
import { type FoundTurn, foundTurn, instantOf } from './service.ts'

const FILES = 'https://assets.grok.com/'
/** What is drawn within the text: a source, a picture, a card. */
const MARK = /<grok:render\b[^>]*?\bcard_id="([^"]*)"[^>]*>[\s\S]*?<\/grok:render>/g

export function grokTurn(response: GrokResponse): FoundTurn {
  const { responseId, sender, message, createTime, model, thinkingTrace } = response
  const notes = footnotes()
  const cards = cardsOf(response)
  const text = message.replace(MARK, (_, id: string) => {
    const card = cards.get(id)
    return card ? notes.cite({ url: card.url, title: card.title ?? '' }) : ''
  })
  for (const { url, title } of response.webSearchResults ?? []) if (url) notes.list({ url, title: title ?? '' })
  const isPersons = /^(?:human|user)$/i.test(sender)
  return foundTurn({
    id: responseId,
    role: isPersons ? 'user' : 'assistant',
    markdown: isPersons ? text : dollarFormulas(text).trim(),
    at: instantOf(createTime),
    model: isPersons ? null : (model ?? null),
    ...(thinkingTrace ? { thinking: thinkingTrace } : {}),
    images: [...generatedIn(response), ...filesIn(response, true)].map(({ mime: _, size: __, ...image }) => image),
    attachments: filesIn(response, false).map(({ kind: _, alt: __, ...file }) => file),
    citations: notes.citations,
  })
}

/** By the name their mark has. */
function cardsOf({ cardAttachmentsJson }: GrokResponse) {
  const cards = (cardAttachmentsJson ?? []).flatMap(text => {
    try {
      const card = GrokCard.safeParse(JSON.parse(text))
      return card.success ? [card.data] : []
    } catch {
      return []
    }
  })
  return new Map(cards.map(card => [card.id, card]))
}

const generatedIn = ({ generatedImageUrls }: GrokResponse) =>
  (generatedImageUrls ?? []).map(path => {
    const name = path.split('/').at(-1) || 'picture'
    const url = new URL(path, FILES).href
    return { kind: 'generated' as const, alt: '', name, mime: mimeOf(name), size: 0, bytes: { key: path, url } }
  })

/** What was uploaded with a message: its pictures, or its other files. */
const filesIn = ({ fileAttachmentsMetadata }: GrokResponse, pictures: boolean) =>
  (fileAttachmentsMetadata ?? []).flatMap(({ fileMetadataId, fileName, fileMimeType, fileUri }) => {
    const name = fileName ?? fileMetadataId ?? 'file'
    const mime = fileMimeType ?? mimeOf(name)
    if (mime.startsWith('image/') !== pictures) return []
    const bytes = fileUri ? { bytes: { key: fileMetadataId ?? fileUri, url: new URL(fileUri, FILES).href } } : {}
    return [{ kind: 'upload' as const, alt: '', name, mime, size: 0, ...bytes }]
  })
