import type { Locale } from '@taxi/contract/shapes.ts'
import { createContext, type JSX, useContext } from 'solid-js'
import { type DeskWords, en } from './en.ts'
import { ru } from './ru.ts'

const languages: Record<Locale, DeskWords> = { en, ru }
export const wordsOf = (locale: Locale): DeskWords => languages[locale]

const unknown = (): Locale => 'en'
const Language = createContext(unknown)

/** The desk's own words for everything inside. */
export function DeskWordsProvider(props: { locale: Locale; children: JSX.Element }) {
  return <Language.Provider value={() => props.locale}>{props.children}</Language.Provider>
}

export function useDeskWords(): () => DeskWords {
  const locale = useContext(Language)
  return () => wordsOf(locale())
}
