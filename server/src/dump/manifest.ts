import { type DumpItem, Manifest } from '@taxi/contract/dumps.ts'
import type { DumpFacts } from './facts.ts'

/** `manifest.json` in the contract's form; throws when it is not. */
export function manifestOf(
  facts: DumpFacts,
  items: DumpItem[],
  zips: { name: string; group: { path: string }[] }[],
): string {
  const { session, person, slot } = facts
  const manifest: Manifest = {
    format: 'taxi-dump/1',
    dump_id: facts.id,
    session: {
      id: session.id,
      started_at: session.startedAt.toISOString(),
      ended_at: session.endedAt.toISOString(),
      end_reason: session.endReason,
    },
    person: { id: person.id, name: person.name },
    slot: { id: slot.id, name: slot.name, service: slot.service },
    items,
    parts: zips.map(({ name, group }) => ({ name, items: group.map(item => item.path) })),
  }
  return `${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`
}
