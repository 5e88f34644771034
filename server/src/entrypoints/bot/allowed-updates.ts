/** What the bot wants to hear of. */
export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const
