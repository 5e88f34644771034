import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { openClipLink } from './clip-link.ts'
import { type MachineDriver, MachineError, type Seat } from './driver.ts'
import { foundIn } from './found-in.ts'
import {
  askSeat,
  Checked,
  Copies,
  Downloads,
  Items,
  inTime,
  Leftovers,
  Nothing,
  Put,
  type RunSeat,
  readSeat,
} from './seat.ts'

/** As long as the server listens to an upload. */
const PUT_MS = 15 * 60_000

/** A profile of some gigabytes on a slow disk. */
const COPY_MS = 10 * 60_000

/** What a driver does by the verbs of `taxi-seat`, wherever the script runs. */
export function seatVerbs(run: RunSeat, { checkMs = 15_000 } = {}) {
  const tell = async (words: string[], timeoutMs: number, stdin?: string) => {
    await askSeat(run, Nothing, words, { timeoutMs, ...(stdin === undefined ? {} : { stdin }) })
  }
  // Counted from the beginning: a line that is half-open takes its time before it even sends the question.
  const check = () =>
    inTime(askSeat(run, Checked, ['check'], { timeoutMs: checkMs }), checkMs, () => {
      return new MachineError('check', `no answer within ${checkMs / 1000} s`, true)
    })

  return {
    up: seat => tell(['up', ...seatWords(seat)], 60_000),
    begin: (sessionId, seat, follows) => {
      const after = follows ? ['--after', follows] : []
      return tell(['begin', '--session', sessionId, '--slot', seat.slotId, ...after, ...seatWords(seat)], 40_000)
    },
    password: secret => tell(['password'], 5_000, secret),
    resize: async ({ width, height }) => {
      await tell(['resize', '--screen', `${width}x${height}`], 5_000)
      return true
    },
    seal: (sessionId, part, since) => {
      const words = ['seal', '--session', sessionId, '--part', String(part), '--since', since.toISOString()]
      return askSeat(run, Items, words, { timeoutMs: part === 1 ? 15_000 : 60_000 })
    },
    clean: (sessionId, seat) => tell(['clean', '--session', sessionId, ...seatWords(seat)], 60_000),
    sealed: sessionId => askSeat(run, Items, ['fetch', '--session', sessionId], { timeoutMs: 10_000 }),
    fetch: (sessionId, path, offset = 0) =>
      readSeat(run, ['fetch', '--session', sessionId, '--path', path, '--offset', String(offset)]),
    forget: sessionId => tell(['forget', '--session', sessionId], 30_000),
    leftovers: async () => {
      const { sessions } = await askSeat(run, Leftovers, ['leftovers'], { timeoutMs: 10_000 })
      return sessions.map(left => ({ sessionId: left.session, sealedAt: new Date(left.at) }))
    },
    put: (sessionId, name, size, body) => {
      const words = ['put', '--session', sessionId, '--name', name, '--length', String(size)]
      return askSeat(run, Put, words, { timeoutMs: PUT_MS, stdin: body })
    },
    downloads: sessionId => askSeat(run, Downloads, ['downloads', '--session', sessionId], { timeoutMs: 10_000 }),
    fetchDownload: (sessionId, path) => readSeat(run, ['downloads', '--session', sessionId, '--path', path]),
    discard: (sessionId, path) => tell(['discard', '--session', sessionId, '--path', path], 10_000),
    thumbnail: () => buffer(Readable.from(readSeat(run, ['thumbnail']))),
    look: () => buffer(Readable.from(readSeat(run, ['look']))),
    type: text => tell(['type'], 15_000, text),
    restart: seat => tell(['restart', ...seatWords(seat)], 90_000),
    backUpProfile: profile => tell(['backup-profile', '--profile', profile], COPY_MS),
    restoreProfile: (profile, copy) => tell(['restore-profile', '--profile', profile, '--copy', copy], COPY_MS),
    profileCopies: async profile => {
      const { copies } = await askSeat(run, Copies, ['profile-copies', '--profile', profile], { timeoutMs: 10_000 })
      return copies.map(copy => ({ ...copy, at: new Date(copy.at) }))
    },
    reboot: () => tell(['reboot'], 90_000),
    clipboard: heard => openClipLink(run, heard),
    check: async () => {
      const asked = Date.now()
      const checked = await check()
      const { healthy, trouble } = checked
      return { healthy, trouble, found: foundIn(checked, asked, Date.now()) }
    },
    dirty: async () => (await check()).dirty,
  } satisfies Partial<MachineDriver>
}

const seatWords = (seat: Seat) => ['--profile', seat.profile, '--url', seat.startUrl]
