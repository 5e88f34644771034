import type { Figure } from '../../bench/figure.ts'

/** What a scan is given: a server of its own on loopback, and a folder for what it writes. */
export interface Target {
  url: string
  /** The access token of an administrator with a second factor. */
  token: string
  folder: string
  /** Errors the server logged so far. */
  errors: () => string[]
  say: (line: string) => void
}
export type Result = Omit<Figure, 'bench' | 'yardstick'>
export type Scan = (target: Target) => Promise<Result[]>
