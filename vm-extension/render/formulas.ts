import { outsideCode } from './fences.ts'

/**
 * Formulas written `\(…\)` and `\[…\]` become `$…$` and `$$…$$`. For services whose text knows no other formulas: every
 * other dollar is money, and a price between formulas must not open one.
 */
export function dollarFormulas(markdown: string): string {
  return outsideCode(markdown, plain =>
    plain
      .split(/(\$\$[\s\S]+?\$\$|\\\[[\s\S]+?\\\]|\\\([\s\S]+?\\\))/)
      .map((piece, index) => (index % 2 === 1 ? formula(piece) : piece.replace(/(?<!\\)\$(?=\d)/g, '\\$')))
      .join(''),
  )
}

function formula(text: string): string {
  if (text.startsWith('$')) return text
  const tex = text.slice(2, -2)
  return text.startsWith('\\[') ? `$$${tex}$$` : `$${tex.trim()}$`
}
