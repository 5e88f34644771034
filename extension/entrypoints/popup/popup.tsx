import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import { browserLocale, WordsProvider } from '@taxi/ui/words/words.tsx'
import { createEffect, createSignal, Match, Switch } from 'solid-js'
import { createApi } from '../../api.ts'
import { type readAll, storage } from '../../storage.ts'
import { BoardScreen } from './board-screen.tsx'
import { FirstRun } from './first-run.tsx'
import { SignInScreen } from './sign-in-screen.tsx'

/** The popup has three faces: which server, who are you, and the board. */
export function Popup(props: { known: Awaited<ReturnType<typeof readAll>> }) {
  const [server, setServer] = createSignal(props.known.server)
  const [signedIn, setSignedIn] = createSignal(props.known.signedIn)
  /** The sign-in ended without the person's doing. */
  const [cut, setCut] = createSignal(false)
  const [locale, setLocale] = createSignal<Locale>(props.known.locale ?? browserLocale())
  const [theme, setTheme] = createSignal<Theme>(props.known.theme ?? 'system')
  const [board, setBoard] = createSignal(props.known.board)
  const [queue, setQueue] = createSignal(props.known.queue)
  const [asks, setAsks] = createSignal(props.known.asks)
  const api = () => createApi(server() ?? '', locale)

  createEffect(() => {
    document.documentElement.lang = locale()
    document.documentElement.dataset.theme = theme()
  })
  function choose(chosen: { locale?: Locale; theme?: Theme }) {
    if (chosen.locale) {
      setLocale(chosen.locale)
      void storage.locale.set(chosen.locale)
    }
    if (chosen.theme) {
      setTheme(chosen.theme)
      void storage.theme.set(chosen.theme)
    }
  }
  async function signOut() {
    await api().signIn.forget()
    await Promise.all([storage.board.set(null), storage.queue.set(null), storage.asks.set(null)])
    setBoard(null)
    setQueue(null)
    setAsks(null)
    setSignedIn(false)
  }
  async function changeServer() {
    await signOut()
    await storage.server.set(null)
    setServer(null)
  }
  return (
    <WordsProvider locale={locale()}>
      <Switch>
        <Match when={!server()}>
          <FirstRun
            onFound={async base => {
              await storage.server.set(base)
              setServer(base)
            }}
          />
        </Match>
        <Match when={!signedIn()}>
          <SignInScreen
            api={api()}
            cut={cut()}
            onSignedIn={() => {
              setCut(false)
              setSignedIn(true)
            }}
            onChangeServer={changeServer}
          />
        </Match>
        <Match when={true}>
          <BoardScreen
            api={api()}
            remembered={board()}
            rememberedQueue={queue()}
            rememberedAsks={asks()}
            preferences={{ theme, choose, adopt: choose }}
            onSignedOut={signOut}
            onCut={() => {
              setCut(true)
              void signOut()
            }}
            onChangeServer={changeServer}
          />
        </Match>
      </Switch>
    </WordsProvider>
  )
}
