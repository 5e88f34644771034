const MATHML = 'http://www.w3.org/1998/Math/MathML'
/** @type {Record<string, string>} */
const symbols = {
  sum: '∑',
  prod: '∏',
  int: '∫',
  dots: '…',
  cdot: '·',
  times: '×',
  le: '≤',
  ge: '≥',
  ne: '≠',
  infty: '∞',
  pi: 'π',
  alpha: 'α',
  beta: 'β',
  sqrt: '√',
  to: '→',
}

/**
 * A formula as MathML, its TeX kept beside it in an annotation, as KaTeX does. Knows what the practice
 * service writes: fractions, powers, indices, a few symbols; the rest shows as it stands.
 * @param {string} source @param {boolean} block @returns {HTMLElement}
 */
export function formula(source, block) {
  const span = document.createElement('span')
  span.className = block ? 'formula block' : 'formula'
  const math = make('math')
  if (block) math.setAttribute('display', 'block')
  const semantics = make('semantics')
  const annotation = make('annotation', source)
  annotation.setAttribute('encoding', 'application/x-tex')
  semantics.append(row(tokens(source)), annotation)
  math.append(semantics)
  span.append(math)
  return span
}

/** @param {string} source @returns {string[]} */
const tokens = source => source.match(/\\[a-zA-Z]+|\\.|[{}^_]|[0-9.]+|\S/g) ?? []

/** @param {string[]} left */
function row(left) {
  const line = make('mrow')
  while (left.length && left[0] !== '}') line.append(withScripts(atom(left), left))
  return line
}

/** @param {Element} base @param {string[]} left */
function withScripts(base, left) {
  /** @type {Element | null} */
  let low = null
  /** @type {Element | null} */
  let high = null
  while (left[0] === '_' || left[0] === '^') {
    if (left.shift() === '_') low = atom(left)
    else high = atom(left)
  }
  if (!low && !high) return base
  const big = base.textContent === '∑' || base.textContent === '∏'
  const scripted = make(low && high ? (big ? 'munderover' : 'msubsup') : low ? (big ? 'munder' : 'msub') : 'msup')
  scripted.append(...[base, low, high].filter(part => part !== null))
  return scripted
}

/** @param {string[]} left @returns {Element} */
function atom(left) {
  const token = left.shift() ?? ''
  if (token === '{') {
    const inside = row(left)
    left.shift()
    return inside
  }
  if (token === '\\frac') {
    const fraction = make('mfrac')
    fraction.append(atom(left), atom(left))
    return fraction
  }
  if (token.startsWith('\\')) return make('mo', symbols[token.slice(1)] ?? token.slice(1))
  if (/^[0-9.]/.test(token)) return make('mn', token)
  return make(/\p{L}/u.test(token) ? 'mi' : 'mo', token)
}

/** @param {string} name @param {string} [text] */
function make(name, text) {
  const element = document.createElementNS(MATHML, name)
  if (text !== undefined) element.textContent = text
  return element
}
