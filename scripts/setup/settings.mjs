import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/**
 * The two settings that decide what must be installed; the server reads all of them properly later.
 * @param {string} name
 */
function setting(name) {
  const file = join(root, '.env')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const line = new RegExp(`^\\s*${name}\\s*=\\s*["']?([^"'\\n]*)`, 'm').exec(text)
  return process.env[name] ?? line?.[1]?.trim() ?? ''
}

export const runsLocalMachine = () => setting('LOCAL_MACHINE') !== 'no'
export const hasOtherGuacd = () => setting('GUACD') !== ''
