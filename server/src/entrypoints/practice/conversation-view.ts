import type { Conversation, Message } from './chats.ts'
import { publicFile } from './conversation.ts'

/** A conversation as the API tells it: a tree, its leaf named, like the services people know. */
export function conversationView(conversation: Conversation) {
  const { id, title, create_time, update_time, current_node } = conversation
  const messages = Object.values(conversation.messages)
  const children = (parent: string) => messages.filter(message => message.parent === parent).map(message => message.id)
  const mapping = Object.fromEntries(
    messages.map(message => [
      message.id,
      { id: message.id, parent: message.parent, children: children(message.id), message: messageView(message) },
    ]),
  )
  return { conversation_id: id, title, create_time, update_time, current_node, mapping }
}

function messageView({ id, role, create_time, model, status, text, images, files }: Message) {
  return {
    id,
    author: { role },
    create_time,
    model_slug: model,
    status,
    content: { content_type: 'markdown', text },
    images: images.map(publicFile),
    files: files.map(publicFile),
  }
}
