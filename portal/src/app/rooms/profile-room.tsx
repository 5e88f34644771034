import type { Profile } from '@taxi/contract/people.ts'
import type { Locale, Theme } from '@taxi/contract/shapes.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Choice, Field } from '@taxi/ui/controls/field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { RoomHead } from '../frame/room-head.tsx'
import { useTaxi } from '../taxi.tsx'
import { CalendarSection } from './calendar-section.tsx'
import { DumpsSection } from './dumps-section.tsx'
import { SignInsSection } from './sign-ins-section.tsx'
import { TelegramSection } from './telegram-section.tsx'
import { TotpSection } from './totp-section.tsx'

const themes: Theme[] = ['system', 'light', 'dark']

export function ProfileRoom() {
  const words = useWords()
  const { live } = useLive()
  return (
    <>
      <RoomHead title={words().room.profile} />
      <Show when={live.state.me}>
        {me => (
          <div class="flex max-w-xl flex-col gap-4">
            <AboutMe me={me()} />
            <TelegramSection me={me()} />
            <DumpsSection me={me()} />
            <CalendarSection />
            <TotpSection me={me()} />
            <SignInsSection />
          </div>
        )}
      </Show>
    </>
  )
}

function AboutMe(props: { me: Profile }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  const [name, setName] = createSignal(props.me.name)
  async function change(body: { name?: string; locale?: Locale; theme?: Theme }) {
    try {
      live.changeMe(await taxi.client.call('changeProfile', { body }))
      taxi.toasts.show({ text: words().profile.saved })
    } catch (error) {
      taxi.tell(error)
    }
  }
  return (
    <section class="flex flex-col gap-4 rounded-card border border-line bg-card p-5">
      <form
        class="flex items-end gap-2"
        onSubmit={event => {
          event.preventDefault()
          void change({ name: name().trim() })
        }}
      >
        <div class="min-w-0 flex-1">
          <Field
            label={words().profile.name}
            value={name()}
            required
            maxLength={80}
            autocomplete="name"
            onInput={event => setName(event.currentTarget.value)}
          />
        </div>
        <Show when={name().trim() && name().trim() !== props.me.name}>
          <Button type="submit" size="large" look="main">
            {words().do.save}
          </Button>
        </Show>
      </form>
      <Field label={words().signIn.email} value={props.me.email} readOnly />
      <div class="grid gap-4 sm:grid-cols-2">
        <Choice
          label={words().menu.language}
          onChange={event => void change({ locale: event.currentTarget.value as Locale })}
        >
          <option value="ru" selected={props.me.locale === 'ru'}>
            Русский
          </option>
          <option value="en" selected={props.me.locale === 'en'}>
            English
          </option>
        </Choice>
        <Choice
          label={words().menu.theme}
          onChange={event => void change({ theme: event.currentTarget.value as Theme })}
        >
          <For each={themes}>
            {theme => (
              <option value={theme} selected={props.me.theme === theme}>
                {words().menu.themes[theme]}
              </option>
            )}
          </For>
        </Choice>
      </div>
    </section>
  )
}
