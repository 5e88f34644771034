import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestSite {
  url: string
  /** The next thing the page of this path tells of itself. Rejects after 20 s. */
  report(path: string): Promise<SiteReport>
  close(): Promise<void>
}

/** What a page saw in its browser when it had loaded. */
export interface SiteReport {
  cookie: string
  local: Record<string, string>
  session: Record<string, string>
  webdriver: boolean
  /** Of the whole window, which fills the screen. */
  window: string
}

const SLOW_MS = 1_500

/**
 * A small site on loopback for real browsers in tests. `/sign-in` leaves a lasting cookie, one for the session and
 * something in both storages; `/code` asks for one; `/file` is a download, `/slow` one of a second and a half,
 * `/endless` one that never ends; every other page just reports.
 */
export async function openTestSite(): Promise<TestSite> {
  const waiting = new Map<string, (report: SiteReport) => void>()
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    if (request.method === 'POST') {
      let body = ''
      for await (const chunk of request) body += chunk
      const { page, ...report } = JSON.parse(body) as SiteReport & { page: string }
      waiting.get(page)?.(report)
      response.end()
      return
    }
    if (/^\/(file|slow|endless)/.test(path)) {
      const name = path.startsWith('/file') ? 'отчёт за май.txt' : `${path.slice(1)}.bin`
      response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      response.setHeader('content-type', 'application/octet-stream')
      if (path.startsWith('/file')) response.end('итоги')
      else response.write('x'.repeat(200_000))
      if (path.startsWith('/slow')) setTimeout(() => response.end('the end'), SLOW_MS)
      return
    }
    if (path === '/sign-in') response.setHeader('set-cookie', ['signed_in=anna; Max-Age=86400', 'passing=yes'])
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(path === '/favicon.ico' ? '' : path === '/code' ? CODE_PAGE : pageOf(path))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // A test run that was filtered to nothing does not reach the end that closes it.
  server.unref()

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    report(path) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no report of ${path}`)), 20_000)
        waiting.set(path, report => {
          clearTimeout(timer)
          waiting.delete(path)
          resolve(report)
        })
      })
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** Asks for a code and tells what was typed, as the report of `/typed`. */
const CODE_PAGE = `<!doctype html><meta charset="utf-8"><title>Код</title>
<form><input autofocus autocomplete="off" name="code"></form>
<script>
  const input = document.querySelector('input')
  const told = (page, cookie) => fetch('/report', { method: 'POST', body: JSON.stringify({
    page, cookie, local: {}, session: {}, webdriver: navigator.webdriver }) })
  document.querySelector('form').onsubmit = event => { event.preventDefault(); told('/typed', input.value) }
  const ready = () => { input.focus(); if (document.hasFocus()) told('/code', ''); else setTimeout(ready, 50) }
  ready()
</script>`

function pageOf(path: string): string {
  const marks =
    path === '/sign-in' ? `localStorage.setItem('token', 'kept'); sessionStorage.setItem('draft', 'gone')` : ''
  return `<!doctype html><meta charset="utf-8"><title>Страница ${path}</title><h1>Привет, ${path}</h1>
<script>
  ${marks}
  fetch('/report', { method: 'POST', body: JSON.stringify({
    page: location.pathname, cookie: document.cookie, local: { ...localStorage }, session: { ...sessionStorage },
    webdriver: navigator.webdriver, window: outerWidth + 'x' + outerHeight }) })
</script>`
}
