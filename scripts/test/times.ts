import type { FileResult } from './run-file.ts'

const SHOWN = 30

/** Where the time went: the files that took longest, each with its longest test. */
export function longest(results: FileResult[]): string {
  const sorted = results.toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN)
  return sorted.map(({ file, ms, outcomes }) => `${seconds(ms)} ${file}${slowestOf(outcomes)}\n`).join('')
}

function slowestOf(outcomes: FileResult['outcomes']): string {
  const [slowest] = outcomes.toSorted((a, b) => b.ms - a.ms)
  return slowest ? `\n${seconds(slowest.ms)}   ${slowest.name}` : ''
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).padStart(7)} s`
}
