import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { COMPANION_ID } from '@taxi/contract/extension-ids.ts'
import { pino } from 'pino'
import { type Browser, connect, type Page, type WebWorker } from 'puppeteer-core'
import { projectRoot } from '../config.ts'
import { signal, startChild } from '../outside/process.ts'
import { eventually } from './companion-world.ts'

export type CompanionBrowser = Awaited<ReturnType<typeof startCompanionBrowser>>

const built = join(projectRoot, 'vm-extension/.output/chrome-mv3')
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--remote-debugging-port=0',
  '--no-first-run',
  '--no-default-browser-check',
  '--password-store=basic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--window-size=1440,900',
  `--disable-extensions-except=${built}`,
  `--load-extension=${built}`,
]

/** A real Chromium with the built companion, on this profile, started as a seat's is. A test may look at its pages; the product never does. */
export async function startCompanionBrowser(profile: string, startUrl = 'about:blank', more: string[] = []) {
  if (!existsSync(join(built, 'manifest.json'))) throw new Error('The companion is not built: run npm run build first.')
  await rm(join(profile, 'DevToolsActivePort'), { force: true })
  await keepDownloadsIn(profile)
  const waiting = `data:text/html,${encodeURIComponent(`<meta http-equiv="refresh" content="5; url=${startUrl}">`)}`
  const first = startUrl === 'about:blank' ? startUrl : waiting
  const child = await startChild('chromium', [`--user-data-dir=${profile}`, ...flags, ...more, first], {
    name: 'chromium',
    log: pino({ level: 'silent' }),
  })
  const port = await eventually(async () => {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    return text.split('\n')[1] ? Number(text.split('\n')[0]) : null
  }, 30_000)
  const browser: Browser = await connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null })

  async function worker(): Promise<WebWorker> {
    const target = await browser.waitForTarget(
      target => target.type() === 'service_worker' && target.url().includes(COMPANION_ID),
      { timeout: 30_000 },
    )
    return (await target.worker()) as WebWorker
  }

  return {
    browser,
    port,
    /** Calls the companion's own door, as a machine's driver does. */
    async taxi<T>(call: string): Promise<T> {
      return (await (await worker()).evaluate(`globalThis.taxi.${call}`)) as T
    },
    async run<T>(script: string): Promise<T> {
      return (await (await worker()).evaluate(script)) as T
    },
    /** As the browser does whenever it likes; whatever comes next wakes the companion again. */
    async stopWorker() {
      await (await worker()).close()
    },
    async page(address: RegExp): Promise<Page> {
      return eventually(async () => (await browser.pages()).find(page => address.test(page.url())), 20_000)
    },
    /** As if the machine lost power: no time for last words. */
    async kill() {
      signal(child.pid, 'SIGKILL')
      await child.exited
      await browser.disconnect().catch(() => undefined)
    },
    async close() {
      await Promise.race([browser.close(), new Promise(resolve => setTimeout(resolve, 5_000))]).catch(() => undefined)
      await child.stop('SIGTERM', 3_000)
    },
  }
}

/** What the browser downloads goes with its profile, not to whoever runs the tests. */
async function keepDownloadsIn(profile: string): Promise<void> {
  const preferences = join(profile, 'Default/Preferences')
  if (existsSync(preferences)) return
  await mkdir(dirname(preferences), { recursive: true })
  await writeFile(preferences, JSON.stringify({ download: { default_directory: join(profile, 'Downloads') } }))
}
