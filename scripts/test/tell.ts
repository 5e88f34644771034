import type { FileResult } from './run-file.ts'

/** Prints what came of a file, and gives the sentences that failed. */
export function tell({ file, outcomes, ms, printed }: FileResult): { passed: number; failures: string[] } {
  const failed = outcomes.filter(outcome => !outcome.passed)
  const passed = outcomes.length - failed.length
  const count = `${passed} passed${failed.length ? `, ${failed.length} failed` : ''}`
  process.stdout.write(`${failed.length ? '✗' : '✓'} ${file}: ${count}, ${(ms / 1000).toFixed(1)} s\n`)
  for (const { name, why } of failed) process.stdout.write(`  ✗ ${name}\n${indented(why, 6)}\n`)
  if (failed.length && printed.trim()) process.stdout.write(`    it printed:\n${indented(lastLines(printed, 60), 6)}\n`)
  return { passed, failures: failed.map(({ name }) => `${file}: ${name}`) }
}

export function indented(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by))
}

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
