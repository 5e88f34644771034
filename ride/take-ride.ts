import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkDump, type DumpSummary } from './check-dump.ts'
import { foundAgain } from './found-again.ts'
import { journalOf } from './journal.ts'
import { linkTelegram } from './link-telegram.ts'
import { openRider, type Rider } from './rider.ts'
import { untilWarm } from './until-warm.ts'
import { openWorld, until, type World } from './world.ts'

export type RideReport =
  | { ok: true; phases: Record<string, number>; seat: Record<string, number>; dump: DumpSummary }
  | { ok: false; error: string }

const PHONE = 5_550_001
const TYPED = 'Привет, как выбрать плиту: индукция или газ?'

export interface RideOptions {
  say: (line: string) => void
  /** A folder for pictures on the way, and for the page of the dump. */
  shots?: string
}

/** One whole ride on the machine of this computer. */
export async function takeRide(options: RideOptions): Promise<RideReport> {
  const world = await openWorld()
  try {
    return await rideThrough(world, 'local', options)
  } finally {
    await world.close()
  }
}

/** What a person clicks and types, from the popup's first run to the dump on their phone. Throws a sentence when something is not as it should be. */
export async function rideThrough(world: World, machine: string, options: RideOptions): Promise<RideReport> {
  const phases: Record<string, number> = {}
  const rider = await openRider(world, options.shots)
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    phases[name] = Math.round(performance.now() - began)
    options.say(`${name.padEnd(24)} ${String(phases[name]).padStart(6)} ms`)
    return result
  }
  try {
    phases.start = world.startedIn
    options.say(`${'start'.padEnd(24)} ${String(phases.start).padStart(6)} ms`)
    const boss = await world.asAdmin()
    await timed('sign_in', () => rider.signIn())
    await timed('link_telegram', () => linkTelegram(world, boss, PHONE))
    await timed('machine_warm', () => untilWarm(boss, machine))
    await timed('first_picture', () => rider.take('demo-1'))
    await rider.shot('first-picture')
    await timed('typing', () => chat(world, rider))
    await rider.shot('typed')
    await timed('slot_free', async () => {
      await rider.release('demo-1')
      await rider.waitUntilFree('demo-1')
    })
    await rider.shot('released')
    const documents = await timed('dump_delivered', () => delivered(world))
    if (options.shots) writeFileSync(join(options.shots, 'dump.html'), documents.page)
    const dump = await timed('dump_checked', () =>
      checkDump(documents.zips, documents.page, {
        typed: TYPED,
        copied: 'это скопировано',
        download: /^downloads\/.+/,
        pageUrl: /\/practice/,
      }),
    )
    await timed('found_again', () => foundAgain(world, { phone: PHONE, words: 'индукцию плитой' }))
    return { ok: true, phases, seat: await seatPhases(world), dump }
  } catch (error) {
    await rider.shot('failed')
    throw new Error(
      `${error instanceof Error ? error.message : error}\nWhat the server said last:\n${world.log().slice(-3000)}`,
    )
  } finally {
    await rider.close()
  }
}

/** How long the seat took, as the server timed it from occupy on. */
async function seatPhases(world: World): Promise<Record<string, number>> {
  const client = await world.signIn()
  const [session] = await client.call('sessions')
  return { ...session?.phases }
}

/** Each message is answered before the next is sent, as a person would wait for it. */
async function chat(world: World, rider: Rider): Promise<void> {
  await rider.write(TYPED)
  await journaled(world, TYPED, 1)
  await rider.write('картинка и таблица')
  await journaled(world, 'картинка и таблица', 2)
  await rider.write('файл')
  await journaled(world, 'файл', 3)
  await rider.copy('это скопировано')
  await sleep(300)
}

async function journaled(world: World, text: string, answers: number): Promise<void> {
  await until(`the chat with «${text}» is exported`, async () => {
    const chats = journalOf(world.dataDir)
    return chats.some(
      found =>
        found.turns.some(turn => turn.role === 'user' && turn.markdown.includes(text)) &&
        found.turns.filter(turn => turn.role === 'assistant').length >= answers,
    )
  })
}

async function delivered(world: World): Promise<{ page: string; zips: Buffer[] }> {
  const documents = await world.botApi.waitFor(() => {
    const found = world.botApi.documents(PHONE)
    return found.some(message => message.document?.name.endsWith('.html')) &&
      found.some(message => message.document?.name.endsWith('.zip'))
      ? found
      : null
  }, 30_000)
  const bodies = documents.map(message => ({
    name: message.document?.name ?? '',
    body: readFileSync(message.document?.path ?? ''),
  }))
  return {
    page: bodies.find(({ name }) => name.endsWith('.html'))?.body.toString('utf8') ?? '',
    zips: bodies.filter(({ name }) => name.endsWith('.zip')).map(({ body }) => body),
  }
}
