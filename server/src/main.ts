import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { offerFirstAdmin } from './actions/offer-first-admin.ts'
import { type Config, readConfig, WrongSetting } from './config.ts'
import { startServer, type TaxiServer } from './server.ts'

const CONFIG_ERROR = 78

async function main(): Promise<void> {
  // Chats, passwords and profiles lie in the data folder: nobody else on this computer reads them.
  process.umask(0o077)
  const config = settings()
  const started = performance.now()
  const server = await startServer(config)
  stopOnSignal(server)
  await greet(server, Math.round(performance.now() - started))
}

function settings(): Config {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error
    console.error(error.message)
    process.exit(CONFIG_ERROR)
  }
}

/** The first signal lets everything end properly, the second ends it at once. */
function stopOnSignal(server: TaxiServer): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    console.log('Stopping: running sessions are sealed first. Press Ctrl-C again to stop at once.')
    server.close().then(
      () => process.exit(0),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}

async function greet(server: TaxiServer, ms: number): Promise<void> {
  const { config } = server.parts
  console.log(`VDI Taxi is ready at ${server.url} (${(ms / 1000).toFixed(1)} s)`)
  const link = await offerFirstAdmin(server.parts)
  if (link) console.log(`First administrator, once and within 24 hours: ${link}`)
  const popup = join(config.root, 'extension/.output/chrome-mv3')
  if (existsSync(popup)) console.log(`The popup, to be loaded unpacked at chrome://extensions: ${popup}`)
  for (const line of missing(server, popup)) console.log(`Missing: ${line}`)
}

function missing({ parts: { config }, hasGuacd }: TaxiServer, popup: string): string[] {
  const built = existsSync(join(config.root, 'portal/dist/index.html')) && existsSync(popup)
  return [
    ...(built ? [] : ['pages and extensions are not built: run `npm run build`.']),
    ...(hasGuacd() ? [] : ['guacd, so desks stay dark: run `npm start` as root on Debian 12, or set GUACD=host:port.']),
    ...(config.TELEGRAM_BOT_TOKEN ? [] : ['no TELEGRAM_BOT_TOKEN: dumps wait in the portal under «Sessions».']),
  ]
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
