import { element } from './element.js'
import { formula } from './tex.js'
import { word } from './words.js'

const startsBlock = /^(```|\$\$|#|>|\||- )/

/**
 * Markdown as elements. Nothing is ever parsed as HTML: what looks like a tag stays text.
 * @param {string} markdown
 */
export function markdownBlocks(markdown) {
  const fragment = document.createDocumentFragment()
  const lines = markdown.split('\n')
  while (lines.length) fragment.append(block(lines))
  return fragment
}

/** Takes the lines of the next block. @param {string[]} lines */
function block(lines) {
  const line = lines[0] ?? ''
  if (!line.trim()) return lines.splice(0, 1).join('').trim()
  if (line.startsWith('```')) return codeBlock(lines)
  if (line.startsWith('$$')) return formulaBlock(lines)
  if (/^#{1,3} /.test(line)) return heading(lines)
  if (line.startsWith('>')) return quote(lines)
  if (line.startsWith('|') && /^\|[-:| ]+\|$/.test(lines[1] ?? '')) return table(lines)
  if (/^- /.test(line)) return list(lines, 'ul', /^- /)
  if (/^\d+\. /.test(line)) return list(lines, 'ol', /^\d+\. /)
  const first = lines.shift() ?? ''
  const rest = takeWhile(lines, each => each.trim() !== '' && !startsBlock.test(each))
  return element('p', ...inline([first, ...rest].join('\n')))
}

/** @param {string[]} lines */
function heading(lines) {
  const [, marks = '', text = ''] = (lines.shift() ?? '').match(/^(#+) (.*)/) ?? []
  return element(marks.length === 1 ? 'h2' : marks.length === 2 ? 'h3' : 'h4', ...inline(text))
}

/** @param {string[]} lines */
function codeBlock(lines) {
  const [, marks = '```', language = ''] = (lines.shift() ?? '').match(/^(`{3,})(\S*)/) ?? []
  const body = takeWhile(lines, each => !each.startsWith(marks))
  lines.shift()
  const code = element('code', body.join('\n'))
  if (language) code.className = `language-${language}`
  const copy = element('button', word.copy)
  copy.type = 'button'
  copy.className = 'copy'
  copy.addEventListener('click', () => navigator.clipboard?.writeText(body.join('\n')))
  const figure = element('figure', element('pre', code), copy)
  figure.className = 'code'
  return figure
}

/** @param {string[]} lines */
function formulaBlock(lines) {
  let text = (lines.shift() ?? '').slice(2)
  while (lines.length && !text.includes('$$')) text += `\n${lines.shift()}`
  return formula((text.split('$$')[0] ?? '').trim(), true)
}

/** @param {string[]} lines */
function quote(lines) {
  const quoted = element('blockquote')
  for (const line of takeWhile(lines, each => each.startsWith('>'))) {
    if (quoted.hasChildNodes()) quoted.append(element('br'))
    quoted.append(line.replace(/^> ?/, ''))
  }
  return quoted
}

/** @param {string[]} lines */
function table(lines) {
  const [head = '', , ...body] = takeWhile(lines, each => each.startsWith('|'))
  return element(
    'table',
    element('thead', tableRow(head, 'th')),
    element('tbody', ...body.map(line => tableRow(line, 'td'))),
  )
}

/** @param {string} line @param {'th' | 'td'} name */
function tableRow(line, name) {
  const cells = line.replace(/^\||\|\s*$/g, '').split('|')
  return element('tr', ...cells.map(cell => element(name, ...inline(cell.trim()))))
}

/** @param {string[]} lines @param {'ul' | 'ol'} name @param {RegExp} mark */
function list(lines, name, mark) {
  const items = takeWhile(lines, each => mark.test(each))
  return element(name, ...items.map(item => element('li', ...inline(item.replace(mark, '')))))
}

/** @param {string} text */
function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\$[^$\n]+\$)/).map(part => {
    if (/^`.+`$/s.test(part)) return element('code', part.slice(1, -1))
    if (/^\*\*.+\*\*$/s.test(part)) return element('strong', part.slice(2, -2))
    if (/^\$.+\$$/.test(part)) return formula(part.slice(1, -1), false)
    return part
  })
}

/** @param {string[]} lines @param {(line: string) => boolean} good */
function takeWhile(lines, good) {
  const end = lines.findIndex(line => !good(line))
  return lines.splice(0, end < 0 ? lines.length : end)
}
