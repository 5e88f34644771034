import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../server/src/config.ts'
import type { Debian } from './debian.ts'

const run = promisify(execFile)

/** What one run of the roles did. */
export interface Converged {
  changed: number
  failed: number
  printed: string
}

export interface Play {
  playbook: 'site.yml' | 'server.yml'
  inventory: string
  /** Variables that win over the inventory's. */
  more?: Record<string, unknown>
  environment?: Record<string, string>
}

/** Runs a playbook against a Debian as an administrator does, from an inventory in a file. */
export async function runPlaybook(debian: Debian, { playbook, inventory, more, environment }: Play) {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-inventory-'))
  try {
    writeFileSync(join(folder, 'inventory.yml'), inventory)
    const connection = {
      ansible_port: debian.sshPort,
      ansible_user: 'root',
      ansible_ssh_private_key_file: debian.keyFile,
      ansible_ssh_common_args: `-o UserKnownHostsFile=${debian.knownHostsFile}`,
      ...more,
    }
    const words = ['-i', join(folder, 'inventory.yml'), '-e', JSON.stringify(connection), playbook]
    const { stdout } = await run('ansible-playbook', words, {
      cwd: join(projectRoot, 'ansible'),
      env: { ...process.env, ...environment, ANSIBLE_NOCOLOR: '1' },
      maxBuffer: 1 << 26,
    }).catch(error => {
      throw new Error(
        `ansible-playbook failed:\n${String(error.stdout).slice(-3000)}${String(error.stderr).slice(-500)}`,
      )
    })
    const count = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(stdout)?.[1] ?? -1)
    return { changed: count('changed'), failed: count('failed'), printed: stdout } satisfies Converged
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
