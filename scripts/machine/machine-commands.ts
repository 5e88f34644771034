import { parseArgs } from 'node:util'
import type { MachineView } from '@taxi/contract/machines.ts'
import { addMachine } from '../../server/src/actions/admin/add-machine.ts'
import { changeMachine } from '../../server/src/actions/admin/change-machine.ts'
import { offerJoin } from '../../server/src/actions/admin/offer-join.ts'
import { removeMachine } from '../../server/src/actions/admin/remove-machine.ts'
import { readMachines } from '../../server/src/db/read/machines.ts'
import type { CommandParts } from '../with-parts.ts'

export const USAGE = `npm run machine -- list                             every machine and how it is
npm run machine -- add <id> --address <host> [--port 22] [--name <name>]
                                                    a Linux machine over SSH, and what makes it join
npm run machine -- join <id>                        new keys, an inventory and the command for Ansible; the old keys end
npm run machine -- drain <id> · undrain <id>        takes nobody new, who sits there stays · takes people again
npm run machine -- remove <id>                      for good, with its keys; refused while it holds anything of a session`

const options = { address: { type: 'string' }, port: { type: 'string' }, name: { type: 'string' } } as const
type Given = { id: string; address?: string; port?: string; name?: string }
type Command = (parts: CommandParts, given: Given) => Promise<string[]>

const commands: Record<string, Command> = {
  list: async parts => listed(await readMachines(parts)),
  async add(parts, { id, address = '', port = '22', name = id }) {
    const place = { driver: 'ssh', address, port: Number(port), rfb_port: 5901 } as const
    await addMachine(parts, { vm_id: id, name, ...place })
    return [`${id} is added.`, '', ...(await joined(parts, id))]
  },
  join: (parts, { id }) => joined(parts, id),
  async drain(parts, { id }) {
    await changeMachine(parts, id, { is_draining: true })
    const machine = (await readMachines(parts)).find(({ vm_id }) => vm_id === id)
    return [
      machine?.is_empty ? `${id} takes nobody new. It is empty.` : `${id} takes nobody new. Somebody is still there.`,
    ]
  },
  async undrain(parts, { id }) {
    await changeMachine(parts, id, { is_draining: false })
    return [`${id} takes people again.`]
  },
  async remove(parts, { id }) {
    await removeMachine(parts, id)
    return [`${id} is removed. Erase its disk: the accounts are still signed in there.`]
  },
}

/** Is this a command with all it needs? */
export function isKnown(words: string[]): boolean {
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
    const [command = '', id, ...rest] = positionals
    if (!commands[command] || rest.length) return false
    if (command === 'list') return id === undefined
    return id !== undefined && /^[a-z0-9][a-z0-9-]{0,39}$/.test(id) && isPlace(command, values)
  } catch {
    return false
  }
}

function isPlace(command: string, { address, port = '22' }: { address?: string; port?: string }): boolean {
  if (command !== 'add') return true
  return Boolean(address) && /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535
}

/** What the command says when it is done. Throws `Refusal`. */
export function runCommand(parts: CommandParts, words: string[]): Promise<string[]> {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true })
  const [command = '', id = ''] = positionals
  return commands[command]?.(parts, { id, ...values }) ?? Promise.resolve([])
}

async function joined(parts: CommandParts, id: string): Promise<string[]> {
  const { inventory, command, expires_at } = await offerJoin(parts, id)
  return [
    `Save this as ansible/${id}.yml on a computer that reaches the machine as root:`,
    '',
    inventory,
    `Then run there, in the folder ansible, before ${expires_at}. Its two secrets are shown once:`,
    '',
    command,
  ]
}

function listed(machines: MachineView[]): string[] {
  if (!machines.length) return ['There is no machine yet.']
  const rows = machines.map(machine => [
    machine.vm_id,
    machine.name,
    machine.address ? `${machine.address}:${machine.port ?? 22}` : machine.driver,
    standingOf(machine),
    machine.active_user ?? '',
    machine.slot_ids.join(' '),
  ])
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => row[at]?.length ?? 0)))
  return rows.map(row =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function standingOf({ is_active, is_draining, is_empty, is_healthy, trouble, driver, joined_at }: MachineView): string {
  if (!is_active) return 'off'
  if (is_draining) return is_empty ? 'drained' : 'draining'
  if (driver === 'ssh' && !joined_at) return 'has not joined'
  if (is_healthy === null) return 'not looked at yet'
  return is_healthy ? 'well' : `ill: ${trouble.join('; ')}`
}
