import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FreshPaths, safeName, safePath } from './safe-name.ts'

const names: [string, string][] = [
  ['отчёт за ноябрь.pdf', 'отчёт за ноябрь.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['..\\..\\boot.ini', '_.._boot.ini'],
  ['C:\\Windows\\x.txt', 'C__Windows_x.txt'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['  spaced  out  ', 'spaced out'],
  ['ends with dots...', 'ends with dots'],
  ['a\u0000b\u202ecod.exe', 'a_b_cod.exe'],
  ['line\nbreak', 'line_break'],
  ['😀 smile.png', '😀 smile.png'],
  ['broken \ud800 half', 'broken _ half'],
  ['...', 'file'],
  ['', 'file'],
]
for (const [given, expected] of names)
  test(`the name ${JSON.stringify(given)} becomes ${JSON.stringify(expected)}`, () =>
    assert.equal(safeName(given), expected))

test('a long name is cut between letters and keeps its ending', () => {
  const name = safeName(`${'ы'.repeat(300)}.docx`, 120)

  assert.ok(Buffer.byteLength(name) <= 120)
  assert.ok(name.endsWith('ы.docx'))
})

test('no path climbs out of its folder', () => {
  for (const path of ['../../x', '/etc/passwd', 'a/../../b', '..\\..\\x', '....//x', './../x'])
    for (const step of safePath(path).split('/')) assert.ok(!['', '.', '..'].includes(step), path)
})

test('two files of one name both get a path, also where capitals do not count', () => {
  const paths = new FreshPaths()

  const given = ['a.txt', 'a.txt', 'A.TXT', 'b'].map(path => paths.fresh(path))

  assert.deepEqual(given, ['a.txt', 'a (2).txt', 'A (3).TXT', 'b'])
})
