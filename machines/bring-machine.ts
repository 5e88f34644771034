import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Client } from '@taxi/contract/client.ts'
import { projectRoot } from '../server/src/config.ts'
import { freePort } from '../server/src/outside/free-port.ts'
import type { Debian } from './debian.ts'

const run = promisify(execFile)

/** What one run of the roles did. */
export interface Converged {
  changed: number
  failed: number
  printed: string
}

/** Brings an empty Debian into the service of this server, as an administrator does, and runs the roles as often as asked. */
export async function bringMachine(boss: Client, debian: Debian, id: string, slotId: string, times = 1) {
  await boss.call('addMachine', {
    body: {
      vm_id: id,
      name: 'Debian 12',
      driver: 'ssh',
      address: '127.0.0.1',
      port: debian.sshPort,
      rfb_port: await freePort(),
    },
  })
  await boss.call('changeSlot', { params: { id: slotId }, body: { machine_ids: [id], is_active: true } })
  const { inventory, command } = await boss.call('offerJoin', { params: { id }, body: {} })
  const secret = (name: string) => new RegExp(`${name}=(\\S+)`).exec(command)?.[1] ?? ''
  const [machineToken, joinToken] = [secret('TAXI_MACHINE_TOKEN'), secret('TAXI_JOIN_TOKEN')]
  const ports = { seat_display: 90 + Math.floor(Math.random() * 900), seat_cdp_port: await freePort() }
  const runs: Converged[] = []
  // It proves itself once.
  for (let time = 1; time <= times; time++)
    runs.push(await converge(debian, id, inventory, { machineToken, joinToken: time === 1 ? joinToken : '' }, ports))
  return runs
}

/** Here the machine shares this computer's network, display numbers and ports: those are not the usual ones. */
async function converge(
  debian: Debian,
  id: string,
  inventory: string,
  { machineToken, joinToken }: { machineToken: string; joinToken: string },
  more: Record<string, number>,
): Promise<Converged> {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-inventory-'))
  try {
    writeFileSync(join(folder, `${id}.yml`), inventory)
    const connection = {
      ansible_port: debian.sshPort,
      ansible_user: 'root',
      ansible_ssh_private_key_file: debian.keyFile,
      ansible_ssh_common_args: `-o UserKnownHostsFile=${debian.knownHostsFile}`,
      ...more,
    }
    const words = ['-i', join(folder, `${id}.yml`), '-e', JSON.stringify(connection), 'site.yml']
    const { stdout } = await run('ansible-playbook', words, {
      cwd: join(projectRoot, 'ansible'),
      env: {
        ...process.env,
        TAXI_MACHINE_TOKEN: machineToken,
        TAXI_JOIN_TOKEN: joinToken,
        ANSIBLE_NOCOLOR: '1',
      },
      maxBuffer: 1 << 26,
    }).catch(error => {
      throw new Error(
        `ansible-playbook failed:\n${String(error.stdout).slice(-3000)}${String(error.stderr).slice(-500)}`,
      )
    })
    const count = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(stdout)?.[1] ?? -1)
    return { changed: count('changed'), failed: count('failed'), printed: stdout }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
