import { useWords } from '@taxi/ui/words/words.tsx'
import type { JSX } from 'solid-js'
import { RoomHead } from '../frame/room-head.tsx'
import { DriftsSection } from './drifts-section.tsx'
import { GuardedSection } from './guarded-section.tsx'

/** What the companion met that administrators should know of: services that changed, accounts somebody would have changed. */
export function ReadersRoom() {
  const words = useWords()
  return (
    <>
      <RoomHead title={words().readers.title} />
      <Section title={words().readers.drifts}>
        <DriftsSection />
      </Section>
      <Section title={words().readers.guarded}>
        <GuardedSection />
      </Section>
    </>
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
