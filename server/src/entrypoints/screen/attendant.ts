import type { Entry } from './entry.ts'

/** Goes along with one tunnel to its end: records what an owner sees, or notes who watches. Nothing it throws is heard. */
export interface Attendant {
  /** The browser has drawn the first picture. */
  drew?(): void
  /** What the browser was just told, whole instructions, and where the person points: what guacd's own recordings hold. */
  relayed?(chunk: string): void
  /** The tunnel is gone, once. What it returns is waited for when the server stops. */
  closed?(): void | Promise<void>
}

/** Asked once for each tunnel that opens; null: nobody goes along with this one. */
export type Attend = (entry: Entry) => Attendant | null
