import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TaxiChat } from '@taxi/contract/chat.ts'
import type { Config } from '../config.ts'
import { nothingSealed, type Sealed } from '../domain/dump.ts'
import { chatFolder } from '../dump/chat-folder.ts'
import { dumpFolder } from '../dump/folders.ts'
import { filePathsIn } from '../dump/move-file-links.ts'
import type { SealedItem } from '../outside/machine/driver.ts'
import { createMachines } from '../outside/machine/machines.ts'
import type { Parts } from '../parts.ts'
import { buildMachine, buildPerson, buildSession, buildSlot } from './build.ts'
import { openTestDatabase } from './database.ts'
import { fakeParts } from './fake-parts.ts'

export type DumpWorld = Awaited<ReturnType<typeof openDumpWorld>>

export interface SessionLeft {
  person?: Partial<Parameters<typeof buildPerson>[1]>
  slot?: Partial<Parameters<typeof buildSlot>[1]>
  chats?: TaxiChat[]
  sealed?: Partial<Sealed>
  /** What the machine holds sealed: path → content. */
  machine?: Record<string, string | Buffer>
  endedAt?: Date
}

/** A database, a data folder and dry machines: everything a dump passes through, without a server. */
export async function openDumpWorld(config: Partial<Config> = {}, given: Partial<Omit<Parts, 'config'>> = {}) {
  const database = await openTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'taxi-dump-'))
  const base = fakeParts(database, { config: { dataDir, DISK_FLOOR_MB: 1, ...config } })
  const parts = { ...base, machines: createMachines(base), databaseUrl: database.url, ...given }

  return {
    database,
    db: database.db,
    dataDir,
    parts,
    /** A session that has just ended, with what it left on the machine and in the journal; its dump waits to be pulled. */
    async left({ person, slot, chats = [], sealed = {}, machine = {}, endedAt = parts.now() }: SessionLeft = {}) {
      const owner = await buildPerson(database.db, { name: 'Анна Петрова', locale: 'ru', ...person })
      const { id: machineId } = await buildMachine(database.db, { id: `dry-${randomUUID().slice(0, 8)}` })
      const taken = await buildSlot(database.db, {
        id: `ppx-${randomUUID().slice(0, 8)}`,
        name: 'Perplexity · 2',
        service: 'practice',
        service_name: 'Perplexity',
        machines: [machineId],
        ...slot,
      })
      const session = await buildSession(database.db, {
        person: owner,
        slot: taken,
        started_at: new Date(endedAt.getTime() - 75 * 60_000),
        ended_at: endedAt,
        freed_at: endedAt,
        end_reason: 'manual',
        ends_at: new Date(endedAt.getTime() + 45 * 60_000),
      })
      for (const chat of chats) await journal(parts, session.id, chat)
      const items = sealOnMachine(join(dataDir, 'machines', machineId), session.id, machine)
      const dump = await database.db.dumps.update({
        where: { session_id: session.id },
        data: {
          state: 'pulling',
          created_at: endedAt,
          deadline: new Date(endedAt.getTime() + 24 * 3600_000),
          expires_at: new Date(endedAt.getTime() + 14 * 24 * 3600_000),
          sealed: JSON.parse(JSON.stringify({ ...nothingSealed, seal: items, ...sealed })),
        },
      })
      return { person: owner, slot: taken, session, dump, machineId, folder: dumpFolder({ dataDir }, dump.id) }
    },
    async close() {
      await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function journal(parts: Pick<Parts, 'config' | 'db'>, sessionId: string, chat: TaxiChat): Promise<void> {
  const folder = chatFolder(parts.config, sessionId, chat.service, chat.id)
  mkdirSync(join(folder, 'files'), { recursive: true })
  const markdown = `---\ntitle: ${chat.title}\n---\n\n${chat.turns.map(turn => turn.markdown).join('\n\n')}\n`
  writeFileSync(join(folder, 'chat.json'), JSON.stringify(chat))
  writeFileSync(join(folder, 'chat.md'), markdown)
  writeFileSync(join(folder, 'raw.json'), JSON.stringify({ raw: chat.id }))
  for (const path of filePathsIn(chat)) writeFileSync(join(folder, path), ONE_PIXEL)
  await parts.db.chats.create({
    data: {
      session_id: sessionId,
      service: chat.service,
      chat_id: chat.id,
      url: chat.url,
      title: chat.title,
      first_seen: new Date(chat.exported_at),
      last_seen: new Date(chat.exported_at),
      sent_messages: chat.turns.filter(turn => turn.role === 'user').length,
      exported_at: new Date(chat.exported_at),
      status: 'complete',
    },
  })
}

/** Lays files where the dry machine keeps what it sealed. */
export function sealOnMachine(
  machineFolder: string,
  sessionId: string,
  files: Record<string, string | Buffer>,
): SealedItem[] {
  const folder = join(machineFolder, 'sealed', sessionId)
  mkdirSync(folder, { recursive: true })
  const items = Object.entries(files).map(([path, content]): SealedItem => {
    const body = Buffer.from(content)
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), body)
    const sha256 = createHash('sha256').update(body).digest('hex')
    return { path, kind: kindOf(path), bytes: body.length, sha256, status: 'complete' }
  })
  writeFileSync(join(folder, 'seal.json'), JSON.stringify({ items }))
  return items
}

