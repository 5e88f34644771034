import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './paths.mjs'

/**
 * Runs a command to its end. `say` hears what it prints, line by line; its last words become the error when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, say?: (line: string) => void }} [options]
 * @returns {Promise<string>} everything it printed
 */
export function run(command, args, { cwd = root, env = process.env, say = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    /** @param {Buffer} chunk */
    const hear = chunk => {
      const text = stripVTControlCharacters(String(chunk))
      printed += text
      const last = text.trim().split('\n').pop()
      if (last) say(last)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) return resolve(printed)
      const end = printed.trim().split('\n').slice(-30).join('\n')
      reject(new Error(`\`${[command, ...args].join(' ')}\` ended with ${code}:\n${end}`))
    })
  })
}

/**
 * The environment for an npm of its own: `npm start` puts its own place and the project's Node before everything, and
 * `npm ci` takes that Node away under the feet of whoever runs by it.
 */
export function environmentForNpm() {
  const env = { ...process.env }
  for (const name of Object.keys(env))
    if (/^npm_(lifecycle|package|command|config_(local_prefix|prefix|global)$)/.test(name)) delete env[name]
  const path = (env.PATH ?? '').split(delimiter).filter(folder => !folder.includes('node_modules'))
  return { ...env, PATH: path.join(delimiter) }
}
