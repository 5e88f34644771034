/**
 * Text that comes into a field by other ways than keys: dead keys, input methods, dictation, panels of emoji, the
 * keyboards of tablets. Each text is told once; browsers tell the end of a composition in one event or in two.
 */
export function composedText(field: HTMLTextAreaElement, heard: (text: string) => void): void {
  const take = (event: Event, text: string | null) => {
    event.stopImmediatePropagation()
    field.value = ''
    if (text) heard(text)
  }
  field.addEventListener('compositionend', event => take(event, event.data), { capture: true })
  field.addEventListener(
    'input',
    event => {
      const { data, isComposing, inputType } = event as InputEvent
      // Still being put together.
      if (isComposing) event.stopImmediatePropagation()
      else take(event, COMPOSED.has(inputType) ? null : data)
    },
    { capture: true },
  )
}

/** Told by `compositionend` already. */
const COMPOSED = new Set(['insertCompositionText', 'insertFromComposition'])
