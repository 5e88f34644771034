import type { Config } from './config.ts'
import { type SettingName, settings } from './settings.ts'

const HIDDEN = '(secret)'
/** Shorter ones would also hide ordinary words. */
const SHORTEST = 6

/** What secrets look like, whoever wrote them where. Of a pair the name stays. */
const shapes: [RegExp, string][] = [
  // A field of JSON, however deep.
  [
    /("\w*(?:password|passwd|secret|token|authorization|cookie|totp_code|init_data)":)"(?:[^"\\]|\\.)*"/gi,
    `$1"${HIDDEN}"`,
  ],
  [/\b((?:password|passwd|pwd|secret|token|pass)=)[^\s&"\\]+/gi, `$1${HIDDEN}`],
  [/\b((?:Bearer|Basic) )[\w.~+/=-]+/gi, `$1${HIDDEN}`],
  // An address with a password in it.
  [/(\w:\/\/[^\s:@/"]*:)[^\s@/"]+@/g, `$1${HIDDEN}@`],
  // The bot's token.
  [/\d{5,20}:[\w-]{30,}/g, HIDDEN],
  // A JWT, whole or its beginning.
  [/eyJ[\w-]{10,}(?:\.[\w-]*){0,2}/g, HIDDEN],
  // A sealed value.
  [/\bv[12](?:\.[\w-]+){3,5}/g, HIDDEN],
  // 256 random bits as we write them: refresh tokens, passes, links, machines' tokens.
  [/(?<![\w-])(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])/g, HIDDEN],
]

/** What a terminal or a viewer could take for more than text; line breaks are escaped by the JSON already. */
const TRICKS = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** A line of the log without secrets: those of the settings by their value, all others by what they look like. */
export function redactorFor(config: Partial<Config>): (line: string) => string {
  const known = secretsOf(config).flatMap(secret => [secret, escaped(secret), escaped(escaped(secret))])
  return line => {
    let text = line.replace(TRICKS, '\ufffd')
    for (const secret of known) text = text.replaceAll(secret, HIDDEN)
    for (const [shape, instead] of shapes) text = text.replace(shape, instead)
    return text
  }
}

function secretsOf(config: Partial<Config>): string[] {
  const names = (Object.keys(settings) as SettingName[]).filter(name => 'secret' in settings[name])
  return names.map(name => String(config[name] ?? '')).filter(value => value.length >= SHORTEST)
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1)
