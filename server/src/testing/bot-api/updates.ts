import { setTimeout as sleep } from 'node:timers/promises'
import { ApiRefusal } from './answers.ts'

/** Telegram waits longer. */
const BRING_AGAIN_MS = 100

type Update = { update_id: number } & Record<string, unknown>

/** The queue of updates: kept until confirmed by an offset above them, handed out by long polls, one poller at a time. */
export class Updates {
  #queue: Update[] = []
  #nextId = 1_000
  #bring: ((update: Update) => Promise<boolean>) | null = null
  #bringing = false
  #waiting: { answer: (updates: Update[]) => void; cut: () => void } | null = null

  add(content: Record<string, unknown>, updateId = this.#nextId++): void {
    this.#queue.push({ update_id: updateId, ...content })
    this.#waiting?.answer(this.#queue.slice(0, 100))
    void this.#bringAll()
  }

  /** From now on updates are brought, one after the other; null: they are fetched. */
  bring(to: ((update: Update) => Promise<boolean>) | null): void {
    this.#bring = to
    void this.#bringAll()
  }

  async #bringAll(): Promise<void> {
    if (this.#bringing) return
    this.#bringing = true
    for (let next = this.#queue[0]; next && this.#bring; next = this.#queue[0])
      if (await this.#bring(next)) this.#queue.shift()
      else await sleep(BRING_AGAIN_MS)
    this.#bringing = false
  }

  /** Telegram ends the older of two polls with 409. */
  poll(offset: number, limit: number, timeoutMs: number, onGone: (gone: () => void) => void): Promise<Update[]> {
    this.#waiting?.cut()
    if (offset > 0) this.#queue = this.#queue.filter(update => update.update_id >= offset)
    if (this.#queue.length || timeoutMs === 0) return Promise.resolve(this.#queue.slice(0, limit))
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        if (this.#waiting === me) this.#waiting = null
      }
      const me = {
        answer: (updates: Update[]) => {
          end()
          resolve(updates.slice(0, limit))
        },
        cut: () => {
          end()
          reject(
            new ApiRefusal(
              409,
              'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
            ),
          )
        },
      }
      const timer = setTimeout(() => me.answer([]), timeoutMs)
      this.#waiting = me
      onGone(end)
    })
  }

  close(): void {
    this.#bring = null
    this.#waiting?.answer([])
  }
}
