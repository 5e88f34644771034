import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Expected } from '../../../vm-extension/testing/expected.ts'
import { createRoutes, type Route } from '../../../vm-extension/testing/routes.ts'
import { projectRoot } from '../config.ts'

export type RecordedServices = Awaited<ReturnType<typeof openRecordedServices>>

interface Manifest {
  routes: (Route & { kind?: string })[]
  scenarios: { name: string; prepend: Route[] }[]
  conversations: { name: string; id: string; url: string; expected: string }[]
}

const fixtures = join(projectRoot, 'vm-extension/fixtures')

/**
 * Every recorded chat service under its real name, over HTTPS on one port of this computer. A browser started with
 * `flags` reaches it, and nothing else but this computer.
 */
export async function openRecordedServices() {
  const names = readdirSync(fixtures)
  const manifests = new Map<string, Manifest>(
    names.map(name => [name, JSON.parse(readFileSync(join(fixtures, name, 'manifest.json'), 'utf8'))]),
  )
  let answers = names.map(name => createRoutes(join(fixtures, name), manifests.get(name)?.routes ?? []))
  const asked: { method: string; url: string; at: number }[] = []

  const server = createServer(certificate(), (request, response) => {
    const pieces: Buffer[] = []
    request.on('data', piece => pieces.push(piece))
    request.on('end', () => {
      const url = `https://${request.headers.host?.replace(/:\d+$/, '')}${request.url}`
      const method = request.method ?? 'GET'
      asked.push({ method, url, at: Date.now() })
      const headers = request.headers as Record<string, string>
      const question = { method, url, headers, body: Buffer.concat(pieces).toString() }
      const found = answers.map(answer => answer(question))
      const answer = found.find(({ route }) => route) ?? found[0]
      response.writeHead(answer?.status ?? 404, answer?.headers).end(answer?.body)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  /** Puts these in front of what is recorded, until the next call. */
  function first(routes: (name: string, manifest: Manifest) => Route[]): void {
    answers = names.map(name => {
      const manifest = manifests.get(name) as Manifest
      return createRoutes(join(fixtures, name), [...routes(name, manifest), ...manifest.routes])
    })
  }

  return {
    flags: [
      `--host-resolver-rules=MAP * 127.0.0.1:${port},EXCLUDE 127.0.0.1,EXCLUDE localhost`,
      '--ignore-certificate-errors',
    ],
    /** Every request so far. */
    asked,
    conversations: (name: string) => manifests.get(name)?.conversations ?? [],
    expected(name: string, conversation: string): Expected {
      const file = manifests.get(name)?.conversations.find(each => each.name === conversation)?.expected ?? ''
      return JSON.parse(readFileSync(join(fixtures, name, file), 'utf8'))
    },
    /** The services answer as recorded again. */
    asRecorded: () => first(() => []),
    /** Recorded failures. */
    fail: (...failures: string[]) =>
      first((_, { scenarios }) =>
        scenarios.filter(({ name }) => failures.includes(name)).flatMap(({ prepend }) => prepend),
      ),
    /** The API of this service answers nothing but errors; its pages and files are there. */
    apiDown: (service: string) =>
      first((name, { routes }) =>
        routes
          .filter(({ kind }) => name === service && kind === 'api')
          .map(route => ({ ...route, status: 500, file: undefined, inline: '{}', require_headers: {} }) as Route),
      ),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** A throw-away one; the browser is told not to look at it. */
function certificate(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    const subject = ['-subj', '/CN=recorded.test', '-days', '2']
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', key, '-out', cert],
      {
        stdio: 'ignore',
      },
    )
    return { key: readFileSync(key), cert: readFileSync(cert) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
