import { type Message, Widget } from './chatgpt-shapes.ts'

export interface Report {
  id: string | null
  text: string
  metadata: Message['metadata']
}

const STATE = 'The latest state of the widget is: '

/** A research report: it is no message, but lies in the state of the widget that shows it. */
export function reportIn({ author, content, metadata }: Message): Report | null {
  if (author.role !== 'tool') return null
  const spoken = (content.parts ?? []).find(part => typeof part === 'string' && part.startsWith(STATE))
  const states = [metadata?.chatgpt_sdk?.widget_state, typeof spoken === 'string' ? spoken.slice(STATE.length) : null]
  for (const state of states) {
    const widget = Widget.safeParse(parsed(state ?? ''))
    if (!widget.success) continue
    const { id, content: report, metadata: told } = widget.data.report_message
    return { id: id ?? null, text: report.parts.join('\n\n'), metadata: told }
  }
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
