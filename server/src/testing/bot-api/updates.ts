import { ApiRefusal } from './answers.ts'

type Update = { update_id: number } & Record<string, unknown>

/** The queue of updates: kept until confirmed by an offset above them, handed out by long polls, one poller at a time. */
export class Updates {
  #queue: Update[] = []
  #nextId = 1_000
  #waiting: { answer: (updates: Update[]) => void; cut: () => void } | null = null

  add(content: Record<string, unknown>): void {
    this.#queue.push({ update_id: this.#nextId++, ...content })
    this.#waiting?.answer(this.#queue.slice(0, 100))
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
    this.#waiting?.answer([])
  }
}
