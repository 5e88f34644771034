import type { Parts } from '../parts.ts'

/** Forgets the person's Telegram; dumps wait in the portal from now on. */
export async function unlinkTelegram(parts: Parts, { personId }: { personId: string }): Promise<void> {
  await parts.change(async tx => {
    const { name } = await tx.people.update({ where: { id: personId }, data: { telegram_id: null } })
    tx.record({ action: 'telegram.unlink', object: { kind: 'person', id: personId, name } })
    await tx.announce({ about: 'person', id: personId })
  })
}
