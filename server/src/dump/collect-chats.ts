import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { TaxiChat } from '@taxi/contract/chat.ts'
import type { ItemStatus } from '@taxi/contract/dumps.ts'
import { chatFolderName } from './chat-folder.ts'
import type { CollectFrom } from './collect-from.ts'
import { type CollectedChat, type CollectedItem, missingItem } from './collected.ts'
import type { TouchedRow } from './facts.ts'
import { fileSum } from './file-sum.ts'
import { madeFile } from './made-file.ts'
import { filePathsIn, moveFileLinks, moveFilePaths } from './move-file-links.ts'
import { type FreshPaths, safeName } from './safe-name.ts'

interface Chats {
  items: CollectedItem[]
  chats: CollectedChat[]
}

/** The chats of the session from the companion's journal, and those that were touched and never arrived. */
export async function collectChats(from: CollectFrom, paths: FreshPaths): Promise<Chats> {
  const found: Chats = { items: [], chats: [] }
  const seen = new Set<string>()
  for (const folder of await foldersInOrder(from)) {
    const one = await collectChat(from, paths, folder, found.chats.length + 1)
    found.items.push(...one.items)
    found.chats.push(one.chat)
    seen.add(one.key)
  }
  for (const touched of from.facts.touched.filter(row => !seen.has(keyOf(row.service, row.chatId)))) {
    const one = neverArrived(from, paths, touched, found.chats.length + 1)
    found.items.push(one.item)
    found.chats.push(one.chat)
  }
  return found
}

/** As the person came to them; those nobody told of come last. */
async function foldersInOrder({ journal, facts }: CollectFrom): Promise<string[]> {
  const entries = await readdir(journal, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter(entry => entry.isDirectory()).map(entry => join(journal, entry.name))
  const touched = facts.touched.map(row => join(journal, chatFolderName(row.service, row.chatId)))
  const place = (folder: string) => (touched.includes(folder) ? touched.indexOf(folder) : touched.length)
  return folders.toSorted((a, b) => place(a) - place(b))
}

const keyOf = (service: string, id: string) => `${service}/${id}`

async function collectChat(from: CollectFrom, paths: FreshPaths, folder: string, number: number) {
  const text = await readFile(join(folder, 'chat.json'), 'utf8').catch(() => '')
  const chat = readChat(text)
  const touched = from.facts.touched.find(row => chatFolderName(row.service, row.chatId) === basename(folder))
  const service = chat?.service ?? touched?.service ?? ''
  const id = chat?.id ?? touched?.chatId ?? basename(folder)
  const key = keyOf(service, id)
  const title = chat?.title || touched?.title || ''
  const stem = stemOf(from, paths, service || 'chat', title, id, touched?.lastSeen)
  const { status, why } = standingOf(from, key, chat)
  const files = await filesOf(folder, stem.files)
  const source = 'companion'
  const markdown = await readFile(join(folder, 'chat.md'), 'utf8').catch(() => '')
  const raw = await readFile(join(folder, 'raw.json')).catch(() => null)
  const state = { status, ...(why ? { why } : {}) }
  const items: CollectedItem[] = [
    await madeFile(
      from.work,
      { path: `chats/${stem.name}.md`, kind: 'chat', source, ...state },
      moveFileLinks(markdown, stem.files, new Set(files.keys())),
    ),
    await madeFile(
      from.work,
      { path: `chats/${stem.name}.json`, kind: 'chat', source, ...state },
      chat ? JSON.stringify(moveFilePaths(chat, stem.files, new Set(files.keys())), null, 2) : text,
    ),
    ...(raw
      ? [await madeFile(from.work, { path: `chats/raw/${stem.name}.json`, kind: 'chat', source }, raw.toString())]
      : []),
    ...[...files.values()].map(item => item),
    ...lostFiles(chat, files, stem.files),
  ]
  return {
    key,
    items,
    chat: {
      anchor: `chat-${number}`,
      service,
      title,
      url: chat?.url ?? touched?.url ?? '',
      path: `chats/${stem.name}.md`,
      status,
      why: why ?? null,
      chat,
      files: new Map(
        [...files].flatMap(([name, { file, path, bytes }]) =>
          file ? [[`files/${name}`, { file, path, bytes }] as const] : [],
        ),
      ),
    },
  }
}

function readChat(text: string): TaxiChat | null {
  try {
    return TaxiChat.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Complete only when the companion said so at the end: an earlier export may lack the last words. */
function standingOf(from: CollectFrom, key: string, chat: TaxiChat | null): { status: ItemStatus; why?: string } {
  if (!chat) return { status: 'partial', why: 'the export could not be read' }
  if (chat.status === 'partial') return { status: 'partial', why: chat.why ?? 'the export was not finished' }
  const { chats, why } = from.facts.sealed
  const told = chats.find(entry => keyOf(entry.service, entry.id) === key)
  if (told && told.status !== 'complete') return { status: 'partial', why: told.why ?? 'the last export failed' }
  if (!told && why.finish) return { status: 'partial', why: 'the companion did not answer at the end' }
  return { status: 'complete' }
}

function stemOf(
  { clock, facts }: CollectFrom,
  paths: FreshPaths,
  service: string,
  title: string,
  id: string,
  lastSeen: Date | undefined,
): { name: string; files: string } {
  const day = clock.day(lastSeen ?? facts.session.endedAt)
  const id8 = id.replace(/[^A-Za-z0-9]/g, '').slice(-8) || 'chat'
  const named = [day, safeName(service, 40), safeName(title, 90, 'chat').replaceAll(' ', '-'), id8].join('_')
  const name = paths.fresh(named)
  const suffix = name.slice(named.length).replace(/\D/g, '')
  return { name, files: `${safeName(service, 40)}_${id8}${suffix && `_${suffix}`}` }
}

async function filesOf(folder: string, target: string): Promise<Map<string, CollectedItem>> {
  const entries = await readdir(join(folder, 'files'), { withFileTypes: true }).catch(() => [])
  const files = new Map<string, CollectedItem>()
  for (const { name } of entries.filter(entry => entry.isFile() && !entry.name.startsWith('.'))) {
    const file = join(folder, 'files', name)
    files.set(name, {
      path: `chats/files/${target}/${safeName(name)}`,
      kind: 'chat_file',
      ...(await fileSum(file)),
      status: 'complete',
      source: 'companion',
      file,
    })
  }
  return files
}

function lostFiles(chat: TaxiChat | null, files: Map<string, CollectedItem>, target: string): CollectedItem[] {
  const named = chat ? filePathsIn(chat).map(path => path.replace(/^files\//, '')) : []
  const lost = named.filter(name => name && !files.has(name))
  return [...new Set(lost)].map(name =>
    missingItem(`chats/files/${target}/${safeName(name)}`, 'chat_file', 'companion', 'the file was not sent'),
  )
}

function neverArrived(from: CollectFrom, paths: FreshPaths, row: TouchedRow, number: number) {
  const { chats, why } = from.facts.sealed
  const told = chats.find(entry => entry.service === row.service && entry.id === row.chatId)
  const reason = told?.why ?? row.why ?? why.finish ?? 'the companion did not export it'
  const stem = stemOf(from, paths, row.service, row.title, row.chatId, row.lastSeen)
  const item = missingItem(`chats/${stem.name}.md`, 'chat', 'companion', reason)
  const chat: CollectedChat = {
    anchor: `chat-${number}`,
    service: row.service,
    title: row.title,
    url: row.url,
    path: item.path,
    status: 'missing',
    why: reason,
    chat: null,
    files: new Map(),
  }
  return { item, chat }
}
