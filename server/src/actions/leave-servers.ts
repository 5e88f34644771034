import type { Parts } from '../parts.ts'

/** This server stops: others need not wait for its silence. */
export async function leaveServers({ change, serverId }: Pick<Parts, 'change' | 'serverId'>): Promise<void> {
  await change(async tx => {
    await tx.machines.updateMany({ where: { line_at: serverId }, data: { line_at: null } })
    await tx.machines.updateMany({ where: { kept_by: serverId }, data: { kept_by: null } })
    await tx.servers.deleteMany({ where: { id: serverId } })
    await tx.announce({ about: 'wake', id: 'closing' })
  })
}
