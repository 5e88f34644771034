import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
const pairs = [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)]
const themes = [2, 3].map(group => new Map(pairs.map(pair => [pair[1] ?? '', pair[group] ?? ''])))

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(theme: Map<string, string>, front: string, back: string): number {
  const [light = 0, dark = 0] = [front, back].map(name => luminance(theme.get(name) ?? '')).sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

test('text can be read on every ground, in both themes', () => {
  for (const theme of themes) {
    for (const front of ['ink', 'quiet', 'sick'])
      for (const back of ['paper', 'card', 'hover'])
        assert.ok(contrast(theme, front, back) >= 4.5, `${front} on ${back}`)
    assert.ok(contrast(theme, 'on-taxi', 'taxi') >= 4.5)
  }
})

test('shapes of states and edges of controls can be told from the ground, in both themes', () => {
  const shapes = ['free', 'busy', 'mine', 'waiting', 'working', 'sick', 'off', 'edge', 'focus']
  for (const theme of themes)
    for (const front of shapes)
      for (const back of ['paper', 'card']) assert.ok(contrast(theme, front, back) >= 3, `${front} on ${back}`)
})
