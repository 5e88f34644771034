import type { DumpProgress, DumpState, ItemKind, ItemStatus } from '@taxi/contract/dumps.ts'
import { plural } from './plural.ts'

const count = (n: number, one: string, other: string) => `${n}\u00a0${plural('en', n, [one, other])}`

/** The words about what sessions left and what is found in it, in English. */
export const enDumps = {
  dump: {
    title: 'What you made',
    recent: 'Last dumps',
    none: 'Nothing yet. When a session ends, its chats and files appear here.',
    noneAtAll: 'No dump',
    toPortal: 'All sessions',
    chats: (n: number) => count(n, 'chat', 'chats'),
    downloads: (n: number) => count(n, 'download', 'downloads'),
    files: (n: number) => count(n, 'file', 'files'),
    keptUntil: (day: string) => `kept until ${day}`,
    read: 'Read',
    reading: (slot: string) => `What you made: ${slot}`,
    page: 'Page',
    part: (n: number, of: number) => (of === 1 ? 'Everything, zip' : `Part ${n} of ${of}, zip`),
    contents: 'Contents',
    deleted: 'Deleted here',
    more: (slot: string) => `What you made at ${slot}, more`,
    send: 'Send to Telegram',
    sendAgain: 'Send to Telegram again',
    sending: 'It is on its way to your Telegram.',
    remove: 'Delete…',
    removeAsk: (slot: string) => `Delete what you made at ${slot}?`,
    removeSays: 'Its chats, files and page are deleted from the server now. What was sent to Telegram stays there.',
    removeDo: 'Delete',
    removed: 'Deleted.',
    progress: {
      sealing: 'Sealing',
      collecting: 'Collecting',
      assembling: 'Putting together',
      sending: 'Sending to Telegram',
    } satisfies Record<DumpProgress['stage'], string>,
    /** `Collecting, 3 of 5`. */
    step: (stage: string, done: number, total: number) => `${stage}, ${done} of ${total}`,
    keep: 'Keep dumps here',
    keepSays:
      'To read, search and download them until their time is over. Switched off, a dump is deleted here as soon as all of it is in your Telegram.',
    state: {
      sealing: 'Being sealed',
      pulling: 'Being fetched',
      assembling: 'Being put together',
      ready: 'Ready',
      delivered: 'Sent to Telegram',
      kept: 'Ready to download',
      expired: 'Gone',
    } satisfies Record<DumpState, string>,
    kind: {
      chat: 'Chat',
      chat_file: 'File of a chat',
      tabs: 'Open tabs',
      history: 'Pages visited',
      download: 'Download',
      clipboard: 'Clipboard',
      screenshot: 'Screenshot',
      page: 'Page to read',
    } satisfies Record<ItemKind, string>,
    item: { complete: 'complete', partial: 'partial', missing: 'missing' } satisfies Record<ItemStatus, string>,
  },
  chats: {
    title: 'My chats',
    search: 'Search my chats',
    hint: 'Everything you wrote and read in your exported chats. Any form of a word is found, and its beginning.',
    none: 'None of your chats is kept here yet.',
    noneNext: 'When a session ends, its chats appear here to be read and searched.',
    nothing: (what: string) => `Nothing in your chats says “${what}”.`,
    nothingNext: 'All words have to stand in one chat, and a chat is kept as long as its dump.',
    clear: 'Show every chat',
    more: 'Older chats',
    untitled: 'Untitled',
    notYet: 'can be read when its session is put together',
  },
}

export type DumpWords = typeof enDumps
