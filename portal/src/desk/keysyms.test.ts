import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isForeignLetter, isTypable, keysymOf, latinOf, onKeys, seatKeysym } from './keysyms.ts'
import { strokesOf } from './typed-text.ts'

const hex = (sign: string) => keysymOf(sign.codePointAt(0) ?? 0).toString(16)

test('Russian letters and signs get the names that the seat’s keymap knows', () => {
  const names = { а: '6c1', я: '6d1', ё: '6a3', Ё: '6b3', А: '6e1', Я: '6f1', ъ: '6df', Ъ: '6ff', ю: '6c0', Щ: '6fd' }
  for (const [letter, name] of Object.entries(names)) assert.equal(hex(letter), name, letter)
  const signs = {
    '№': '6b0',
    '«': 'ab',
    '»': 'bb',
    '—': 'aa9',
    '–': 'aaa',
    '„': 'afe',
    '“': 'ad2',
    '…': 'aae',
    '€': '20ac',
  }
  for (const [sign, name] of Object.entries(signs)) assert.equal(hex(sign), name, sign)
})

test('no two Russian letters share a name', () => {
  const letters = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ']

  assert.equal(new Set(letters.map(hex)).size, 66)
  for (const letter of letters) assert.match(hex(letter), /^6[a-f]\w$/, letter)
})

test('Latin keeps its name, the rest of Unicode gets the general one', () => {
  assert.equal(hex('A'), '41')
  assert.equal(hex('é'), 'e9')
  assert.equal(hex('漢'), '1006f22')
  assert.equal(hex('₽'), '10020bd')
  assert.equal(hex('😀'), '101f600')
})

test('every sign that is typed as a key has one in the seat’s keymap', () => {
  const keymap = readFileSync(new URL('../../../ansible/roles/seat/files/taxi.xkb', import.meta.url), 'utf8')
  const named: Record<string, string> = { '«': 'guillemotleft', '»': 'guillemotright', '§': 'section', '°': 'degree' }

  for (const sign of onKeys) {
    const code = sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    assert.match(keymap, new RegExp(`\\b${named[sign] ?? `U${code}`}\\b`), sign)
  }
  for (const text of ['Ёлка № 5, 100 €', 'naïve façade', 'Їжак', 'e\u0301', 'a\nb\t']) assert.ok(isTypable(text), text)
  for (const text of ['漢', '😀', 'עברית']) assert.ok(!isTypable(text), text)
})

test('a key as the page hears it is renamed for the seat, and keys that are no letters stay', () => {
  assert.equal(seatKeysym(0x1000439), 0x6ca)
  assert.equal(seatKeysym(0xff0d), 0xff0d)
  assert.equal(seatKeysym(0x61), 0x61)
  assert.equal(isForeignLetter(0x1000441), true)
  assert.equal(isForeignLetter(0x6d3), true)
  assert.equal(isForeignLetter(0xffe3), false)
  assert.equal(isForeignLetter(0xfe03), false)
  assert.equal(isForeignLetter(0x63), false)
})

test('a shortcut means its place on the keyboard, whatever layout is on', () => {
  assert.equal(latinOf('KeyC', false), 'c'.charCodeAt(0))
  assert.equal(latinOf('KeyC', true), 'C'.charCodeAt(0))
  assert.equal(latinOf('Digit5', false), '5'.charCodeAt(0))
  assert.equal(latinOf('BracketLeft', false), '['.charCodeAt(0))
  assert.equal(latinOf('Enter', false), null)
})

test('a pasted line break does not send the question, and a tab does not leave the field', () => {
  const strokes = [...strokesOf('a\r\nб\tv')].flat()

  const down = strokes.filter(({ pressed }) => pressed).map(({ keysym }) => keysym)
  assert.deepEqual(down, [0x61, 0xffe1, 0xff0d, 0x6c2, 0x20, 0x20, 0x20, 0x20, 0x76])
  assert.equal(strokes.filter(({ pressed }) => !pressed).length, down.length)
})

test('letters put together from parts are typed as one, and what has no key is left out', () => {
  const down = [...strokesOf('и\u0306\u0007\u00a0')].flat().filter(({ pressed }) => pressed)

  assert.deepEqual(
    down.map(({ keysym }) => keysym),
    [0x6ca, 0x20],
  )
})
