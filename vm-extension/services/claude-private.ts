import { without } from './private.ts'

/** Instructions of the account and of its projects, its styles and memories. */
const PRIVATE = new Set([
  'account',
  'creator',
  'custom_instructions',
  'memory',
  'memories',
  'personalized_style',
  'prompt_template',
  'user_preferences',
])

/** Tools that look into the account's other chats and its memory. */
export const isPrivateTool = (name: unknown): boolean =>
  typeof name === 'string' && /^(conversation_search|recent_chats|memory|user_memor)/.test(name)

/** The service's answer without what is the account's own. Calls that read other chats keep their name only. */
export const withoutPrivate = (answer: unknown): unknown =>
  without(answer, (key, { name }) => PRIVATE.has(key) || (isPrivateTool(name) && !['type', 'name'].includes(key)))
