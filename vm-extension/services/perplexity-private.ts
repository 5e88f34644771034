import { without } from './private.ts'

const PRIVATE = new Set([
  'ai_profile',
  'author_id',
  'author_image',
  'author_username',
  'instructions',
  'memories',
  'read_write_token',
  'user_profile',
])

/** Steps that look into the account's memory, mail and other threads. */
export const isPrivateStep = (step: unknown): boolean =>
  typeof step === 'string' && /MEMOR|CONVERSATION_HISTORY|EMAIL|CALENDAR|CONTACT/i.test(step)

/** Found in the account's memory or its other threads. */
export const isPrivateResult = (result: Readonly<Record<string, unknown>>): boolean =>
  result.is_memory === true || result.is_conversation_history === true

/** The service's answer without what is the account's own. */
export const withoutPrivate = (answer: unknown): unknown =>
  without(answer, (key, holder) => {
    if (PRIVATE.has(key)) return true
    if (isPrivateStep(holder.step_type)) return key !== 'step_type'
    return isPrivateResult(holder) && !key.startsWith('is_')
  })
