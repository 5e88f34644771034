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
export function withoutPrivate(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutPrivate)
  if (typeof answer !== 'object' || answer === null) return answer
  const owners = isOwners(answer)
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([key]) => !PRIVATE.has(key) && !(owners && key === 'content'))
      .map(([key, value]) => [key, withoutPrivate(value)]),
  )
}

function isOwners({ content, recipient, author }: MaybeMessage): boolean {
  if (recipient === 'bio' || author?.name === 'bio') return true
  return typeof content?.content_type === 'string' && content.content_type.endsWith('_editable_context')
}
