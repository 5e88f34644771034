import { type Client, createClient } from '@taxi/contract/client.ts'
import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import { createToasts, type Toasts } from '@taxi/ui/controls/toast.tsx'
import { keepSignedIn, type SignInKeeper } from '@taxi/ui/sign-in/keeper.ts'
import { troubleOf } from '@taxi/ui/words/refusal-text.ts'
import { browserLocale, WordsProvider, wordsOf } from '@taxi/ui/words/words.tsx'
import { type Accessor, createContext, createEffect, createSignal, type JSX, useContext } from 'solid-js'
import { openTabTokens } from './tab-tokens.ts'

/** What every room needs. */
export interface Taxi {
  client: Client
  signIn: SignInKeeper
  signedIn: Accessor<boolean>
  setSignedIn: (is: boolean) => void
  locale: Accessor<Locale>
  theme: Accessor<Theme>
  choose: (chosen: { locale?: Locale; theme?: Theme }) => void
  toasts: Toasts
  /** Tells what went wrong in a toast. */
  tell: (error: unknown) => void
}

const Here = createContext<Taxi>()

export function useTaxi(): Taxi {
  const taxi = useContext(Here)
  if (!taxi) throw new Error('a room stands outside of TaxiProvider')
  return taxi
}

export async function openTaxi(): Promise<Taxi> {
  const base = location.origin
  const [locale, setLocale] = createSignal<Locale>(browserLocale())
  const [theme, setTheme] = createSignal<Theme>('system')
  const signIn = keepSignedIn(base, await openTabTokens())
  const [signedIn, setSignedIn] = createSignal(await signIn.isSignedIn())
  const toasts = createToasts()
  return {
    client: createClient({ base, token: signIn.token, renew: signIn.renew, locale }),
    signIn,
    signedIn,
    setSignedIn,
    locale,
    theme,
    choose(chosen) {
      if (chosen.locale) setLocale(chosen.locale)
      if (chosen.theme) setTheme(chosen.theme)
    },
    toasts,
    tell(error) {
      const { text, next, id } = troubleOf(error, wordsOf(locale()), locale())
      toasts.show({ text, next, errorId: id, wrong: true })
    },
  }
}

export function TaxiProvider(props: { taxi: Taxi; children: JSX.Element }) {
  createEffect(() => {
    document.documentElement.lang = props.taxi.locale()
    document.documentElement.dataset.theme = props.taxi.theme()
  })
  return (
    <Here.Provider value={props.taxi}>
      <WordsProvider locale={props.taxi.locale()}>{props.children}</WordsProvider>
    </Here.Provider>
  )
}
