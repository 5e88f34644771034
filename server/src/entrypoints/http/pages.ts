import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Response, Router } from 'express'

/** The portal as it was built: `/app` for people, `/desk` for screens, `/` leads to the former. */
export function pages(projectRoot: string): Router {
  const dist = join(projectRoot, 'portal/dist')
  const router = Router()
  router.get('/', (_, response) => response.redirect('/app/'))
  // Built files carry a hash in their names: a new build has new names.
  router.use('/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '365d', index: false }))
  router.get(['/app', '/app/*rest'], (_, response) => page(response, join(dist, 'index.html')))
  router.get('/desk/*rest', (_, response) => page(response, join(dist, 'desk.html')))
  router.use(express.static(dist, { index: false, maxAge: '1h', redirect: false }))
  return router
}

function page(response: Response, file: string): void {
  response.set('cache-control', 'no-cache')
  if (existsSync(file)) response.sendFile(file, { cacheControl: false })
  else response.status(503).type('html').send(NOT_BUILT)
}

const NOT_BUILT = `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>VDI Taxi</title><body>
<h1>VDI Taxi</h1>
<p lang="ru">Сервер работает, но страницы ещё не собраны. Выполните на сервере <code>npm run build</code> и обновите страницу.</p>
<p lang="en">The server runs, but its pages are not built yet. Run <code>npm run build</code> on the server and reload.</p>
</body></html>`
