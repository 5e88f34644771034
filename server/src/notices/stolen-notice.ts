import { Locale } from '@taxi/contract/shapes.ts'
import { publicUrl } from '../public-url.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'
import { noticeWords } from './words.ts'

/** An old sign-in of the person's was used by somebody, and ended. */
export async function stolenNotice({ config, db }: NoticeParts, familyId: string): Promise<Notice> {
  const signIn = await db.sign_ins.findUnique({ where: { family_id: familyId }, include: { person: true } })
  if (!signIn || signIn.person.disabled_at) return NEEDLESS
  return say(noticeWords[Locale.parse(signIn.person.locale)].stolen(`${publicUrl(config)}/app/profile`))
}
