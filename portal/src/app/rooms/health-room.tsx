import type { HealthView } from '@taxi/contract/health.ts'
import { useWords } from '@taxi/ui/words/words.tsx'
import { type JSX, onCleanup, Show } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { RoomHead } from '../frame/room-head.tsx'
import { useTaxi } from '../taxi.tsx'
import { HealthAccounts } from './health/accounts.tsx'
import { HealthMachines } from './health/machines.tsx'
import { OpenIncidents } from './health/open-incidents.tsx'
import { PastIncidents } from './health/past-incidents.tsx'
import { HealthWork } from './health/work.tsx'

/** Health has no live event of its own. */
const LOOK_MS = 5_000

/** How everything is: what is wrong first, then what is looked at. */
export function HealthRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const health = createLoad(() => taxi.client.call('health'))
  const timer = setInterval(() => document.hidden || void health.reload(), LOOK_MS)
  onCleanup(() => clearInterval(timer))
  return (
    <>
      <RoomHead title={words().health.title} />
      <Loaded load={health}>
        {view => (
          <>
            <Verdict view={view()} />
            <Show when={view().open.length > 0}>
              <Section title={words().health.open}>
                <OpenIncidents incidents={view().open} />
              </Section>
            </Show>
            <Section title={words().health.machines}>
              <HealthMachines machines={view().machines} onLifted={() => void health.reload()} />
            </Section>
            <Section title={words().health.accounts}>
              <HealthAccounts accounts={view().sign_ins} />
            </Section>
            <Section title={words().health.work}>
              <HealthWork view={view()} />
            </Section>
            <Section title={words().health.past}>
              <PastIncidents incidents={view().past} />
            </Section>
          </>
        )}
      </Loaded>
    </>
  )
}

function Verdict(props: { view: HealthView }) {
  const words = useWords()
  const count = () => props.view.open.length
  return (
    <p class="mb-6 text-quiet" role="status" data-verdict={count()}>
      {count() === 0 ? words().health.well : words().health.wrong(count())}
    </p>
  )
}

function Section(props: { title: string; children: JSX.Element }) {
  return (
    <section class="mb-8">
      <h2 class="mb-2 font-bold">{props.title}</h2>
      {props.children}
    </section>
  )
}
