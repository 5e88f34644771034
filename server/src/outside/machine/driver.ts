import type { Clip, ClipKind } from '@taxi/contract/clipboard.ts'
import type { JoinTicket } from '@taxi/contract/companion.ts'
import type { ItemKind, ItemStatus } from '@taxi/contract/dumps.ts'
import type { MachineFound } from '@taxi/contract/health.ts'
import type { Size } from '@taxi/contract/screen-size.ts'

/** One browser seat: which profile is open, and on which page it starts. */
export interface Seat {
  slotId: string
  /** Folder name of the lasting browser profile. */
  profile: string
  startUrl: string
}

/** A thing put safely aside on the machine. Path is relative to the session's sealed folder. */
export interface SealedItem {
  path: string
  kind: ItemKind
  bytes: number
  sha256: string | null
  status: ItemStatus
  why?: string
}

export interface SealReport {
  items: SealedItem[]
}

/** One file in the Downloads of a seat. */
export interface Download {
  path: string
  bytes: number
  /** When it was last written. */
  at: string
  /** False while the browser is still downloading it. */
  whole: boolean
}

/** A session of which something still lies sealed on the machine. */
export interface Leftover {
  sessionId: string
  sealedAt: Date
}

/** A copy of a browser profile; `copy` names it on its machine. */
export interface ProfileCopy {
  copy: string
  at: Date
  bytes: number
}

export interface MachineCheck {
  healthy: boolean
  /** In words, English, for administrators; empty when healthy. */
  trouble: string[]
  found?: MachineFound
}

/** Something was copied on the screen. Without content when it is larger than may pass. */
export interface Copied {
  kind: ClipKind
  bytes: number
  content: Uint8Array | null
}

/** The screen's clipboard, both ways, while somebody is at the desk. */
export interface ClipLink {
  /** It is the screen's clipboard when this resolves: Ctrl+V there pastes it. Throws `MachineError`. */
  put(clip: Clip): Promise<void>
  close(): void
}

/**
 * How a machine is reached. Everything above this interface is the same for `ssh`, `local` and `dry`.
 * Every verb is idempotent; each throws `MachineError` when the machine cannot do it now.
 */
export interface MachineDriver {
  /** Screen and browser are up with this seat when it resolves; nothing restarts when they already are. */
  up(seat: Seat): Promise<void>
  /**
   * Marks the seat dirty for this session: from now on a crash ends in seal and clean, never in the next person's hands.
   * A seat that `follows` has handed over becomes this session's as it stands, tabs and all.
   */
  begin(sessionId: string, seat: Seat, follows?: string | null): Promise<void>
  /** Where guacd finds the screen, seen from the server's host. */
  screen(): Promise<{ host: string; port: number }>
  /** The password (8 characters) that opens the screen from now on; open connections stay. */
  password(secret: string): Promise<void>
  /** The screen has this size when it resolves; false: this machine's screen keeps its own. `begin` puts it back. */
  resize(size: Size): Promise<boolean>
  /** Part 1 needs the running browser: screenshot, clipboard. Part 2: downloads moved aside, history since `since` copied. */
  seal(sessionId: string, part: 1 | 2, since: Date): Promise<SealReport>
  /** Closes the browser gracefully, wipes the last person's traces, keeps the sign-in, opens the seat's page again, removes the dirty mark. */
  clean(sessionId: string, seat: Seat): Promise<void>
  /** What lies sealed for the session. Empty when nothing does. */
  sealed(sessionId: string): Promise<SealReport>
  /** The bytes of one sealed item from `offset` on. */
  fetch(sessionId: string, path: string, offset?: number): AsyncIterable<Uint8Array>
  /** The sealed things are safe on the server: delete them here. */
  forget(sessionId: string): Promise<void>
  /** Every session of which something lies sealed here. */
  leftovers(): Promise<Leftover[]>
  /**
   * A file of the person's into Downloads, under a safe name that replaces none. Whole or not at all: fewer than `size`
   * bytes leave nothing, and a seat that is not the session's any more takes nothing.
   */
  put(sessionId: string, name: string, size: number, body: AsyncIterable<Uint8Array>): Promise<Download>
  /** What lies in Downloads, and how many bytes still fit. */
  downloads(sessionId: string): Promise<{ files: Download[]; room: number }>
  /** The bytes of one file in Downloads. */
  fetchDownload(sessionId: string, path: string): AsyncIterable<Uint8Array>
  discard(sessionId: string, path: string): Promise<void>
  /** The screen, small: a JPEG. */
  thumbnail(): Promise<Uint8Array>
  check(): Promise<MachineCheck>
  /** Session the machine still holds dirty, if any: it outlives a reboot. */
  dirty(): Promise<string | null>
  /** Tells the companion who it is, where no policy of the browser does. */
  join?(ticket: JoinTicket): Promise<void>
  /** Hears of every copy from now on, not of what was put. Null: this machine's clipboard cannot be reached. */
  clipboard(heard: (copied: Copied) => void): ClipLink | null
  /** The screen of a seat nobody has, as a PNG. Absent where there is no screen. */
  look?(): Promise<Uint8Array>
  /** Types ASCII into a seat nobody has, with Enter at the end: the answer to a code prompt. */
  type?(text: string): Promise<void>
  /** Screen and browser start anew, the browser gracefully; a dirty mark outlives it. */
  restart?(seat: Seat): Promise<void>
  /** A cold copy of a browser profile on the machine's own disk, of which the newest few are kept. Refused while somebody has the seat. */
  backUpProfile?(profile: string): Promise<void>
  /** The profile as that copy has it; what it was until now is kept as a copy too. */
  restoreProfile?(profile: string, copy: string): Promise<void>
  profileCopies?(profile: string): Promise<ProfileCopy[]>
  /** The machine starts anew; a dirty mark outlives it. Absent where that cannot be done from here. */
  reboot?(): Promise<void>
  /** Stops what this server started on the machine. `ssh` machines keep running. */
  down(): Promise<void>
}

/**
 * The machine could not do it. `gone` means it did not answer at all. `reason` is a word for programs: `dirty`, the
 * seat still holds somebody else's session; `down`, `taken`, `packages` and others as `taxi-seat` gives them.
 */
export class MachineError extends Error {
  readonly verb: string
  readonly gone: boolean
  readonly reason: string
  constructor(verb: string, message: string, gone = false, reason = '') {
    super(`${verb}: ${message}`)
    this.name = 'MachineError'
    this.verb = verb
    this.gone = gone
    this.reason = reason
  }
}
