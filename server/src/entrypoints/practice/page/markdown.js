import { formula } from './tex.js'
import { word } from './words.js'

/**
 * Markdown as elements. Nothing is ever parsed as HTML: what looks like a tag stays text.
 * @param {string} markdown @returns {DocumentFragment}
 */
export function markdownBlocks(markdown) {
  const fragment = document.createDocumentFragment()
  const lines = markdown.split('\n')
  while (lines.length) fragment.append(block(lines))
  return fragment
}

function block(lines) {
  const line = lines[0] ?? ''
  if (!line.trim()) {
    lines.shift()
    return ''
  }
  const fence = line.match(/^(`{3,})(\S*)/)
  if (fence) return codeBlock(lines, fence[1], fence[2])
  if (line.startsWith('$$')) return formulaBlock(lines)
  const heading = line.match(/^(#{1,4}) (.*)/)
  if (heading) {
    lines.shift()
    return element(`h${Math.min(6, heading[1].length + 1)}`, ...inline(heading[2]))
  }
  if (line.startsWith('>')) return quote(lines)
  if (line.startsWith('|') && /^\|[-:| ]+\|$/.test(lines[1] ?? '')) return table(lines)
  if (/^- /.test(line)) return list(lines, 'ul', /^- /)
  if (/^\d+\. /.test(line)) return list(lines, 'ol', /^\d+\. /)
  return element(
    'p',
    ...inline(takeWhile(lines, each => each.trim() !== '' && !/^(```|\$\$|#|>|\||- )/.test(each), true).join('\n')),
  )
}

function codeBlock(lines, marks, language) {
  lines.shift()
  const body = takeWhile(lines, each => !each.startsWith(marks))
  lines.shift()
  const code = element('code', body.join('\n'))
  if (language) code.className = `language-${language}`
  const copy = element('button', word.copy)
  copy.type = 'button'
  copy.className = 'copy'
  copy.addEventListener('click', () => navigator.clipboard?.writeText(code.textContent ?? ''))
  const figure = element('figure', element('pre', code), copy)
  figure.className = 'code'
  return figure
}

function formulaBlock(lines) {
  const text = []
  do text.push(lines.shift())
  while (lines.length && !text.join('\n').slice(2).includes('$$'))
  return formula(
    text
      .join('\n')
      .replace(/^\$\$|\$\$\s*$/g, '')
      .trim(),
    true,
  )
}

function quote(lines) {
  const inside = takeWhile(lines, each => each.startsWith('>')).map(each => each.replace(/^> ?/, ''))
  const quoted = element('blockquote')
  for (const [i, text] of inside.entries()) quoted.append(...(i ? [element('br')] : []), text)
  return quoted
}

function table(lines) {
  const cells = line =>
    line
      .replace(/^\||\|\s*$/g, '')
      .split('|')
      .map(cell => cell.trim())
  const [head, , ...body] = takeWhile(lines, each => each.startsWith('|'))
  const rowOf = (line, name) => element('tr', ...cells(line).map(cell => element(name, ...inline(cell))))
  return element('table', element('thead', rowOf(head, 'th')), element('tbody', ...body.map(line => rowOf(line, 'td'))))
}

function list(lines, name, mark) {
  const items = takeWhile(lines, each => mark.test(each))
  return element(name, ...items.map(item => element('li', ...inline(item.replace(mark, '')))))
}

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\$[^$\n]+\$)/).map(part => {
    if (part.length > 2 && part.startsWith('`')) return element('code', part.slice(1, -1))
    if (part.length > 4 && part.startsWith('**')) return element('strong', part.slice(2, -2))
    if (part.length > 2 && part.startsWith('$') && part.endsWith('$')) return formula(part.slice(1, -1), false)
    return part
  })
}

function takeWhile(lines, good, first = false) {
  const taken = []
  while (lines.length && (good(lines[0]) || (first && taken.length === 0))) taken.push(lines.shift())
  return taken
}

function element(name, ...children) {
  const made = document.createElement(name)
  made.append(...children)
  return made
}
