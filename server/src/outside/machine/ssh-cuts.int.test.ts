import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { pullItem } from '../../dump/pull-item.ts'
import { type OverSsh, reachOverSsh } from '../../testing/over-ssh.ts'
import { until } from '../../testing/until.ts'
import { MachineError, type SealedItem } from './driver.ts'
import { askSeat, Checked, readSeat } from './seat.ts'
import { SshLine } from './ssh-line.ts'

const KIB = 1024
const BODY = randomBytes(4 * KIB * KIB)
const ITEM: SealedItem = {
  path: 'downloads/film.mp4',
  kind: 'download',
  bytes: BODY.length,
  sha256: createHash('sha256').update(BODY).digest('hex'),
  status: 'complete',
}
const folder = mkdtempSync(join(tmpdir(), 'taxi-ssh-cuts-'))
const seat = join(folder, 'seat')
const filesIn = (place: string) => readdirSync(join(seat, place))
const isGone = (error: unknown) => error instanceof MachineError && error.gone

let screen: Server
let far: OverSsh
/** What a machine holds after a session, without its screen and browser. */
before(async () => {
  for (const place of ['sealed/s1/downloads', 'home/Downloads', 'run'])
    mkdirSync(join(seat, place), { recursive: true })
  writeFileSync(join(seat, 'sealed/s1', ITEM.path), BODY)
  writeFileSync(join(seat, 'sealed/s1/seal.json'), JSON.stringify({ parts: { 2: { items: [ITEM] } } }))
  writeFileSync(join(seat, 'dirty.json'), JSON.stringify({ session: 's1', slot: 'x', profile: 'x', url: 'x', at: 'x' }))
  const config = join(folder, 'seat.json')
  writeFileSync(config, JSON.stringify({ root: seat, display: 9998, supervisor: 'own' }))
  screen = createServer(socket => socket.pipe(socket)).listen(0, '127.0.0.1')
  await new Promise(resolve => screen.once('listening', resolve))
  const rfbPort = (screen.address() as { port: number }).port
  far = await reachOverSsh({ rfbPort, gate: ['--config', config] })
})
afterEach(() => far.line.mend())
after(async () => {
  await far.close()
  screen.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Nobody knocks without pause: after a failure this takes a moment. */
const answers = () =>
  until('the machine answers again', () =>
    far.driver.dirty().then(
      () => true,
      () => false,
    ),
  )

test('a file whose line is cut on the way goes on where it was, and is the same', async () => {
  const offsets: number[] = []
  const cutsAt = (share: number) => ({
    async *fetch(sessionId: string, path: string, offset = 0) {
      offsets.push(offset)
      let came = offset
      for await (const chunk of far.driver.fetch(sessionId, path, offset)) {
        came += chunk.length
        yield chunk
        if (came > share * BODY.length) far.line.cut()
      }
    },
  })
  const here = mkdtempSync(join(folder, 'pulled-'))

  for (const share of [0.1, 0.3]) {
    // Slow enough that what is on its way is never all of it.
    far.line.slow(2 * KIB * KIB)
    await assert.rejects(pullItem(cutsAt(share), 's1', ITEM, here), MachineError)
    await far.line.mend()
    await answers()
  }
  const { status, sha256, file } = await pullItem(cutsAt(2), 's1', ITEM, here)

  assert.deepEqual([status, sha256, statSync(join(here, file ?? '')).size], ['complete', ITEM.sha256, BODY.length])
  const [first = 0, second = 0, third = 0] = offsets
  assert.ok(first === 0 && second > 0.1 * BODY.length && third > second, String(offsets))
})

test('a file that breaks off on its way there leaves nothing, and comes whole the next time', async () => {
  const content = randomBytes(200 * KIB)
  async function* broken() {
    yield content.subarray(0, 100 * KIB)
    await until('half of it is there', () => filesIn('run').some(name => name.startsWith('put-')))
    far.line.cut()
    yield content.subarray(100 * KIB)
  }

  await assert.rejects(far.driver.put('s1', 'plan.pdf', content.length, broken()), MachineError)
  await until('the half is gone', () => !filesIn('run').some(name => name.startsWith('put-')))
  assert.deepEqual(filesIn('home/Downloads'), [])
  await far.line.mend()
  await answers()
  async function* whole() {
    yield content
  }
  await far.driver.put('s1', 'plan.pdf', content.length, whole())

  assert.equal(statSync(join(seat, 'home/Downloads/plan.pdf')).size, content.length)
})

test('while a file travels over a slow link a verb is answered, and the machine does not count as gone', async () => {
  const quick = new SshLine(far.place, 250)
  let came = 0
  let isAnswered = false
  const verb = async () => {
    await far.driver.dirty()
    isAnswered = true
  }
  await far.driver.dirty()
  await askSeat(words => quick.run(words), Checked, ['check'], { timeoutMs: 15_000 })
  far.line.slow(64 * KIB)

  const answer = verb()
  for await (const chunk of far.driver.fetch('s1', ITEM.path)) {
    came += chunk.length
    if (isAnswered) break
  }
  await answer
  assert.ok(came < BODY.length / 2, 'it was answered before half of the file was there')

  came = 0
  for await (const chunk of readSeat(words => quick.run(words), ['fetch', '--session', 's1', '--path', ITEM.path])) {
    came += chunk.length
    // Four times as long as silence may last.
    if (came > 200 * KIB) break
  }
  await quick.close()
})

test('who looks at the screen is hung up on when the line is cut, and finds it at the same address afterwards', async () => {
  const { host, port } = await far.driver.screen()
  const first = await looking(host, port)
  const ended = new Promise<void>(resolve => first.once('close', () => resolve()))

  far.line.cut()
  await ended
  await far.line.mend()
  await answers()

  assert.equal((await far.driver.screen()).port, port)
  const second = await looking(host, port)
  second.destroy()
})

test('eight verbs at the moment of a cut all end, and the next eight are answered', async () => {
  const all = () => Promise.allSettled(Array.from({ length: 8 }, () => far.driver.leftovers()))
  const asked = all()
  await sleep(20)
  far.line.cut()
  for (const end of await asked) if (end.status === 'rejected') assert.ok(end.reason instanceof MachineError)
  await far.line.mend()
  await answers()

  assert.ok((await all()).every(end => end.status === 'fulfilled'))
})

for (const [how, disturb] of [
  ['is silent both ways', () => far.line.freeze()],
  ['lets questions pass but no answer', () => far.line.mute()],
] as const)
  test(`a connection that ${how} is given up, and another one is made`, async () => {
    const line = new SshLine(far.place, 250)
    const check = () => askSeat(words => line.run(words), Checked, ['check'], { timeoutMs: 15_000 })
    await check()
    const run = await line.run(['clip', 'link'])
    run.stdout.resume()

    disturb()
    await assert.rejects(check(), isGone)
    assert.equal(await run.exit, null, 'what ran there is over for us')
    await far.line.mend()

    await until('the machine answers again', () =>
      check().then(
        () => true,
        () => false,
      ),
    )
    await line.close()
  })

/** A connection to the screen that is known to lead there. */
async function looking(host: string, port: number) {
  const socket = connect(port, host)
  const said = new Promise<string>((resolve, reject) => {
    socket.once('data', data => resolve(String(data)))
    socket.once('close', () => reject(new Error('hung up on')))
  })
  socket.on('error', () => {}).write('RFB')
  assert.equal(await said, 'RFB')
  return socket
}
