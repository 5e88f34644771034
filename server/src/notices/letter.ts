import type { Locale } from '@taxi/contract/shapes.ts'
import type { Config } from '../config.ts'
import { publicUrl } from '../public-url.ts'
import { mailWords } from './mail-words.ts'

const SUBJECT_LENGTH = 120

/** A notice as a letter: its first line is the subject; below it the way to the portal, and how to have this in Telegram. */
export function letterOf(
  text: string,
  locale: Locale,
  config: Pick<Config, 'PORT' | 'PUBLIC_URL' | 'TELEGRAM_BOT_TOKEN'>,
) {
  const portal = `${publicUrl(config)}/app`
  const [first = ''] = text.split('\n')
  const words = mailWords[locale]
  const lines = [
    text,
    '',
    ...(text.includes(portal) ? [] : [portal, '']),
    words.sender,
    ...(config.TELEGRAM_BOT_TOKEN ? [words.alsoInTelegram(`${portal}/profile`)] : []),
  ]
  return { subject: first.slice(0, SUBJECT_LENGTH), text: `${lines.join('\n')}\n` }
}
