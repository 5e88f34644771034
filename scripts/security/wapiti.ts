import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Result, Scan } from './scan.ts'
import { debianTool, scan } from './tool.ts'

/** All that stay on this computer: `ssrf` asks a server of wapiti's authors, `nikto` and `wapp` download their lists. */
const MODULES =
  'cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,timesql,xss,xxe'
const SCAN_SECONDS = 120
const ATTACK_SECONDS = 20
const LONGEST_SECONDS = 600
/** What a crawler cannot find by itself: addresses that take words. */
const STARTS = [
  '/app/',
  '/desk/0',
  '/practice/',
  '/api/hello',
  '/api/slots',
  '/api/slots/demo-1',
  '/api/admin/audit?q=x&action=slot&from=2026-01-01&to=2026-12-31&before=1',
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
const Report = z.object({
  vulnerabilities: Found,
  anomalies: Found,
  infos: z.object({ crawled_pages_nbr: z.optional(z.number()) }),
})

/** wapiti, signed in as an administrator: injections, traversal, scripts in answers, redirects, headers, methods. */
export const wapiti: Scan = async ({ url, token, folder, errors, say }): Promise<Result[]> => {
  const program = await debianTool('wapiti', say)
  const report = join(folder, 'wapiti.json')
  await scan(
    program,
    [
      ...['-u', `${url}/`, '--scope', 'domain', ...STARTS.flatMap(path => ['-s', url + path])],
      ...['-m', MODULES, '-H', `Authorization: Bearer ${token}`, '-d', '3', '-t', '10', '-v', '0'],
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
  const { vulnerabilities, anomalies, infos } = Report.parse(JSON.parse(readFileSync(report, 'utf8')))
  const found = [vulnerabilities, anomalies].flatMap(kind =>
    Object.entries(kind).flatMap(([name, each]) => each.map(one => ({ name, ...one }))),
  )
  for (const { name, method, path, info } of found.slice(0, 20)) say(`  ${name}: ${method} ${path} ${info}`)
  const stumbles = errors()
  for (const line of stumbles.slice(0, 5)) say(`  ${line.slice(0, 300)}`)
  return [
    {
      what: 'findings of wapiti, of whatever severity',
      value: found.length,
      unit: 'findings',
      target: '0',
      ok: found.length === 0,
      seen: `${infos.crawled_pages_nbr ?? '?'} addresses, modules ${MODULES}`,
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
