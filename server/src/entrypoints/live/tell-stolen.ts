import { mayPerson } from '../../domain/person.ts'
import { noticeWords } from '../../notices/words.ts'
import type { Parts } from '../../parts.ts'
import type { Live } from './live.ts'

/** Tells administrators who are connected that an old sign-in of somebody was used and ended. */
export async function tellStolen({ db }: Pick<Parts, 'db'>, live: Live, familyId: string): Promise<void> {
  const signIn = await db.sign_ins.findUnique({ where: { family_id: familyId }, include: { person: true } })
  if (!signIn) return
  for (const admin of live.people().filter(person => mayPerson(person, 'people:admin')))
    live.toPerson(admin.id, 'system.alert', {
      code: 'sign-in.stolen',
      msg: noticeWords[admin.locale].stolenFrom(signIn.person.name),
    })
}
