import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startChild } from '../outside/process.ts'
import { until } from './until.ts'

export interface CaddyFront {
  url: string
  close(): Promise<void>
}

/** A real Caddy on loopback in front of these ports, each request to the next of them: nobody stays with one server. */
export async function startCaddy(port: number, upstreams: number[]): Promise<CaddyFront> {
  const folder = mkdtempSync(join(tmpdir(), 'taxi-caddy-'))
  const file = join(folder, 'Caddyfile')
  writeFileSync(file, caddyfile(port, upstreams))
  const env = { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const log = pino({ level: 'silent' })
  const words = ['run', '--config', file, '--adapter', 'caddyfile']
  const child = await startChild('caddy', words, { name: 'caddy', log, env, background: true })
  const url = `http://127.0.0.1:${port}`
  await until('Caddy listens', async () => {
    if (!child.running()) throw new Error(`Caddy ended:\n${child.lastWords()}`)
    return fetch(url).then(
      () => true,
      () => false,
    )
  })
  return {
    url,
    async close() {
      await child.stop('SIGTERM', 5_000)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What a server that stops no longer takes is tried at the next one; one that does not answer is left out. */
const caddyfile = (port: number, upstreams: number[]) => `{
	admin off
	auto_https off
}
http://127.0.0.1:${port} {
	bind 127.0.0.1
	reverse_proxy ${upstreams.map(upstream => `127.0.0.1:${upstream}`).join(' ')} {
		lb_policy round_robin
		lb_try_duration 5s
		lb_try_interval 100ms
		fail_duration 5s
		health_uri /readyz
		health_interval 1s
		health_timeout 5s
	}
}
`
