import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '../../server/src/config.ts'

export interface Check {
  name: string
  /** What to run with Node, relative to the project. */
  command: string[]
}

const tsc = 'node_modules/typescript/bin/tsc'

/** What is checked besides tests. With `write`, what a machine can mend is mended. */
export const checks = (write: boolean): Check[] => [
  { name: 'types of server, contract and scripts', command: [tsc, '-p', 'tsconfig.json'] },
  { name: 'types of popup, companion and portal', command: [tsc, '-p', 'tsconfig.pages.json'] },
  { name: 'types of their tests', command: [tsc, '-p', 'tsconfig.pages-tests.json'] },
  {
    name: 'lint and format',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', ...(write ? ['--write'] : []), '--colors=off', '.'],
  },
]

/** Runs one check; what it printed when it failed, null when all is well. */
export function failureOf({ command }: Check): string | null {
  const [program = '', ...args] = command
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(projectRoot, program), ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return status === 0 ? null : `${stdout}${stderr}`.trim()
}
