import { readWeek } from '../db/read/week.ts'
import { publicUrl } from '../public-url.ts'
import { pictureOf } from '../report/picture.ts'
import { weekSentences } from '../report/week-sentences.ts'
import { weekSvg } from '../report/week-svg.ts'
import { adminLocale } from './admin-locale.ts'
import type { Notice, NoticeParts } from './notice.ts'

const CAPTION_LENGTH = 1024

/** How the week went that begins on this Monday: a picture, and the same in words. */
export async function weekNotice({ config, db, now }: NoticeParts, from: string): Promise<Notice> {
  const locale = await adminLocale(db)
  const { week, slots } = await readWeek(db, from, { zone: config.COMPANY_TIMEZONE, now: now() })
  const says = weekSentences(week, slots.length, locale)
  const lines = [says.title, says.summary, says.load, says.cost, says.unused, says.wanted, `${publicUrl(config)}/app`]
  return {
    type: 'say',
    text: lines
      .filter(line => line !== null)
      .join('\n')
      .slice(0, CAPTION_LENGTH),
    buttons: {},
    picture: await pictureOf(weekSvg(week, slots, locale)),
  }
}
