import { Locale } from '@taxi/contract/shapes.ts'
import { dumpClock } from '../dump/clock.ts'
import { publicUrl } from '../public-url.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'

/** A dump waits in the portal for its person. */
export async function dumpKeptNotice({ config, db }: NoticeParts, dumpId: string): Promise<Notice> {
  const dump = await db.dumps.findUnique({
    where: { id: dumpId },
    include: { session: { include: { slot: true, person: true } } },
  })
  if (dump?.state !== 'kept' || dump.deleted_at) return NEEDLESS
  const { session } = dump
  const locale = Locale.parse(session.person.locale)
  const clock = dumpClock(config.COMPANY_TIMEZONE, locale)
  const url = `${publicUrl(config)}/app/dumps/${dump.id}`
  return say(
    words[locale](
      session.slot.name,
      clock.moment(session.ended_at ?? dump.created_at),
      clock.moment(dump.expires_at),
      url,
    ),
  )
}

const words: Record<Locale, (slot: string, ended: string, until: string, url: string) => string> = {
  ru: (slot, ended, until, url) =>
    `Дамп готов: ${slot}, ${ended}\nЧаты, вкладки и загрузки лежат на портале до ${until}:\n${url}`,
  en: (slot, ended, until, url) =>
    `Your dump is ready: ${slot}, ${ended}\nChats, tabs and downloads are in the portal until ${until}:\n${url}`,
}
