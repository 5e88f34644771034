import { globSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { projectRoot } from '../../server/src/config.ts'

const NOT_OURS = /(^|\/)(node_modules|\.output|\.wxt|dist|data|generated)(\/|$)/

/** Every test file of the project, below the given paths when there are some; the ones that need the whole machine last. */
export function testFiles(below: string[]): { together: string[]; alone: string[] } {
  const wanted = below.map(path => relative(projectRoot, resolve(projectRoot, path)))
  const files = globSync('**/*.test.ts', { cwd: projectRoot, exclude: name => NOT_OURS.test(name) })
    .filter(
      file => wanted.length === 0 || wanted.some(path => path === '' || file === path || file.startsWith(`${path}/`)),
    )
    .sort()
  const needsTheMachine = (file: string) => file.endsWith('.e2e.test.ts') || file.startsWith('ride/')
  return { together: files.filter(file => !needsTheMachine(file)), alone: files.filter(needsTheMachine) }
}
