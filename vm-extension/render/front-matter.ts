import type { TaxiChat } from '@taxi/contract/chat.ts'

/** YAML front matter. Every text is quoted as JSON, which YAML reads the same: no title can break out of it. */
export function frontMatter(chat: TaxiChat): string {
  const fields: [string, string | null][] = [
    ['title', chat.title],
    ['service', chat.service],
    ['id', chat.id],
    ['url', chat.url],
    ['model', chat.model],
    ['created_at', chat.created_at],
    ['updated_at', chat.updated_at],
    ['exported_at', chat.exported_at],
    ['source', chat.source],
    ['status', chat.status],
    ['why', chat.why ?? null],
  ]
  const known = fields.filter((field): field is [string, string] => field[1] !== null)
  return ['---', ...known.map(([name, value]) => `${name}: ${quoted(value)}`), '---'].join('\n')
}

/** JSON leaves U+2028, U+2029 and U+0085 bare; to YAML they are line ends. */
const quoted = (text: string) =>
  JSON.stringify(text).replace(
    /[\u0085\u2028\u2029]/g,
    mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
