import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encode } from './instruction.ts'
import { InstructionScanner, NotGuacamole } from './instruction-scanner.ts'

const scan = (...chunks: Buffer[]) => {
  const scanner = new InstructionScanner(8192)
  return chunks.flatMap(chunk => scanner.push(chunk)).map(found => [found.opcode, ...found.args])
}

test('lengths count code points, so letters, emoji and nothing at all read back as they were', () => {
  const text = encode('file', 0, 'text/plain', 'Отчёт — 😀.txt', '')

  assert.equal(text, '4.file,1.0,10.text/plain,13.Отчёт — 😀.txt,0.;')
  assert.deepEqual(scan(Buffer.from(text)), [['file', '0', 'text/plain', 'Отчёт — 😀.txt', '']])
})

test('an instruction split byte by byte, in the middle of letters, arrives whole', () => {
  const bytes = Buffer.from(encode('name', 'Привет 😀') + encode('sync', 12345) + encode('', 'ping', 1))

  const split = Array.from(bytes, byte => Buffer.from([byte]))

  assert.deepEqual(scan(...split), [
    ['name', 'Привет 😀'],
    ['sync', '12345'],
    ['', 'ping', '1'],
  ])
})

test('long texts read back as they were, wherever they are split and wherever their letters stop being plain', () => {
  const plain = 'iVBORw0KGgo'.repeat(200)
  const texts = [plain, `${plain}ж${plain}`, `ж${plain}`, `${plain}😀`, plain.slice(0, 64), plain.slice(0, 63)]
  const bytes = Buffer.from(texts.map(text => encode('blob', 1, text)).join(''))

  for (const size of [1, 7, 64, 1000, 2201, bytes.length]) {
    const chunks = []
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
    assert.deepEqual(
      scan(...chunks).map(([, , text]) => text),
      texts,
    )
  }
})

test('what is not complete yet is not given out, and the bytes given out are the bytes that came', () => {
  const scanner = new InstructionScanner(8192)
  const first = encode('sync', 1)
  const second = encode('blob', 3, 'aGVsbG8=')

  const early = scanner.push(Buffer.from(first + second.slice(0, 9)))
  const late = scanner.push(Buffer.from(second.slice(9)))

  assert.deepEqual(
    early.map(found => found.raw.toString()),
    [first],
  )
  assert.deepEqual(
    late.map(found => found.raw.toString()),
    [second],
  )
})

test('an element that reads its own end as text is still text', () => {
  assert.deepEqual(scan(Buffer.from(encode('name', '3.a,b;4.sync;'))), [['name', '3.a,b;4.sync;']])
})

for (const [what, bytes] of Object.entries({
  'text that is no protocol': 'GET / HTTP/1.1\r\n\r\n',
  'a length without digits': '.sync;',
  'a negative length': '-1.a;',
  'a length that is too short': '2.sync;',
  'an element of 9000 characters': `9000.${'a'.repeat(9000)};`,
  'a length without end': '9'.repeat(40),
  'endless small elements': `${'1.a,'.repeat(4000)}`,
}))
  test(`${what} is refused`, () => {
    assert.throws(() => scan(Buffer.from(bytes)), NotGuacamole)
  })
