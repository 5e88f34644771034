import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import { Menu, MenuChoice, MenuItem, MenuLine, MenuTitle } from '@taxi/ui/controls/menu.tsx'
import type { Toasts } from '@taxi/ui/controls/toast.tsx'
import type { Live } from '@taxi/ui/live/live.ts'
import { troubleOf } from '@taxi/ui/words/refusal-text.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import CalendarDays from 'lucide-solid/icons/calendar-days'
import CircleUserRound from 'lucide-solid/icons/circle-user-round'
import ExternalLink from 'lucide-solid/icons/external-link'
import LogOut from 'lucide-solid/icons/log-out'
import Send from 'lucide-solid/icons/send'
import Server from 'lucide-solid/icons/server'
import { For, Show } from 'solid-js'
import type { Api } from '../../api.ts'

export interface Preferences {
  theme: () => Theme
  choose: (chosen: { locale?: Locale; theme?: Theme }) => void
  /** Takes over what the profile says. */
  adopt: (profile: { locale: Locale; theme: Theme }) => void
}

const themes: Theme[] = ['system', 'light', 'dark']

export function PersonMenu(props: {
  api: Api
  live: Live
  toasts: Toasts
  preferences: Preferences
  onOpenPortal: () => void
  onOpenCalendar: () => void
  onSignedOut: () => void
  onChangeServer: () => void
}) {
  const words = useWords()
  const locale = useLocale()
  const me = () => props.live.state.me
  const failed = (error: unknown) => {
    const { text, next, id } = troubleOf(error, words(), locale())
    props.toasts.show({ text, next, errorId: id, wrong: true })
  }
  function choose(chosen: { locale?: Locale; theme?: Theme }) {
    props.preferences.choose(chosen)
    props.api.client.call('changeProfile', { body: chosen }).then(props.live.changeMe, failed)
  }
  async function linkTelegram() {
    const link = await props.api.client.call('telegramLink')
    props.toasts.show({ text: words().menu.telegramSays, action: { verb: words().menu.telegramOpen, href: link.url } })
  }
  async function leave(then: () => void) {
    // A server that is away must not keep anybody signed in here.
    await props.api.client.call('signOut').catch(() => undefined)
    then()
  }
  return (
    <Menu label={words().menu.person} face={<CircleUserRound size={20} />}>
      {close => {
        const item = (work: () => void) => () => {
          close()
          work()
        }
        return (
          <>
            <Show when={me()}>
              {person => (
                <div class="px-2 py-1.5">
                  <p class="truncate text-sm font-medium">{person().name}</p>
                  <p class="truncate text-xs text-quiet">{person().email}</p>
                </div>
              )}
            </Show>
            <MenuLine />
            <MenuItem icon={<ExternalLink size={16} />} onChoose={item(props.onOpenPortal)}>
              {words().menu.portal}
            </MenuItem>
            <MenuItem icon={<CalendarDays size={16} />} onChoose={item(props.onOpenCalendar)}>
              {words().bookings.own}
            </MenuItem>
            <MenuItem icon={<Send size={16} />} onChoose={item(() => linkTelegram().catch(failed))}>
              {me()?.telegram_linked ? words().menu.telegramLinked : words().menu.telegram}
            </MenuItem>
            <MenuLine />
            <MenuTitle>{words().menu.language}</MenuTitle>
            <MenuChoice chosen={locale() === 'ru'} onChoose={item(() => choose({ locale: 'ru' }))}>
              Русский
            </MenuChoice>
            <MenuChoice chosen={locale() === 'en'} onChoose={item(() => choose({ locale: 'en' }))}>
              English
            </MenuChoice>
            <MenuTitle>{words().menu.theme}</MenuTitle>
            <For each={themes}>
              {theme => (
                <MenuChoice chosen={props.preferences.theme() === theme} onChoose={item(() => choose({ theme }))}>
                  {words().menu.themes[theme]}
                </MenuChoice>
              )}
            </For>
            <MenuLine />
            <MenuItem icon={<Server size={16} />} onChoose={item(() => void leave(props.onChangeServer))}>
              {words().menu.server}
            </MenuItem>
            <MenuItem icon={<LogOut size={16} />} onChoose={item(() => void leave(props.onSignedOut))}>
              {words().do.signOut}
            </MenuItem>
          </>
        )
      }}
    </Menu>
  )
}
