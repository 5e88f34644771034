import { dollarFormulas } from '../render/formulas.ts'
import { arraysIn, at, type Jspb, listAt, textAt } from './jspb.ts'
import { mimeOf } from './mime-of.ts'
import { type FoundTurn, foundTurn } from './service.ts'

export interface AiStudioPrompt {
  title: string
  turns: FoundTurn[]
  /** As they were told; beside them stand the prompt's instructions. */
  rows: unknown[]
}

/** The prompt in an answer; null when there is none. Places move: rows are known by who speaks in them. */
export function promptIn(answer: Jspb): AiStudioPrompt | null {
  const rows = longest([...arraysIn(answer)].filter(isRows))
  if (!rows) return null
  const prompt = [...arraysIn(answer)].find(array => textAt(array, 4, 0) !== null && contains(array, rows))
  return { title: textAt(prompt, 4, 0) ?? '', turns: merged(rows), rows }
}

const SPEAKER = 8
const speakerOf = (row: Jspb): string | null => textAt(row, SPEAKER)
const isRows = (array: unknown[]): boolean =>
  array.length > 0 && array.every(row => speakerOf(row) === 'user' || speakerOf(row) === 'model')
const longest = (lists: unknown[][]): unknown[] | null => lists.toSorted((a, b) => b.length - a.length)[0] ?? null

function contains(array: unknown[], rows: unknown[]): boolean {
  for (const inner of arraysIn(array)) if (inner === rows) return true
  return false
}

/** Each piece of an answer is a row: neighbours of one speaker are one turn. */
function merged(rows: unknown[]): FoundTurn[] {
  const turns: FoundTurn[] = []
  let speaker: string | null = null
  for (const [place, row] of rows.entries()) {
    const text = textAt(row, 0) ?? ''
    const isAnswer = speakerOf(row) === 'model'
    let turn = turns.at(-1)
    if (!turn || speakerOf(row) !== speaker) {
      turn = foundTurn({ role: isAnswer ? 'assistant' : 'user', markdown: '' })
      turns.push(turn)
    }
    speaker = speakerOf(row)
    if (isThought(row)) turn.thinking = (turn.thinking ?? '') + text
    else turn.markdown += isAnswer ? dollarFormulas(text) : joined(turn.markdown, text)
    addFiles(turn, row, place, isAnswer)
  }
  return turns
}

const isThought = (row: Jspb) => at(row, 19) === 1 || at(row, 25) === -1

/** What a person typed and attached are rows of their own. */
const joined = (before: string, text: string) => (before && text ? `\n\n${text}` : text)

function addFiles(turn: FoundTurn, row: Jspb, place: number, isAnswer: boolean): void {
  const [mime, data] = [textAt(row, 12, 0), textAt(row, 12, 1)]
  if (mime && data) {
    const name = `${isAnswer ? 'picture' : 'upload'}-${place + 1}.${mime.split('/')[1] ?? 'bin'}`
    const bytes = { key: `inline:${place}`, url: `data:${mime};base64,${data}` }
    if (mime.startsWith('image/')) turn.images.push({ kind: isAnswer ? 'generated' : 'upload', alt: '', name, bytes })
    else turn.attachments.push({ name, mime, size: 0, bytes })
  }
  // Of a file in the account's Drive the prompt has the number only.
  for (const id of listAt(row, 1).flat(2))
    if (typeof id === 'string') turn.attachments.push({ name: id, mime: mimeOf(id), size: 0 })
}
