import type { Clip } from '@taxi/contract/clipboard.ts'

/** What somebody pastes from this computer. */
export interface Pasted {
  clip: () => Promise<Clip | null>
  /** What tells one clipboard from another: a text is itself, a picture its size. Empty: nothing is there to paste. */
  mark: string
  /** Without its looks, as Ctrl+Shift+V asks for. */
  plain: boolean
}

/** Reads it out of a `paste` event, which needs no permission in any browser. Text goes before a picture of it. */
export function pastedIn(data: DataTransfer | null): Pasted {
  const text = data?.getData('text/plain') ?? ''
  if (text) return pastedText(text)
  const picture = [...(data?.files ?? [])].find(({ type }) => type === 'image/png')
  if (!picture) return { clip: async () => null, mark: '', plain: false }
  return {
    clip: async () => ({ kind: 'image/png', content: new Uint8Array(await picture.arrayBuffer()) }),
    mark: pictureMark(picture.size),
    plain: false,
  }
}

export function pastedText(text: string): Pasted {
  return {
    clip: async () => ({ kind: 'text/plain', content: new TextEncoder().encode(text) }),
    mark: text,
    plain: false,
  }
}

export const textOf = ({ kind, content }: Clip): string | null =>
  kind === 'text/plain' ? new TextDecoder().decode(content) : null

export const markOf = (clip: Clip): string => textOf(clip) ?? pictureMark(clip.content.length)

/** Puts it into this computer's clipboard. Throws when the browser does not let it: no focus, no gesture, no https. */
export async function copyHere(clip: Clip): Promise<void> {
  const text = textOf(clip)
  if (text !== null) return navigator.clipboard.writeText(text)
  const picture = new Blob([clip.content as Uint8Array<ArrayBuffer>], { type: clip.kind })
  await navigator.clipboard.write([new ClipboardItem({ [clip.kind]: picture })])
}

/** The same on a click, with the old way for pages that were opened over plain http. */
export async function copyHereOnClick(clip: Clip): Promise<void> {
  try {
    await copyHere(clip)
  } catch (error) {
    const text = textOf(clip)
    if (text === null || !copyTheOldWay(text)) throw error
  }
}

function copyTheOldWay(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}

/** No text begins like this. */
const pictureMark = (bytes: number) => `\0picture of ${bytes} bytes`
