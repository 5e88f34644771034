const words = (markdown: string) => markdown.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

export const hasWords = (markdown: string): boolean => words(markdown).length > 0

/** Do most words of what the page shows stand in what the API told? Drawn formulas and labels differ. */
export function mostlyIn(shown: string, told: string): boolean {
  const there = new Set(words(told))
  const seen = words(shown)
  return seen.length > 0 && seen.filter(word => there.has(word)).length >= seen.length * 0.6
}
