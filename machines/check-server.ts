import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { createClient } from '@taxi/contract/client.ts'
import { io } from 'socket.io-client'
import { freePort } from '../server/src/outside/free-port.ts'
import { type Debian, startDebian } from './debian.ts'
import { type Converged, runPlaybook } from './run-playbook.ts'

/** Authorities this computer trusts besides the world's: a house whose traffic goes through a proxy of its own. */
const HOUSE_AUTHORITIES = '/usr/local/share/ca-certificates'
const SECRET = 'a-quiet-yellow-cab'
const PATIENCE_MS = 60_000

/**
 * From an empty Debian to the server behind TLS: the roles twice, the first administrator's link out of the journal,
 * a sign-in, a live line, a killed server. Returns a sentence for everything that was not as it should be.
 */
export async function checkServer(cache: string, say: (line: string) => void): Promise<string[]> {
  const debian = await startDebian(cache, say)
  try {
    await trustTheHouse(debian)
    const address = `https://localhost:${await freePort()}`
    const inventory = await inventoryOf(address)
    const runs: Converged[] = []
    for (const time of ['once', 'twice']) {
      say(`the roles run ${time}`)
      runs.push(await runPlaybook(debian, { playbook: 'server.yml', inventory }))
    }
    say('somebody signs in')
    return [
      ...whatRunsShow(runs),
      ...(await whatPeopleSee(debian, address)),
      ...(await whatIsThere(debian)),
      ...(await whatBackupLeaves(debian)),
    ]
  } finally {
    await debian.close()
  }
}

async function trustTheHouse(debian: Debian): Promise<void> {
  if (!existsSync(HOUSE_AUTHORITIES)) return
  for (const name of readdirSync(HOUSE_AUTHORITIES)) {
    const text = readFileSync(join(HOUSE_AUTHORITIES, name)).toString('base64')
    await debian.asRoot(`echo ${text} | base64 -d > ${HOUSE_AUTHORITIES}/${name}`)
  }
  await debian.asRoot('update-ca-certificates')
}

/** As `examples/server-and-machines.yml`; the host shares this computer's network, so its ports are not the usual ones. */
async function inventoryOf(address: string): Promise<string> {
  const guacd = await freePort()
  const facts = {
    ansible_host: '127.0.0.1',
    taxi_server_public_url: address,
    taxi_server_port: await freePort(),
    taxi_server_guacd: `127.0.0.1:${guacd}`,
    taxi_server_settings: { SMTP_HOST: 'localhost', SMTP_FROM: 'VDI Taxi <taxi@example.com>' },
    taxi_server_secrets: { SMTP_PASS: SECRET },
    taxi_server_build_environment: { NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt' },
    guacd_port: guacd,
    caddy_tls: 'internal',
    caddy_http_port: await freePort(),
    // Connections are counted in the kernel, which is this computer's.
    caddy_connections_per_address: 0,
    wireguard_address: '10.77.0.1',
    wireguard_extra_peers: [{ public_key: 'bm90IGEga2V5LCBvbmx5IHRoZSBsZW5ndGggb2Ygb24=', address: '10.77.0.11' }],
    wireguard_required: false,
  }
  const lines = Object.entries(facts).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`)
  return ['taxi_server:', '  hosts:', '    taxi:', ...lines, ''].join('\n')
}

function whatRunsShow([first, second]: Converged[]): string[] {
  return [
    ...((first?.changed ?? 0) > 0 ? [] : ['the first run of the roles changed nothing']),
    ...(second?.changed === 0 ? [] : [`the second run changed ${second?.changed} things:\n${second?.printed}`]),
    ...(first?.printed.includes(SECRET) ? ['a secret was printed'] : []),
  ]
}

/** What a person's browser gets, over TLS and through Caddy. */
async function whatPeopleSee(debian: Debian, address: string): Promise<string[]> {
  const root = await debian.asRoot('cat /var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt')
  setDefaultCACertificates([...getCACertificates(), new X509Certificate(root).toString()])
  const ready = await answers(address)
  const link = await debian.asRoot(`journalctl -u taxi-server -o cat | grep -o '${address}/app/setup#t=.*'`)
  const admin = { name: 'Ada', email: 'ada@taxi.test', password: 'a quiet yellow cab' }
  const client = createClient({ base: address })
  const { token, user } = await client.call('firstAdmin', {
    body: { token: link.trim().split('#t=')[1] ?? '', ...admin },
  })
  const again = await client.call('signIn', { body: { email: admin.email, password: admin.password } }).catch(String)
  const live = await lineOpens(address, token)
  await debian.asRoot('systemctl kill --signal=KILL --kill-whom=main taxi-server')
  return [
    ...(ready ? [] : ['/readyz does not answer over TLS']),
    ...(user.roles.includes('admin') ? [] : ['the first person is no administrator']),
    ...(typeof again === 'string' ? [`signing in by password: ${again}`] : []),
    ...(live ? [] : ['the live line does not open through Caddy']),
    ...((await answers(address)) ? [] : ['a server that was killed did not come back']),
  ]
}

async function answers(address: string): Promise<boolean> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await sleep(500))
    if (
      await fetch(`${address}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return true
  return false
}

async function lineOpens(address: string, token: string): Promise<boolean> {
  const line = io(address, { auth: { token }, transports: ['websocket'], reconnection: false })
  const opened = await new Promise<boolean>(resolve => {
    line.once('connect', () => resolve(true)).once('connect_error', () => resolve(false))
  })
  line.disconnect()
  return opened
}

/** How the host is afterwards, asked as root. */
async function whatIsThere(debian: Debian): Promise<string[]> {
  const said = async (command: string) => (await debian.asRoot(`${command} || true`)).trim()
  const [state, user, shown, listening, wireguard] = [
    await said('systemctl is-system-running'),
    await said('ps -o user:20= -p $(systemctl show --value -p MainPID taxi-server)'),
    await said(
      `grep -rl ${SECRET} /etc/systemd /etc/taxi-server/environment; systemctl show taxi-server | grep ${SECRET}`,
    ),
    await said('ls -ld /opt/taxi/current/server | cut -d" " -f1,3'),
    await said('wg-quick strip wg0'),
  ]
  return [
    ...(state === 'running' ? [] : [`systemd says: ${state}: ${await said('systemctl --failed --plain')}`]),
    ...(user === 'taxi-server' ? [] : [`the server runs as: ${user || 'nobody'}`]),
    ...(shown === '' ? [] : [`a secret stands in: ${shown}`]),
    ...(listening.endsWith(' taxi-build') ? [] : [`the server’s code is: ${listening}`]),
    ...(wireguard.includes('AllowedIPs = 10.77.0.11/32') ? [] : [`WireGuard’s settings are: ${wireguard}`]),
  ]
}

async function whatBackupLeaves(debian: Debian): Promise<string[]> {
  await debian.asRoot('systemctl start taxi-backup').catch(() => {})
  const left = (await debian.asRoot('ls /var/backups/taxi')).trim()
  return /^taxi-/.test(left)
    ? []
    : [`the nightly copy: ${await debian.asRoot('journalctl -u taxi-backup -o cat | tail -5')}`]
}
