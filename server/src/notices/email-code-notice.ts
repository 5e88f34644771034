import { Locale } from '@taxi/contract/shapes.ts'
import { mailWords } from './mail-words.ts'
import { NEEDLESS, type Notice, type NoticeParts } from './notice.ts'

/** A sign-in code for whoever still waits for it. */
export async function emailCodeNotice(
  { db, now }: NoticeParts,
  challengeId: string,
  code: string | null,
): Promise<Notice> {
  const challenge = await db.email_codes.findUnique({ where: { id: challengeId }, include: { person: true } })
  if (!code || !challenge?.person || challenge.used_at || challenge.expires_at <= now()) return NEEDLESS
  // Their address was changed meanwhile: the old one may be somebody else's.
  if (challenge.person.email !== challenge.email) return NEEDLESS
  const letter = mailWords[Locale.parse(challenge.person.locale)].code(code)
  return { type: 'say', text: letter.text, buttons: {}, letter }
}
