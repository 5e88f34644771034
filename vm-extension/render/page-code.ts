/** What services draw around code, the outermost first. */
const WIDGETS = 'code-block, ms-code-block, .codeWrapper, .md-code-block, [role="group"][aria-label$=" code"], pre'
const CODE = '.cm-content code, code[data-test-id="code-content"], pre code, code, pre'
const LABELS = [
  '.code-block-decoration span',
  '[data-testid="code-language-indicator"]',
  '.md-code-block-banner span',
  '.sticky .text-sm',
  '.h-9',
].join(', ')
const NO_LANGUAGE = new Set(['', 'plain text', 'text', 'plaintext', 'code', 'code snippet'])

/** Every widget that shows code becomes `pre > code.language-x` with the code itself, byte for byte. */
export function takeCode(root: Element): void {
  for (const widget of root.querySelectorAll(WIDGETS)) {
    if (!root.contains(widget)) continue
    const code = widget.querySelector(CODE) ?? widget
    const language = languageOf(widget, code)
    const document = root.ownerDocument
    const [pre, plain] = [document.createElement('pre'), document.createElement('code')]
    if (language) plain.className = `language-${language}`
    plain.textContent = textOf(code).replace(/\n$/, '')
    pre.append(plain)
    const around = widget.closest('pre') ?? widget
    around.replaceWith(pre)
  }
}

/** CodeMirror and some others draw a line as an element, without a line end between. */
function textOf(code: Element): string {
  const lines = [...code.querySelectorAll('.cm-line, [data-line], .line')].filter(line => !line.querySelector('.line'))
  if (lines.length > 1 && !(code.textContent ?? '').includes('\n'))
    return lines.map(({ textContent }) => textContent ?? '').join('\n')
  return code.textContent ?? ''
}

function languageOf(widget: Element, code: Element): string {
  const named = code.getAttribute('class')?.match(/\blanguage-(\S+)/)?.[1]
  const labelled = (widget.closest('pre') ?? widget).querySelector(LABELS)?.textContent
  const spoken = widget.getAttribute('aria-label')?.replace(/ code$/, '')
  const language = (named ?? labelled ?? spoken ?? '').trim().toLowerCase()
  return NO_LANGUAGE.has(language) || /\s/.test(language) ? '' : language
}
