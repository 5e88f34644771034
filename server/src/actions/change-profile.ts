import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import type { Parts } from '../parts.ts'

export interface ProfileInput {
  name?: string | undefined
  locale?: Locale | undefined
  theme?: Theme | undefined
  favourites?: string[] | undefined
  keepsDumps?: boolean | undefined
}

/** Changes a person's own data; what is not named stays. */
export async function changeProfile(
  parts: Pick<Parts, 'change'>,
  personId: string,
  input: ProfileInput,
): Promise<void> {
  const { name, locale, theme, favourites, keepsDumps } = input
  await parts.change(async tx => {
    const before = await tx.people.findUniqueOrThrow({ where: { id: personId }, select: { name: true } })
    await tx.people.update({
      where: { id: personId },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(locale === undefined ? {} : { locale }),
        ...(theme === undefined ? {} : { theme }),
        ...(favourites === undefined ? {} : { favourites: [...new Set(favourites)] }),
        ...(keepsDumps === undefined ? {} : { keeps_dumps: keepsDumps }),
      },
    })
    if (name !== undefined && name !== before.name)
      tx.record({ action: 'person.rename', object: { kind: 'person', id: personId, name }, before, after: { name } })
    await tx.announce({ about: 'person', id: personId })
    if (name !== undefined) await tellSlotsOf(tx, personId)
  })
}

/** The board shows the holder's name. */
async function tellSlotsOf(tx: Parameters<Parameters<Parts['change']>[0]>[0], personId: string): Promise<void> {
  const held = await tx.sessions.findMany({ where: { person_id: personId, freed_at: null } })
  for (const session of held) await tx.announce({ about: 'slot', id: session.slot_id })
}
