/** Numbers and addresses of the account stand among the values, without a name. */
export function withoutAccount(answer: unknown): unknown {
  if (typeof answer === 'string') return /^(?:\d{20,22}|[^\s@]+@[^\s@]+\.[a-z]+)$/i.test(answer) ? null : answer
  if (Array.isArray(answer)) return answer.map(withoutAccount)
  if (typeof answer !== 'object' || answer === null) return answer
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, withoutAccount(value)]))
}
