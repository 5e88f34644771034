const CHAT = /^(?:\/u\/\d+)?\/(?:app|gem\/[^/]+)\/(?=[a-z]*\d)([0-9a-z]{8,})\/?$/

/** The chat at this address: in any account, within a Gem. Ids have digits, pages beside the chats do not. */
export const geminiChatAt = (url: URL): string | null => url.pathname.match(CHAT)?.[1] ?? null
