import { useSearchParams } from '@solidjs/router'
import type { AuditVerdict } from '@taxi/contract/safety.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For, Show } from 'solid-js'
import { afterTyping } from '../frame/after-typing.ts'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { MoreButton } from '../frame/more-button.tsx'
import { Empty, RoomHead } from '../frame/room-head.tsx'
import { Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { AuditLine } from './audit-line.tsx'
import { type AuditWish, createAuditPages } from './audit-pages.ts'
import { Verdict } from './audit-verdict.tsx'

/** What was done, newest first, and whether the log itself is whole. */
export function AuditRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const [address, setAddress] = useSearchParams<AuditWish & Record<string, string>>()
  const people = createLoad(() => taxi.client.call('people'))
  const pages = createAuditPages(taxi.client)
  const [verdict, setVerdict] = createSignal<AuditVerdict | null>(null)
  const [checking, setChecking] = createSignal(false)
  const wish = (): AuditWish => {
    const { q, action, person, from, to } = address
    return { q, action, person, from, to }
  }
  afterTyping(
    () => JSON.stringify(wish()),
    () => void pages.look(wish()),
  )
  const narrow = (change: AuditWish) =>
    setAddress(Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined])), {
      replace: true,
    })
  const clear = () => narrow({ q: '', action: '', person: '', from: '', to: '' })
  async function verify() {
    setVerdict(null)
    setChecking(true)
    await taxi.client.call('verifyAudit').then(setVerdict, taxi.tell)
    setChecking(false)
  }
  const heads = () => {
    const { when, who, what, about, details } = words().audit
    return [when, who, what, about, details]
  }
  return (
    <>
      <RoomHead title={words().audit.title}>
        <div class="flex gap-2">
          <Show when={Object.values(wish()).some(Boolean)}>
            <Button look="quiet" onClick={clear}>
              {words().audit.clear}
            </Button>
          </Show>
          <Button busy={checking()} title={words().audit.verifySays} onClick={() => void verify()}>
            {checking() ? words().audit.checking : words().audit.verify}
          </Button>
        </div>
      </RoomHead>
      <Show when={verdict()}>{found => <Verdict verdict={found()} />}</Show>
      <AuditFilters wish={wish()} people={people.value() ?? []} onChange={narrow} />
      <Loaded load={pages}>
        {rows => (
          <Show when={rows().length > 0} fallback={<Empty says={words().audit.empty} />}>
            <Table label={words().audit.title} heads={heads()}>
              <For each={rows()}>{row => <AuditLine row={row} />}</For>
            </Table>
            <MoreButton pages={pages} verb={words().audit.more} />
          </Show>
        )}
      </Loaded>
    </>
  )
}
