/** An e-mail address in a service's answer is the account's, never a part of the chat. */
const ADDRESS = /^(?:\w+_)?e_?mail(?:_address)?$/i

/** The service's answer without what belongs to the account's owner; `isOwners` judges one field of one object. */
export function without(
  answer: unknown,
  isOwners: (key: string, holder: Readonly<Record<string, unknown>>) => boolean,
): unknown {
  if (Array.isArray(answer)) return answer.map(each => without(each, isOwners))
  if (typeof answer !== 'object' || answer === null) return answer
  const holder = answer as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(holder)
      .filter(([key]) => !ADDRESS.test(key) && !isOwners(key, holder))
      .map(([key, value]) => [key, without(value, isOwners)]),
  )
}
