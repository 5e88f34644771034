import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { whyAccepted } from './accepted.ts'
import type { Result, Scan } from './scan.ts'
import { npmTools, scan } from './tool.ts'

const PACKAGES = ['@stoplight/spectral-cli@6.16.3', '@stoplight/spectral-owasp-ruleset@2.0.1']
const RULES = { extends: ['spectral:oas', '@stoplight/spectral-owasp-ruleset'] }
const Finding = z.object({
  code: z.string(),
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  /** 0 is an error, 1 a warning. */
  severity: z.number(),
})

/** The description of our API against the OWASP API Security Top 10, as Spectral's rules read it. */
export const spectral: Scan = async ({ url, folder, say }): Promise<Result[]> => {
  const tools = await npmTools(PACKAGES, say)
  const [description, rules, report] = ['openapi.json', '.spectral.json', 'report.json'].map(name => join(tools, name))
  const document = await (await fetch(`${url}/api/openapi.json`)).text()
  writeFileSync(description ?? '', document)
  writeFileSync(rules ?? '', JSON.stringify(RULES))
  const bin = join(tools, 'node_modules/@stoplight/spectral-cli/dist/index.js')
  const lint = [bin, 'lint', description ?? '', '-r', rules ?? '', '-f', 'json', '-o', report ?? '']
  await scan(process.execPath, lint, 120, folder)
  const findings = z.array(Finding).parse(JSON.parse(readFileSync(report ?? '', 'utf8')))
  const api: unknown = JSON.parse(document)
  const open = findings.filter(finding => !whyAccepted(finding, api))
  for (const { code, path, message } of open.slice(0, 20)) say(`  ${code} ${path.join('/')}: ${message}`)
  return [
    {
      what: 'findings of the OWASP rules that are not accepted with a reason',
      value: open.length,
      unit: 'findings',
      target: '0',
      ok: open.length === 0,
      seen: `${findings.length} in all; the accepted ones stand with their reasons in scripts/security/accepted.ts`,
    },
  ]
}
