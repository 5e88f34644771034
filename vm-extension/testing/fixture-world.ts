import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { createPace } from '../browser/pace.ts'
import { look } from '../page/look.ts'
import type { Page } from '../services/page.ts'
import { pageOn } from '../services/page-on.ts'
import type { Reading } from '../services/reading.ts'
import type { ChatRef } from '../services/service.ts'
import { serviceNamed } from '../services/services.ts'
import type { ShownFrame } from '../services/shown.ts'
import { readChat } from '../session/read-chat.ts'
import type { Expected } from './expected.ts'
import { type Answered, type Asked, createRoutes, type Route } from './routes.ts'

interface Manifest {
  routes: Route[]
  scenarios: { name: string; prepend: Route[] }[]
  conversations: { name: string; id: string; url: string; page: string; expected: string }[]
}
export type FixtureWorld = ReturnType<typeof fixtureWorld>

const FIXTURES = join(import.meta.dirname, '../fixtures')

/**
 * A service as it was recorded, in `fixtures/<name>/`: answers its API, shows its pages, all without a browser. A
 * `scenario` of the manifest makes it fail. Pages stand still: what only scrolling mounts is not there.
 */
export function fixtureWorld(name: string, scenario?: string) {
  const folder = join(FIXTURES, name)
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const manifest: Manifest = JSON.parse(read('manifest.json'))
  const failing = manifest.scenarios.find(each => each.name === scenario)
  if (scenario && !failing) throw new Error(`no scenario ${scenario}`)
  const answer = createRoutes(folder, [...(failing?.prepend ?? []), ...manifest.routes])
  const asked: Asked[] = []
  const service = serviceNamed(name)
  if (!service) throw new Error(`no reader ${name}`)

  const conversation = (which: string) => {
    const found = manifest.conversations.find(each => each.name === which)
    if (!found) throw new Error(`no conversation ${which}`)
    return found
  }

  function respond(request: Asked): Answered {
    asked.push(request)
    return answer(request)
  }

  /** A page that shows this conversation. */
  function page(which: string, overrides: Partial<Page> = {}, frames: ShownFrame[] = []): Page {
    const { url, page: file } = conversation(which)
    const shown = answer({ method: 'GET', url })
    const html = read(file)
    const cookies = [shown.headers['set-cookie'] ?? []].flat().map(line => line.split(';')[0]?.split('=') ?? [])
    const hands = pageOn(
      {
        tab: 1,
        url,
        send: async (path, { method = 'GET', headers = {}, body = '' }) => {
          const {
            status,
            headers: told,
            body: bytes,
          } = respond({ method, url: new URL(path, url).href, headers, body })
          const wait = Number(told['retry-after'])
          const type = String(told['content-type'])
          return { status, type, retry_after: Number.isFinite(wait) ? wait : null, text: bytes.toString('utf8') }
        },
        cookie: async key => cookies.find(([cookie]) => cookie === key)?.[1] ?? null,
        stored: async () => null,
        global: async path => globalIn(html, path),
        look: async service => {
          const { document } = parseHTML(html)
          return look(service, { document, url: new URL(url) }, false)
        },
        frames: async () => frames,
        snapshot: async () => 'data:multipart/related;base64,TUhUTUw=',
      },
      createPace({ now: () => Date.now(), wait: async () => undefined }),
    )
    return { ...hands, ...overrides }
  }

  /** Bytes behind an address, as the extension fetches them. */
  function bytes(url: string): Buffer {
    if (url.startsWith('data:')) return Buffer.from(url.split(',')[1] ?? '', 'base64')
    const { status, body } = respond({ method: 'GET', url })
    if (status !== 200) throw new Error(`${url} answered ${status}`)
    return body
  }

  return {
    service,
    /** Every request so far. */
    asked,
    names: manifest.conversations.map(each => each.name),
    ref: (which: string): ChatRef => ({ id: conversation(which).id, url: conversation(which).url }),
    expected: (which: string): Expected => JSON.parse(read(conversation(which).expected)),
    page,
    bytes,
    respond,
    /** The conversation read as a session does: API first, the page when that fails; every file fetched. */
    async read(
      which: string,
      how: { last?: boolean; page?: Partial<Page>; frames?: ShownFrame[] } = {},
    ): Promise<Reading> {
      const shown = page(which, how.page, how.frames)
      const pages = { any: async () => shown, showing: async () => shown }
      const reading = await readChat(service, this.ref(which), pages, how.last ?? true)
      for (const file of reading.files) {
        const larger = file.larger && respond({ method: 'GET', url: file.larger }).status === 200 ? file.larger : null
        const url = larger ?? (typeof file.url === 'string' ? file.url : await file.url(shown))
        if (bytes(url).length > 0) file.place(`files/${file.name}`)
      }
      return reading
    },
  }
}

/** `window.NAME = {…}` in a script of the page. */
function globalIn(html: string, path: string): unknown {
  const [name = '', ...rest] = path.split('.')
  const json = html.match(new RegExp(`window\\.${name}\\s*=\\s*(\\{[\\s\\S]*?\\});?\\s*</script>`))?.[1]
  let value: unknown = json ? JSON.parse(json) : null
  for (const key of rest) value = (value as Record<string, unknown> | null)?.[key] ?? null
  return value
}
