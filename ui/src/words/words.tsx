import type { Locale } from '@taxi/contract/shapes.ts'
import { createContext, type JSX, useContext } from 'solid-js'
import { en, type Words } from './en.ts'
import { ru } from './ru.ts'

const languages: Record<Locale, Words> = { en, ru }

export const wordsOf = (locale: Locale): Words => languages[locale]

/** The browser's language, when nobody has chosen yet. */
export const browserLocale = (): Locale => (navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en')

const Language = createContext((): Locale => 'en')

/** Everything inside speaks this language, and changes with it. */
export function WordsProvider(props: { locale: Locale; children: JSX.Element }) {
  return <Language.Provider value={() => props.locale}>{props.children}</Language.Provider>
}

export const useLocale = (): (() => Locale) => useContext(Language)

export function useWords(): () => Words {
  const locale = useLocale()
  return () => languages[locale()]
}
