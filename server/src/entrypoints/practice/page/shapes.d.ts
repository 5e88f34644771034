/** What the page is told of a file an answer made. */
export interface PageFile {
  id: string
  kind: 'image' | 'download'
  name: string
  alt: string
  size: number
  url: string
}
export interface Progress {
  label: string
  done: number
  of: number
}
export type Status = 'in_progress' | 'finished' | 'interrupted'
/** One message as it stands. */
export interface Shown {
  text: string
  images?: PageFile[]
  files?: PageFile[]
  progress?: Progress | null
  status?: Status
  model?: string | null
}
export interface Node {
  parent: string | null
  message: {
    id: string
    author: { role: 'user' | 'assistant' }
    content: { text: string }
    images: PageFile[]
    files: PageFile[]
    status: Status
    model_slug: string | null
  }
}
export interface Conversation {
  title: string
  current_node: string
  mapping: Record<string, Node | undefined>
}
export interface ConversationList {
  items: { id: string; title: string }[]
}
export interface Question {
  text: string
  conversation_id: string | null
  parent: string | null
}
/** What is heard while an answer is written. */
export type Heard =
  | { event: 'start'; conversation_id: string; title: string; question: string; answer: string }
  | { event: 'text'; text: string }
  | ({ event: 'progress' } & Progress)
  | { event: 'file'; file: PageFile }
  | { event: 'done'; status: Status }
