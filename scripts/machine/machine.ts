import { sentenceOf } from '@taxi/contract/refusals.ts'
import { Refusal } from '../../server/src/domain/refusal.ts'
import { withParts } from '../with-parts.ts'
import { isKnown, runCommand, USAGE } from './machine-commands.ts'

const words = process.argv.slice(2)
process.umask(0o077)
if (isKnown(words))
  await withParts(async parts => console.log((await runCommand(parts, words)).join('\n'))).catch(refuse)
else {
  console.error(USAGE)
  process.exitCode = 64
}

/** A refusal is an answer: without a stack. */
function refuse(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
  console.error(sentenceOf(error.code, 'en', error.details))
  process.exitCode = 1
}
