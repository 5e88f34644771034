import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MadeFile } from './answer.ts'

export interface PracticeFile extends MadeFile {
  id: string
  size: number
}
export interface Message {
  id: string
  role: 'user' | 'assistant'
  parent: string | null
  /** Seconds since 1970, as the services have it. */
  create_time: number
  model: string | null
  status: 'in_progress' | 'finished' | 'interrupted'
  text: string
  images: PracticeFile[]
  files: PracticeFile[]
}
export interface Conversation {
  id: string
  title: string
  create_time: number
  update_time: number
  current_node: string
  messages: Record<string, Message>
}
export interface Account {
  id: string
  conversations: Record<string, Conversation>
}

/** Anybody who reaches the server reaches this service, so everything it keeps is bounded. */
export const limits = { accounts: 500, conversations: 200, messages: 400, textLength: 20_000, accountText: 1_000_000 }

export interface Chats {
  /** The account's chats; null when it has none yet. */
  find(accountId: string): Account | null
  /** The account, made now if need be; null when there are too many already. */
  open(accountId: string): Account | null
  /** Writes the account down soon. */
  changed(account: Account): void
}

const SAVE_DELAY_MS = 300

/** The chats of every practice account: in memory, and with a folder also in one file per account. */
export function createChats(folder: string | null): Chats {
  const accounts = new Map<string, Account>()
  const saving = new Set<string>()
  let known = folder && existsSync(folder) ? readdirSync(folder).length : 0

  function find(accountId: string): Account | null {
    const account = accounts.get(accountId) ?? read(folder, accountId)
    if (account) accounts.set(accountId, account)
    return account
  }

  return {
    find,
    open(accountId) {
      const found = find(accountId)
      if (found) return found
      if (known >= limits.accounts) return null
      known += 1
      const account: Account = { id: accountId, conversations: {} }
      accounts.set(accountId, account)
      return account
    },
    changed(account) {
      if (!folder || saving.has(account.id)) return
      saving.add(account.id)
      setTimeout(() => {
        saving.delete(account.id)
        write(folder, account)
      }, SAVE_DELAY_MS).unref()
    },
  }
}

function read(folder: string | null, accountId: string): Account | null {
  const path = folder && join(folder, `${accountId}.json`)
  if (!path || !existsSync(path)) return null
  const account = JSON.parse(readFileSync(path, 'utf8')) as Account
  for (const { messages } of Object.values(account.conversations)) {
    for (const message of Object.values(messages)) {
      // Whoever was writing it is gone with the server that did.
      if (message.status === 'in_progress') message.status = 'interrupted'
    }
  }
  return account
}

function write(folder: string, account: Account): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${account.id}.json`)
  writeFileSync(`${path}.new`, JSON.stringify(account), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
