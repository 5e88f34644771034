import type { Parts } from '../parts.ts'

/** Ends this sign-in: its tokens, its sockets and the desks opened with it. Other sign-ins of the person stay. */
export async function signOut(
  parts: Parts,
  { personId, familyId }: { personId: string; familyId: string },
): Promise<void> {
  await parts.change(async tx => {
    await tx.refresh_tokens.updateMany({
      where: { person_id: personId, family_id: familyId, revoked_at: null },
      data: { revoked_at: parts.now() },
    })
    await tx.announce({ about: 'person', id: personId })
  })
}
