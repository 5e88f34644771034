import { globSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { projectRoot } from '../../server/src/config.ts'

const LONG_ONES_FIRST = ['machines/', 'ride/', 'server/src/entrypoints/companion/', 'portal/src/desk/']
const NOT_OURS = /(^|\/)(node_modules|\.output|\.wxt|dist|data|generated)(\/|$)/

/** Every test file of the project, below the given paths when there are some; apart the ones with browsers and screens, the long ones first. */
export function testFiles(below: string[]): { together: string[]; wholeMachine: string[] } {
  const wanted = below.map(path => relative(projectRoot, resolve(projectRoot, path)))
  const files = globSync('**/*.test.ts', { cwd: projectRoot, exclude: name => NOT_OURS.test(name) })
    .filter(
      file => wanted.length === 0 || wanted.some(path => path === '' || file === path || file.startsWith(`${path}/`)),
    )
    .sort()
  return {
    together: files.filter(file => !needsTheMachine(file)),
    wholeMachine: files.filter(needsTheMachine).sort((a, b) => turnOf(a) - turnOf(b)),
  }
}

/** The files of long proofs, below the given paths when there are some. */
export function faultFiles(below: string[]): string[] {
  const files = globSync('**/*.faults.ts', { cwd: projectRoot, exclude: name => NOT_OURS.test(name) })
  return files.filter(file => below.length === 0 || below.some(path => file.startsWith(path))).sort()
}

/** Whether a test file starts a browser, a screen or a whole server. */
export function needsTheMachine(file: string): boolean {
  return file.endsWith('.e2e.test.ts') || file.startsWith('ride/')
}

/** What takes longest begins first, so that nobody waits for one last file. */
function turnOf(file: string): number {
  const turn = LONG_ONES_FIRST.findIndex(folder => file.startsWith(folder))
  return turn < 0 ? LONG_ONES_FIRST.length : turn
}
