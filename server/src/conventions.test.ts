import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { refusals } from '@taxi/contract/refusals.ts'
import { projectRoot } from './config.ts'
import { sealedColumns } from './db/sealed-columns.ts'
import { everyEndpointOnce } from './entrypoints/http/handlers.ts'
import { envExample } from './env-example.ts'

const NOT_OURS = /(^|\/)(node_modules|\.git|\.output|\.wxt|dist|data|generated)(\/|$)/
const find = (patterns: string[]) =>
  globSync(patterns, { cwd: projectRoot, exclude: name => NOT_OURS.test(name) })
    .sort()
    .map(file => ({ file, text: readFileSync(join(projectRoot, file), 'utf8') }))

const sources = find(['**/*.{ts,tsx,mjs}'])
const shipped = sources.filter(({ file }) => !/\.test\.tsx?$/.test(file))
/** Rules are written down here as patterns, so this file would break them. */
const others = sources.filter(({ file }) => !file.endsWith('conventions.test.ts'))

/** `file:line` of every line that breaks a rule. */
const breaking = (files: typeof sources, breaks: (line: string, before: string) => boolean) =>
  files.flatMap(({ file, text }) =>
    text
      .split('\n')
      .map((line, index, lines) => (breaks(line, lines[index - 1] ?? '') ? `${file}:${index + 1} ${line.trim()}` : ''))
      .filter(Boolean),
  )

test('the rulebook knows nothing but the contract, itself and the calendar', () => {
  const domain = join(projectRoot, 'server/src/domain')
  const rules = shipped.filter(({ file }) => file.startsWith('server/src/domain/'))
  assert.ok(rules.length > 0)

  const strange = rules.flatMap(({ file, text }) =>
    [...text.matchAll(/^(?:import|export)\b[^'"]*?from '([^']+)'/gm)]
      .map(match => match[1] ?? '')
      .filter(from => {
        // Temporal is the language's own; Node does not have it yet.
        if (from.startsWith('@taxi/contract/') || from === 'temporal-polyfill') return false
        const target = resolve(projectRoot, dirname(file), from)
        return !from.startsWith('.') || relative(domain, target).startsWith('..')
      })
      .map(from => `${file} imports ${from}`),
  )

  assert.deepEqual(strange, [])
})

test('every refusal says its sentence and its next step in both languages, with the same blanks to fill', () => {
  const blanks = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort()
  const areSentences = ({ en, ru }: { en: string; ru: string }, code: string) => {
    assert.match(en, /^[A-Z{«].*\.$/, `${code} in English`)
    assert.match(ru, /^[А-ЯЁ{«].*\.$/, `${code} in Russian`)
    assert.match(ru, /[а-яё]/, `${code} in Russian`)
    assert.deepEqual(blanks(ru), blanks(en), code)
  }
  for (const [code, words] of Object.entries(refusals)) {
    areSentences(words, code)
    if ('next' in words) areSentences(words.next, `what to do after ${code}`)
    assert.ok(words.status >= 400 && words.status < 600, code)
  }
})

test('every endpoint of the contract is served, and once', () => {
  everyEndpointOnce()
})

test('every setting stands in .env.example: `npm run check -- --write` writes it anew', () => {
  assert.equal(readFileSync(join(projectRoot, '.env.example'), 'utf8'), envExample())
})

test('every sealed column is known to the rotation of keys', () => {
  const models = readFileSync(join(projectRoot, 'prisma/schema.prisma'), 'utf8').matchAll(/^model (\w+) \{(.*?)^\}/gms)
  const sealed = [...models].flatMap(([, table, columns = '']) =>
    [...columns.matchAll(/^\s+(\w+_(?:encrypted|secret))\s/gm)].map(match => `${table}.${match[1]}`),
  )

  assert.deepEqual(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort(), sealed.sort())
})

test('every word exists in both languages', async () => {
  const words = (language: string) => join(projectRoot, 'ui/src/words', `${language}.ts`)
  assert.ok(existsSync(words('ru')) && existsSync(words('en')))
  const keysOf = async (language: 'ru' | 'en') => {
    const module: Record<string, unknown> = await import(pathToFileURL(words(language)).href)
    return pathsIn(module[language]).sort()
  }

  assert.deepEqual(await keysOf('ru'), await keysOf('en'))
})

function pathsIn(value: unknown, above = ''): string[] {
  if (typeof value === 'function') return [above]
  if (typeof value !== 'object' || value === null) {
    assert.ok(typeof value === 'string' && value !== '', `${above} says something`)
    return [above]
  }
  return Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, `${above}.${key}`))
}

test('a type is given up only with a reason', () => {
  const givesUp = (line: string, before: string) => {
    if (/@ts-(ignore|nocheck)/.test(line) || /@ts-expect-error\s*$/.test(line)) return true
    if (/^\s*(\/\/|\*|\/\*)/.test(line) || !/(:\s*|<|\bas\s+)any\s*([,;)\]>=|&[]|$)/.test(line)) return false
    return !/biome-ignore lint\/suspicious\/noExplicitAny: \S+/.test(before)
  }

  assert.deepEqual(breaking(others, givesUp), [])
})

test('no test is skipped or run alone', () => {
  const skipped = /\b(test|it|describe|suite)\.(skip|only|todo)\b|[{,]\s*(skip|only|todo): |\bt\.(skip|todo)\(/
  const tests = others.filter(({ file }) => /\.test\.tsx?$/.test(file))
  assert.ok(tests.length > 0)

  assert.deepEqual(
    breaking(tests, line => skipped.test(line)),
    [],
  )
})

test('a debt has a date', () => {
  const owed = /\b(TODO|FIXME|XXX)\b(?! \[\d{4}-\d{2}-\d{2}\])/

  assert.deepEqual(
    breaking(others, line => owed.test(line)),
    [],
  )
})

test('chance that guards something comes from node:crypto; other chance says that it guards nothing', () => {
  const server = others.filter(({ file }) => file.startsWith('server/src/') && !file.startsWith('server/src/testing/'))
  const unexplained = (line: string, before: string) =>
    line.includes('Math.random') && !/\/\/.*guards nothing/.test(before + line)

  assert.deepEqual(breaking(server, unexplained), [])
})

test('nothing names a folder of the machine it was written on, a key or a token', () => {
  const everything = find(['**/*.{ts,tsx,mjs,json,md,yml,yaml,py,sh,j2,sql,html,css,prisma}', '.env.example', '.npmrc'])
  const foreign = new RegExp(
    [
      '(?<![\\w.])/(w[o]rk|f[a]rm|r[o]ot|home/\\w+)/',
      'BEGIN [A-Z ]*PRIVATE KEY',
      '\\b[0-9]{8,}:[A-Za-z0-9_-]{35}\\b',
    ].join('|'),
  )
  const lockless = everything.filter(({ file }) => !/package-lock\.json$|conventions\.test\.ts$/.test(file))

  assert.deepEqual(
    breaking(lockless, line => foreign.test(line)),
    [],
  )
})

test('the lock file names no download address', () => {
  assert.doesNotMatch(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'), /"resolved": "http/)
})

test('a file has one subject: none is longer than 350 lines', () => {
  const long = sources.map(({ file, text }) => ({ file, lines: text.split('\n').length })).filter(f => f.lines > 350)

  assert.deepEqual(long, [])
})
