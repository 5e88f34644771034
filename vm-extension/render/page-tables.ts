/** A table in the form of GitHub's Markdown: the first row is the head, a cell is one line. */
export function tableMarkdown(table: HTMLElement, markdownOf: (cell: HTMLElement) => string): string {
  const rows = [...table.querySelectorAll('tr')]
    .filter(row => row.closest('table') === table)
    .map(row => [...row.querySelectorAll('th, td')].filter(cell => cell.closest('tr') === row) as HTMLElement[])
    .filter(cells => cells.length > 0)
  const width = Math.max(0, ...rows.map(cells => cells.length))
  const [head, ...body] = rows.map(cells =>
    line(
      cells.map(cell => oneLine(markdownOf(cell))),
      width,
    ),
  )
  if (head === undefined) return ''
  const rule = `|${rows[0]?.map(alignment).join('|')}${'| --- '.repeat(width - (rows[0]?.length ?? 0))}|`
  return [head, rule, ...body].join('\n')
}

const line = (cells: string[], width: number) =>
  `| ${[...cells, ...Array<string>(width - cells.length).fill('')].join(' | ')} |`

const oneLine = (markdown: string) =>
  markdown
    .trim()
    .replace(/\s*\n\s*/g, '<br>')
    .replace(/(?<!\\)\|/g, '\\|')

function alignment(cell: HTMLElement): string {
  const named = cell.getAttribute('align') ?? cell.getAttribute('style')?.match(/text-align:\s*(\w+)/)?.[1]
  return named === 'right' ? ' ---: ' : named === 'center' ? ' :---: ' : ' --- '
}