function kindOf(path: string): SealedItem['kind'] {
  if (path.startsWith('downloads/')) return 'download'
  if (/^(clipboard|selection)\./.test(path)) return 'clipboard'
  return path === 'history.json' ? 'history' : 'screenshot'
}

/** A picture of one pixel. */
export const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A chat of one question and one answer. */
export function aChat(given: Partial<TaxiChat> & { question?: string; answer?: string } = {}): TaxiChat {
  const { question = 'Как дела с отчётом?', answer = 'Отчёт **готов**.', ...rest } = given
  const turn = { id: null, at: '2026-11-21T10:05:00.000Z', images: [], attachments: [], citations: [], active: true }
  return {
    format: 'taxi-chat/1',
    service: 'practice',
    id: randomUUID(),
    url: 'https://practice.example/c/1',
    title: 'Отчёт за ноябрь',
    model: 'practice-1',
    created_at: '2026-11-21T10:00:00.000Z',
    updated_at: '2026-11-21T10:05:00.000Z',
    exported_at: '2026-11-21T10:06:00.000Z',
    source: 'api',
    status: 'complete',
    turns: [
      { ...turn, index: 0, role: 'user', model: null, markdown: question },
      { ...turn, index: 1, role: 'assistant', model: 'practice-1', markdown: answer },
    ],
    artifacts: [],
    ...rest,
  }
}

/** A session that left something of everything; its words would like to run as code. */
export const leftOfEverything: SessionLeft = {
  chats: [
    aChat({
      title: 'Отчёт: <b>ноябрь</b>',
      question: 'Посчитай <script>alert(1)</script>\nи покажи',
      answer:
        'Вот:\n\n```ts\nconst a = "<img onerror=x>"\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![график](files/chart.png)\n\nСумма $x^2$. [плохо](javascript:alert(1)) [хорошо](https://example.com/a?b=1&c=2)',
    }),
  ],
  sealed: {
    tabs: [
      { window: 1, index: 0, url: 'https://example.com/', title: 'Пример', active: true, pinned: false, group: null },
      { window: 1, index: 1, url: 'javascript:alert(2)', title: 'Зло', active: false, pinned: false, group: null },
    ],
    history: [{ at: '2026-11-21T10:01:00.000Z', url: 'https://example.com/page', title: 'Страница' }],
    downloads_seen: [],
  },
  machine: {
    'screenshot.png': ONE_PIXEL,
    'clipboard.txt': 'Скопированный <текст>',
    'selection.txt': 'Выделенный <текст>',
    'downloads/отчёт за ноябрь.txt': 'содержание',
    'downloads/вложено/два.csv': 'a;b',
  },
}
