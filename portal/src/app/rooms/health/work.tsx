import type { HealthView } from '@taxi/contract/health.ts'
import { clockOrDay } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, type JSX, Show } from 'solid-js'

/** What is being sent, made and paid for. */
export function HealthWork(props: { view: HealthView }) {
  const words = useWords()
  const locale = useLocale()
  const since = (at: string | null) => (at ? clockOrDay(at, new Date(), locale()) : '')
  const outbox = () => props.view.outbox
  const dumps = () => props.view.dumps
  return (
    <dl class="grid gap-3 sm:grid-cols-3">
      <Fact name={words().health.outbox}>
        <p>{words().health.waiting(outbox().waiting, since(outbox().since))}</p>
        <Show when={outbox().dead > 0}>
          <p class="text-sm text-quiet">{words().health.dead(outbox().dead)}</p>
        </Show>
      </Fact>
      <Fact name={words().health.dumps}>{words().health.waiting(dumps().in_work, since(dumps().since))}</Fact>
      <Fact name={words().health.renewals}>
        <For each={props.view.renewals} fallback={words().health.noRenewals}>
          {({ slot, days }) => <p>{words().health.renews(slot, days)}</p>}
        </For>
      </Fact>
    </dl>
  )
}

function Fact(props: { name: string; children: JSX.Element }) {
  return (
    <div class="rounded-card border border-line bg-card px-3 py-2.5">
      <dt class="text-xs text-quiet">{props.name}</dt>
      <dd class="mt-0.5">{props.children}</dd>
    </div>
  )
}
