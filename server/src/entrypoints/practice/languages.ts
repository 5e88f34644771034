import type { Locale } from '@taxi/contract/shapes.ts'

/** The language to answer in: that of the text, and where it has no letters, the page's. */
export function languageOf(text: string, otherwise: Locale): Locale {
  if (/[а-яё]/i.test(text)) return 'ru'
  return /[a-z]/i.test(text) ? 'en' : otherwise
}

/** The page's language by the browser's `Accept-Language`: the first of Russian and English in it. */
export function pageLanguage(acceptLanguage: string | undefined): Locale {
  const first = acceptLanguage?.toLowerCase().match(/(?:^|[,\s])(ru|en)(?=[-,;]|$)/)?.[1]
  return first === 'ru' ? 'ru' : 'en'
}
