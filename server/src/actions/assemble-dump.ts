import type { DumpProgress } from '@taxi/contract/dumps.ts'
import { noteProgress } from '../db/write/note-progress.ts'
import { backOff, largestFile } from '../domain/delivery.ts'
import { type Assembled, assemble } from '../dump/assemble.ts'
import { dumpClock } from '../dump/clock.ts'
import { type DumpFacts, readDumpFacts } from '../dump/facts.ts'
import { dumpFolder, journalFolder, pulledFolder } from '../dump/folders.ts'
import { readPulled } from '../dump/pulled.ts'
import { chance } from '../outside/chance.ts'
import type { Parts } from '../parts.ts'
import type { ClaimedDump } from './claim-dump.ts'

type AssembleParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log' | 'faults'>

/** Turns what was pulled and journalled into the dump's files, and owes them to the person in the same transaction. */
export async function assembleDump(parts: AssembleParts, dump: ClaimedDump): Promise<void> {
  parts.faults?.reach('assemble.claimed')
  const facts = await readDumpFacts(parts.db, dump.id)
  try {
    const assembled = await assemble({
      facts,
      clock: dumpClock(parts.config.COMPANY_TIMEZONE, facts.person.locale),
      pulled: pulledFolder(parts.config, dump.id),
      journal: journalFolder(parts.config, dump.session_id),
      folder: dumpFolder(parts.config, dump.id),
      limit: largestFile(parts.config.TELEGRAM_LOCAL_API),
      packed: (done, total) => noteProgress(parts, dump, { stage: 'assembling', done, total }),
      faults: parts.faults,
    })
    await finish(parts, dump, facts, assembled)
    parts.faults?.reach('assemble.owed')
  } catch (error) {
    await tryLater(parts, dump, error)
  }
}

async function finish(
  parts: AssembleParts,
  dump: ClaimedDump,
  facts: DumpFacts,
  { items, parts: files }: Assembled,
): Promise<void> {
  const { owed } = await readPulled(pulledFolder(parts.config, dump.id))
  const chatId = parts.config.TELEGRAM_BOT_TOKEN ? facts.person.telegramId : null
  await parts.change(async tx => {
    const { count } = await tx.dumps.updateMany({
      where: { id: dump.id, state: 'assembling', lease_owner: dump.lease_owner },
      data: {
        items,
        parts: files,
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        state: chatId === null ? 'kept' : 'ready',
        progress: { stage: 'sending', done: 0, total: files.length } satisfies DumpProgress,
        ready_at: parts.now(),
        ...NOBODY,
        // A machine that was silent is asked again.
        not_before: owed ? new Date(parts.now().getTime() + ASK_AGAIN_MS) : null,
        last_error: null,
      },
    })
    if (!count) return
    await tx.sessions.update({ where: { id: dump.session_id }, data: { dump_path: `dumps/${dump.id}` } })
    if (chatId !== null) {
      // A dump that replaces an earlier one takes its messages over: the same messages show the new files.
      await tx.deliveries.updateMany({
        where: { dump_id: dump.id, state: 'sent', tg_message_id: { not: null } },
        data: {
          state: 'placeholder',
          not_before: parts.now(),
          started_attempts: 0,
          finished_attempts: 0,
          sent_at: null,
        },
      })
      await tx.deliveries.updateMany({
        where: { dump_id: dump.id, state: 'dead' },
        data: {
          state: 'queued',
          tg_message_id: null,
          not_before: parts.now(),
          started_attempts: 0,
          finished_attempts: 0,
        },
      })
      await tx.deliveries.createMany({
        data: files.map((_, part) => ({
          kind: 'dump_part',
          person_id: facts.person.id,
          chat_id: chatId,
          dedupe_key: `dump:${dump.session_id}:${part}`,
          payload: { dump_id: dump.id, part },
          dump_id: dump.id,
          expires_at: facts.expiresAt,
          not_before: parts.now(),
          created_at: parts.now(),
        })),
        skipDuplicates: true,
      })
      await tx.announce({ about: 'wake', id: 'deliveries' })
    }
    await tx.announce({ about: 'dump', id: dump.id })
    await tx.announce({ about: 'session', id: dump.session_id })
  })
  parts.log.info({ dump: dump.id, files: files.length, items: items.length }, 'dump assembled')
}

const ASK_AGAIN_MS = 15_000

async function tryLater(parts: AssembleParts, dump: ClaimedDump, error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error)
  parts.log.error({ dump: dump.id, err: error, attempt: dump.attempts }, 'assembling failed, it is tried again')
  await parts.db.dumps.updateMany({
    where: { id: dump.id, lease_owner: dump.lease_owner },
    data: {
      ...NOBODY,
      not_before: new Date(parts.now().getTime() + backOff(dump.attempts, 5 * 60_000, chance())),
      last_error: why.slice(0, 500),
    },
  })
}

const NOBODY = { lease_owner: null, lease_until: null }
