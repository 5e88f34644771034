import { without } from './private.ts'

/** Keys under which the service hands out what belongs to the account's owner. */
const PRIVATE = new Set([
  'user_profile',
  'user_instructions',
  'user_context_message_data',
  'about_user_message',
  'about_model_message',
  'model_set_context',
])

interface MaybeMessage {
  content?: { content_type?: unknown } | null
  recipient?: unknown
  author?: { name?: unknown } | null
}

/** The service's answer without the owner's instructions and memories. */
export const withoutPrivate = (answer: unknown): unknown =>
  without(answer, (key, holder) => PRIVATE.has(key) || (key === 'content' && isOwners(holder)))

function isOwners({ content, recipient, author }: MaybeMessage): boolean {
  if (recipient === 'bio' || author?.name === 'bio') return true
  return typeof content?.content_type === 'string' && content.content_type.endsWith('_editable_context')
}
