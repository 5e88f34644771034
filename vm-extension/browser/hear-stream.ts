import { browser } from 'wxt/browser'
import type { Unnamed } from '../services/service.ts'

/**
 * Hears which chat the page's next message goes to: the service's answer alone tells it. Until it is asked for one function
 * of the page's is stood in for; what stands there looks like its own and answers to a secret only the extension has.
 */
export async function hearStream(tab: number, { sends, named }: Unnamed): Promise<void> {
  await inPage(tab, standIn, [await secret(), sends, named])
}

/** The chat that was heard; null while none was. Afterwards the page is as it was. */
export async function heardIn(tab: number): Promise<string | null> {
  const heard = await inPage(tab, ask, [await secret()])
  return typeof heard === 'string' ? heard : null
}

async function inPage<A extends string[]>(tab: number, func: (...args: A) => unknown, args: A): Promise<unknown> {
  const injection = { target: { tabId: tab }, func, args, world: 'MAIN', injectImmediately: true } as const
  const [done] = await browser.scripting.executeScript(injection).catch(() => [])
  return done?.result
}

/** One for the browser's life: a worker that was stopped meanwhile still knows it. */
async function secret(): Promise<string> {
  const { stream_secret } = await browser.storage.session.get('stream_secret')
  if (typeof stream_secret === 'string') return stream_secret
  const fresh = crypto.randomUUID()
  await browser.storage.session.set({ stream_secret: fresh })
  return fresh
}

// These run in the page: nothing from outside reaches them but their arguments.

type Asked = typeof fetch & Record<string, { id: string | null; own: typeof fetch } | undefined>

function standIn(secret: string, sends: string, named: string): void {
  if ((globalThis.fetch as Asked)[secret]) return
  const own = globalThis.fetch
  const heard: { id: string | null; own: typeof fetch } = { id: null, own }
  globalThis.fetch = new Proxy(own, {
    get: (fetch, key) => (key === secret ? heard : Reflect.get(fetch, key)),
    apply(fetch, self, given: Parameters<typeof globalThis.fetch>) {
      const answer: Promise<Response> = Reflect.apply(fetch, self, given)
      const asked = given[0] instanceof Request ? given[0].url : String(given[0])
      if (new RegExp(sends).test(new URL(asked, location.href).pathname)) void answer.then(hear).catch(() => undefined)
      return answer
    },
  })

  async function hear(answer: Response): Promise<void> {
    const reader = answer.clone().body?.pipeThrough(new TextDecoderStream()).getReader()
    let said = ''
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      said = (said + piece.value).slice(-4_000)
      heard.id = said.match(new RegExp(named))?.[1] ?? null
      if (heard.id) return reader?.cancel()
    }
  }
}

function ask(secret: string): string | null {
  const heard = (globalThis.fetch as Asked)[secret]
  if (heard?.id) globalThis.fetch = heard.own
  return heard?.id ?? null
}
