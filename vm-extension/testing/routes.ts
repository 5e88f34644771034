import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which recorded answer a request gets; `vm-extension/fixtures/<service>/manifest.json` lists them, the first that fits wins. */
export interface Route {
  method?: string
  host: string
  path?: string
  path_regex?: string
  query?: Record<string, string>
  body_contains?: string[]
  require_headers?: Record<string, string>
  deny?: Recorded
  status?: number
  headers?: Record<string, string>
  set_cookies?: string[]
  content_type?: string
  /** Answers so many times, then the next route does. */
  times?: number
  file?: string
  inline?: string
}
interface Recorded {
  status?: number
  file?: string
  inline?: string
}
export interface Asked {
  method: string
  url: string
  headers?: Record<string, string>
  body?: string
}
export interface Answered {
  status: number
  headers: Record<string, string | string[]>
  body: Buffer
  route: Route | null
}

/** Answers requests as the recorded services did. */
export function createRoutes(folder: string, routes: Route[]) {
  const used = new Map<Route, number>()

  function find(asked: Asked): Route | null {
    for (const route of routes) {
      if (!fits(route, asked)) continue
      const times = used.get(route) ?? 0
      if (route.times !== undefined && times >= route.times) continue
      used.set(route, times + 1)
      return route
    }
    return null
  }

  return function answer(asked: Asked): Answered {
    const route = find(asked)
    if (!route) {
      const said = `no fixture for ${asked.method} ${asked.url}`
      return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from(said), route }
    }
    const given = Object.fromEntries(
      Object.entries(asked.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const allowed = Object.entries(route.require_headers ?? {}).every(([name, want]) =>
      means(want, given[name] ?? null),
    )
    const recorded: Recorded = allowed ? route : (route.deny ?? { status: 401, inline: '{}' })
    return {
      status: recorded.status ?? route.status ?? 200,
      headers: {
        'content-type': route.content_type ?? 'application/octet-stream',
        ...route.headers,
        ...(route.set_cookies ? { 'set-cookie': route.set_cookies } : {}),
      },
      body: recorded.file ? readFileSync(join(folder, recorded.file)) : Buffer.from(recorded.inline ?? ''),
      route,
    }
  }
}

function fits(route: Route, { method, url, body = '' }: Asked): boolean {
  const at = new URL(url)
  const path = decoded(at.pathname)
  if ((route.method ?? 'GET') !== method || route.host !== at.host) return false
  if (route.path !== undefined && route.path !== path) return false
  if (route.path_regex !== undefined && !new RegExp(route.path_regex).test(path)) return false
  if (!Object.entries(route.query ?? {}).every(([name, want]) => means(want, at.searchParams.get(name)))) return false
  const said = decoded(body.replace(/\+/g, ' '))
  return (route.body_contains ?? []).every(part => said.includes(part))
}

const means = (want: string, got: string | null) =>
  got !== null && (want.startsWith('^') ? new RegExp(want).test(got) : want === got)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
