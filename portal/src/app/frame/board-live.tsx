import { cameText } from '@taxi/ui/asks/came-text.ts'
import { commandTexts } from '@taxi/ui/board/command-texts.ts'
import { type Commands, createCommands } from '@taxi/ui/board/commands.ts'
import { endedText } from '@taxi/ui/board/ended-text.ts'
import { bookingTexts } from '@taxi/ui/bookings/booking-texts.ts'
import { type Bookings, createBookings } from '@taxi/ui/bookings/bookings.ts'
import { createClock } from '@taxi/ui/live/clock.ts'
import { createLive, type Live } from '@taxi/ui/live/live.ts'
import { wordsOf } from '@taxi/ui/words/words.tsx'
import { type Accessor, createContext, createEffect, type JSX, onCleanup, useContext } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

interface BoardLive {
  live: Live
  commands: Commands
  bookings: Bookings
  now: Accessor<Date>
}
const Here = createContext<BoardLive>()

export function useLive(): BoardLive {
  const here = useContext(Here)
  if (!here) throw new Error('a room stands outside of LiveProvider')
  return here
}

/** One live connection for all rooms, and what can be done over it, open as long as the person is signed in. */
export function LiveProvider(props: { children: JSX.Element }) {
  const taxi = useTaxi()
  const live = createLive({
    client: taxi.client,
    signIn: taxi.signIn,
    onSignedOut: async () => {
      await taxi.signIn.forget()
      taxi.setSignedIn(false)
      taxi.toasts.show({ text: wordsOf(taxi.locale()).signIn.signedOut })
    },
    onEnded: session => {
      const text = endedText(session, wordsOf(taxi.locale()))
      if (text) taxi.toasts.show({ text })
    },
    onAnswered: ask => {
      const text = cameText(ask, wordsOf(taxi.locale()))
      if (text) taxi.toasts.show({ text })
    },
    onNotice: notice => taxi.toasts.show({ text: notice.msg }),
    onAlert: alert => taxi.toasts.show({ text: alert.msg, wrong: true }),
  })
  onCleanup(live.close)
  createEffect(() => {
    const { me } = live.state
    if (me) taxi.choose({ locale: me.locale, theme: me.theme })
  })
  const commands = createCommands({
    client: taxi.client,
    live,
    openTabs: urls => urls.filter(url => !openTab(url)),
    ...commandTexts(taxi.toasts, () => wordsOf(taxi.locale()), taxi.locale),
  })
  const bookings = createBookings({
    client: taxi.client,
    live,
    ...bookingTexts(taxi.toasts, () => wordsOf(taxi.locale()), taxi.locale),
  })
  return <Here.Provider value={{ live, commands, bookings, now: createClock() }}>{props.children}</Here.Provider>
}

/** Without `noopener` the answer tells whether the tab came; the link to us is cut by hand. */
function openTab(url: string): boolean {
  const tab = window.open(url, '_blank')
  if (tab) tab.opener = null
  return tab !== null
}
