import type { Client } from '@taxi/contract/client.ts'
import type { AuditRow } from '@taxi/contract/safety.ts'
import { createSignal } from 'solid-js'

/** What is looked for, as the address says it. */
export interface AuditWish {
  q?: string
  action?: string
  person?: string
  from?: string
  to?: string
}

/** The log page by page: `look` begins anew, `more` goes on into the past. An answer that was overtaken is dropped. */
export function createAuditPages(client: Client) {
  const [value, setValue] = createSignal<AuditRow[] | null>(null)
  const [next, setNext] = createSignal<number | null>(null)
  const [trouble, setTrouble] = createSignal<unknown>(null)
  const [busy, setBusy] = createSignal(false)
  let latest = 0
  let looked: AuditWish = {}

  async function load(before: number | null) {
    const mine = ++latest
    setBusy(true)
    setTrouble(null)
    try {
      const page = await client.call('audit', { query: queryOf(looked, before) })
      if (mine !== latest) return
      setValue(rows => (before === null ? page.rows : [...(rows ?? []), ...page.rows]))
      setNext(page.next)
    } catch (error) {
      if (mine === latest) setTrouble(error)
    } finally {
      if (mine === latest) setBusy(false)
    }
  }
  return {
    value,
    next,
    trouble,
    busy,
    look(wish: AuditWish) {
      looked = wish
      return load(null)
    },
    more: () => load(next()),
    reload: () => load(null),
  }
}

function queryOf({ person, ...wish }: AuditWish, before: number | null): Record<string, string> {
  const asked = { ...wish, person_id: person, before: before === null ? undefined : String(before) }
  return Object.fromEntries(Object.entries(asked).filter((pair): pair is [string, string] => Boolean(pair[1])))
}
