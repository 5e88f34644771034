/** What an exporter must deliver for one recorded conversation. */
export interface Expected {
  id: string
  url: string
  title: string
  model?: string | null
  created_at?: string | null
  turns: ExpectedTurn[]
  must_not_contain: string[]
  markdown_must_not_contain?: string[]
  branches: { present: boolean; off_path?: { contains: string | string[] }[] }
  assets?: { kind: string; id: string; prompt: string; model: string; url: string }[]
  order_check_words?: string[]
  dom: { all_turns_in_static_html?: boolean; missing_turns?: number[]; documents?: boolean }
  notebook?: {
    sources: { id: string; title: string; url: string | null }[]
    notes: { title: string; contains: string[] }[]
    studio: { title: string; kind: string }[]
  }
}
export interface ExpectedTurn {
  index: number
  role: 'user' | 'assistant'
  id: string | null
  timestamp: string | null
  model: string | null
  contains: string[]
  code_blocks: { language: string | null; language_label_in_dom: string | null; code: string }[]
  tables: { header: string[]; cells: string[][] }[]
  math: { inline: string[]; display: string[] }
  links: string[]
  citations: { cited_urls: string[]; source_urls: string[] }
  images: { kind: string; name: string | null; alt: string | null; url: string }[]
  attachments: { name: string; mime: string; size: number | null }[]
  artifacts: { kind?: string; id?: string; name?: string; title?: string; versions?: number; contains?: string[] }[]
  thinking: { present: boolean; contains?: string[] }
  tool_calls: { name: string; contains?: string[] }[]
}
