/** An e-mail address in a service's answer is the account's, never a part of the chat. */
const ADDRESS = /^(?:\w+_)?e_?mail(?:_address)?$/i

/** Judges one field of one object of an answer: does it belong to the account's owner? */
export type IsOwners = (key: string, holder: Readonly<Record<string, unknown>>) => boolean

/** The service's answer without what belongs to the account's owner. */
export function without(answer: unknown, isOwners: IsOwners): unknown {
  if (typeof answer === 'string') return inText(answer, isOwners)
  if (Array.isArray(answer)) return answer.map(each => without(each, isOwners))
  if (typeof answer !== 'object' || answer === null) return answer
  const holder = answer as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(holder)
      .filter(([key]) => !ADDRESS.test(key) && !isOwners(key, holder))
      .map(([key, value]) => [key, without(value, isOwners)]),
  )
}

/** Answers carry answers: JSON as a text within JSON. */
function inText(text: string, isOwners: IsOwners): string {
  if (!/^\s*[[{]/.test(text)) return text
  try {
    const told: unknown = JSON.parse(text)
    const kept = JSON.stringify(without(told, isOwners))
    return kept === JSON.stringify(told) ? text : kept
  } catch {
    return text
  }
}
