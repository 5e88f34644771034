import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Result, Scan } from './scan.ts'
import { debianTool, scan } from './tool.ts'

/** All that stay on this computer: `ssrf` asks a server of wapiti's authors, `nikto` and `wapp` download their lists. */
const MODULES =
  'cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,blindsql,xss,xxe'
const SCAN_SECONDS = 120
const ATTACK_SECONDS = 30
const LONGEST_SECONDS = 600
/** What a crawler cannot find by itself: addresses that take words. */
const STARTS = [
  '/app/',
  '/desk/0',
  '/practice/',
  '/api/hello',
  '/api/slots',
  '/api/slots/demo-1',
  '/api/admin/audit?q=x&action=slot&from=2026-01-01&to=2026-12-31',
  '/api/admin/people',
  '/api/profile/sessions',
  '/api/bookings/calendar?from=2026-01-01',
  '/api/bookings/suggest?slot_id=demo-1&date=2026-01-01&start_time=10%3A00&duration_min=60',
  '/api/dumps/x/file/0',
  '/api/calendar/x.ics',
]
const Found = z.record(
  z.string(),
  z.array(z.object({ method: z.string(), path: z.string(), info: z.string(), level: z.number() })),
)
const Report = z.object({ vulnerabilities: Found, anomalies: Found })
/** What it finds and we keep. */
const accepted: { info: RegExp; why: string }[] = [
  {
    info: /^X-XSS-Protection is not set$/,
    why: 'It is set to 0, as OWASP advises: the filter it ruled was a hole itself.',
  },
  { info: /^Strict-Transport-Security is not set$/, why: 'Over TLS it is; on loopback it would lock browsers out.' },
  {
    info: /^Secure flag is not set in the cookie : practice_account$/,
    why: 'The same: without TLS it would not come back.',
  },
]

/** wapiti, signed in as an administrator: injections, traversal, scripts in answers, redirects, headers, methods. */
export const wapiti: Scan = async ({ url, token, folder, errors, say }): Promise<Result[]> => {
  const program = await debianTool('wapiti', say)
  const report = join(folder, 'wapiti.json')
  const printed = await scan(
    program,
    [
      ...['-u', `${url}/`, '--scope', 'domain', ...STARTS.flatMap(path => ['-s', url + path])],
      ...['-m', MODULES, '-H', `Authorization: Bearer ${token}`, '-d', '3', '-t', '10', '-v', '1'],
      ...['--max-scan-time', String(SCAN_SECONDS), '--max-attack-time', String(ATTACK_SECONDS)],
      ...[
        '-f',
        'json',
        '-o',
        report,
        '--store-session',
        join(folder, 'session'),
        '--store-config',
        join(folder, 'config'),
      ],
      ...['--flush-session', '--no-bugreport'],
    ],
    LONGEST_SECONDS,
    folder,
  )
  const { vulnerabilities, anomalies } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  const found = [vulnerabilities, anomalies].flatMap(kind =>
    Object.entries(kind).flatMap(([name, each]) => each.map(one => ({ name, ...one }))),
  )
  const open = found.filter(({ info }) => !accepted.some(each => each.info.test(info)))
  for (const { name, method, path, info } of open.slice(0, 20)) say(`  ${name}: ${method} ${path} ${info}`)
  const stumbles = errors()
  for (const line of stumbles.slice(0, 5)) say(`  ${line.slice(0, 300)}`)
  return [
    {
      what: 'findings of wapiti, of whatever severity, that are not accepted with a reason',
      value: open.length,
      unit: 'findings',
      target: '0',
      ok: open.length === 0,
      seen: `${found.length} in all; ${addressesIn(printed)} addresses and forms, modules ${MODULES}`,
    },
    {
      what: 'errors the server logged meanwhile',
      value: stumbles.length,
      unit: 'errors',
      target: '0',
      ok: stumbles.length === 0,
      seen: 'lines of level error',
    },
  ]
}

const addressesIn = (printed: string) => /found (\d+) URLs/.exec(printed)?.[1] ?? 'no'
