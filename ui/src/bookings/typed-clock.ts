/** The clock time somebody typed: `9`, `930`, `9.30` and `09:30` are understood; null: this is none. */
export function typedClock(text: string): string | null {
  const [, hours = '', minutes = '00'] = /^\s*(\d{1,2})(?:[:. ]?(\d{2}))?\s*$/.exec(text) ?? []
  if (!hours || Number(hours) > 23 || Number(minutes) > 59) return null
  return `${hours.padStart(2, '0')}:${minutes}`
}
