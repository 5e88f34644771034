/** A thread's name in an address ends with 22 letters of an id; old ones are a plain uuid. */
const SLUG = /^\/(?:search|page)\/([^/]*[\w.-]{22}|[0-9a-f]{8}-[0-9a-f-]{27})\/?$/

/** The thread at this address, as the address writes it; null when there is none. */
export const slugAt = ({ pathname }: URL): string | null => pathname.match(SLUG)?.[1] ?? null
