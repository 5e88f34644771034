import { Button } from '@taxi/ui/controls/button.tsx'
import { Field } from '@taxi/ui/controls/field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, onMount, Show } from 'solid-js'
import browser from 'webextension-polyfill'
import { askConsent, type Found, findServer } from '../../find-server.ts'
import { addressOfTab, serverAddress } from '../../server-address.ts'
import { managedServer } from '../../storage.ts'
import { Screen } from './screen.tsx'

/** Asks which server is ours and makes sure that a Taxi answers there. */
export function FirstRun(props: { onFound: (base: string) => void }) {
  const words = useWords()
  const [address, setAddress] = createSignal('')
  const [source, setSource] = createSignal<'tab' | 'policy' | null>(null)
  const [looking, setLooking] = createSignal(false)
  const [problem, setProblem] = createSignal<string | null>(null)
  /** The host that did not answer and may do so with the person's consent. */
  const [consentFor, setConsentFor] = createSignal<string | null>(null)

  onMount(async () => {
    const policy = await managedServer()
    const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
    const found = policy ?? addressOfTab(tab?.url)
    if (!found || address()) return
    setAddress(found)
    setSource(policy ? 'policy' : 'tab')
  })

  async function connect() {
    const base = serverAddress(address())
    setConsentFor(null)
    if (!base) return setProblem(words().firstRun.wrongAddress)
    setProblem(null)
    setLooking(true)
    const found = await findServer(base)
    setLooking(false)
    if (found.is === 'taxi' && !found.needsFirstAdmin) return props.onFound(base)
    if (found.is === 'unreachable' && found.consentMayHelp) setConsentFor(base)
    setProblem(sentence(found, new URL(base).host))
  }

  async function allow(base: string) {
    const allowed = await askConsent(base)
    if (allowed) return connect()
    setProblem(words().firstRun.refused(new URL(base).host))
  }

  function sentence(found: Found, host: string): string {
    const says = words().firstRun
    if (found.is === 'unreachable') return says.unreachable(host)
    if (found.is === 'something-else') return says.notTaxi(host)
    if (found.is === 'newer') return says.serverNewer
    if (found.is === 'older') return says.serverOlder
    return says.needsFirstAdmin
  }
  const hint = () => {
    if (source() === 'tab') return words().firstRun.fromTab
    return source() === 'policy' ? words().firstRun.fromPolicy : undefined
  }

  return (
    <Screen title={words().firstRun.title} says={words().firstRun.says}>
      <form
        class="flex flex-col gap-4"
        onSubmit={event => {
          event.preventDefault()
          void connect()
        }}
      >
        <Field
          label={words().firstRun.address}
          name="server"
          inputMode="url"
          autocomplete="url"
          spellcheck={false}
          placeholder="taxi.example.com"
          value={address()}
          hint={hint()}
          error={problem()}
          readOnly={source() === 'policy'}
          autofocus
          onInput={event => {
            setAddress(event.currentTarget.value)
            setSource(null)
            setProblem(null)
            setConsentFor(null)
          }}
        />
        <Button type="submit" look="main" size="large" busy={looking()}>
          {words().firstRun.connect}
        </Button>
      </form>
      <Show when={consentFor()}>
        {base => (
          <section class="rounded-card border border-line bg-card p-3">
            <h2 class="text-sm font-medium">{words().firstRun.allowTitle}</h2>
            <p class="mt-1 mb-3 text-xs text-quiet">{words().firstRun.allowSays(new URL(base()).host)}</p>
            <Button onClick={() => void allow(base())}>{words().firstRun.allow(new URL(base()).host)}</Button>
          </section>
        )}
      </Show>
    </Screen>
  )
}
