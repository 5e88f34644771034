import { closingSteps } from './domain/dump.ts'

/** From the wish to leave to the last file on the phone: where a power cut could be. In the order they are passed. */
export const crashPoints = [
  'release.written',
  'release.committed',
  ...closingSteps.flatMap(step => [`close.${step}.done`, `close.${step}.noted`] as const),
  'close.handed-to-dumps',
  'close.freed',
  'pull.claimed',
  'pull.item',
  'pull.listed',
  'pull.passed-on',
  'assemble.claimed',
  'assemble.collected',
  'assemble.page',
  'assemble.zip',
  'assemble.placing',
  'assemble.placed',
  'assemble.owed',
  'send.claimed',
  'send.held',
  'send.held-noted',
  'send.put',
  'send.noted',
  'settle.forgotten',
  'settle.journal-gone',
] as const
export type CrashPoint = (typeof crashPoints)[number]

/** Given by tests alone: the process may end itself at a point it reaches. */
export interface Faults {
  reach(point: CrashPoint): void
}
