import { parseArgs } from 'node:util'
import { contention } from './contention.ts'
import { dump } from './dump.ts'
import { exporting } from './export.ts'
import { fanout } from './fanout.ts'
import type { Bench, Figure, Keep } from './figure.ts'
import { outbox } from './outbox.ts'
import { slots } from './slots.ts'
import { start } from './start.ts'

const benches: Record<string, Bench> = { start, contention, slots, fanout, dump, outbox, export: exporting }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '100' } },
})
const say = values.json ? () => {} : (line: string) => console.log(line)
const rounds = Number(values.rounds)
const unknown = positionals.filter(name => !Object.hasOwn(benches, name))
if (unknown.length) leave(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1000) leave('--rounds wants a whole number from 1 to 1000.')

const kept: { close(): unknown }[] = []
const keep: Keep = part => {
  kept.unshift(part)
  return part
}
let stopped = false
let closing = Promise.resolve()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopped = true
    closeAll().finally(() => process.exit(1))
  })

const figures: Figure[] = []
const errors: string[] = []
for (const name of positionals.length ? positionals : Object.keys(benches)) {
  if (stopped) break
  say(`\n${name}`)
  try {
    for (const figure of (await benches[name]?.({ keep, rounds, say })) ?? []) {
      figures.push(figure)
      say(lineOf(figure))
    }
  } catch (error) {
    errors.push(`${name}: ${error instanceof Error ? error.message : error}`)
    console.error(`  ${name} could not be measured: ${error instanceof Error ? error.stack : error}`)
  } finally {
    await closeAll()
  }
}

const ok = !stopped && errors.length === 0 && figures.every(figure => figure.ok)
// One line, with the spaces people search for: `"ok": true`.
const report = { ok, figures, ...(errors.length ? { errors } : {}) }
if (values.json) console.log(JSON.stringify(report, null, 1).replaceAll(/\n\s*/g, ' '))
else console.log(`\n${figures.filter(figure => figure.ok).length} of ${figures.length} figures meet their target.`)
process.exit(ok ? 0 : 1)

function lineOf({ what, value, unit, yardstick, target, ok, seen }: Figure): string {
  const beside = yardstick ? `; beside it ${yardstick.what}: ${yardstick.value} ${unit}` : ''
  return `  ${ok ? 'met   ' : 'MISSED'} ${what}: ${value} ${unit} (target ${target})${beside}\n         ${seen}`
}

/** One after the other; who comes while it is under way waits for all of it. */
function closeAll(): Promise<void> {
  const parts = kept.splice(0)
  closing = closing.then(async () => {
    for (const part of parts) await close(part)
  })
  return closing
}

async function close(part: { close(): unknown }): Promise<void> {
  try {
    await part.close()
  } catch (error) {
    errors.push(`not closed: ${error}`)
    console.error(error)
  }
}

function leave(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
