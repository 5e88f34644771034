import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSshd, type TestSshd } from '../../testing/sshd.ts'
import { MachineError } from './driver.ts'
import { askSeat, Checked, readSeat, SeatError } from './seat.ts'
import { SshForward } from './ssh-forward.ts'
import { SshLine } from './ssh-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'taxi-ssh-'))
let sshd: TestSshd
let echo: Server
const lines: SshLine[] = []
const openLine = (place = sshd.place) => {
  const line = new SshLine(place)
  lines.push(line)
  return line
}
const portOf = (server: Server) => (server.address() as { port: number }).port
const check = (line: SshLine) => askSeat(words => line.run(words), Checked, ['check'], { timeoutMs: 10_000 })
const gone = (reason: string) => (error: unknown) =>
  error instanceof MachineError && error.gone && error.reason === reason

before(async () => {
  const config = join(folder, 'seat.json')
  writeFileSync(config, JSON.stringify({ root: join(folder, 'seat'), display: 9999, supervisor: 'own' }))
  echo = createServer(socket => socket.pipe(socket)).listen(0, '127.0.0.1')
  await new Promise(resolve => echo.once('listening', resolve))
  sshd = await startSshd({ gate: ['--config', config], open: [portOf(echo)] })
})
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close()
})
after(() => {
  sshd.close()
  echo.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the line to a machine', { timeout: 120_000 }, () => {
  it('carries a verb of taxi-seat there and its answer back', async () => {
    const { healthy, trouble } = await check(openLine())

    assert.equal(healthy, false)
    assert.ok(trouble.includes('no browser is open'))
  })

  it('carries a refusal with its reason and exit code', async () => {
    const line = openLine()
    const words = ['clean', '--session', '../../etc', '--profile', 'p', '--url', 'https://example.com/']

    await assert.rejects(
      askSeat(words => line.run(words), Checked, words, { timeoutMs: 10_000 }),
      (error: unknown) => error instanceof SeatError && error.exit === 4 && error.reason === 'session',
    )
  })

  it('brings words there as they are: nothing on the machine expands them', async () => {
    const script = join(folder, 'say-words')
    writeFileSync(script, '#!/usr/bin/python3\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n', { mode: 0o755 })
    const parrot = await startSshd({ gate: ['--seat', script], open: [1] })
    const words = ['put', '--name', "it's $HOME `id` \\ «отчёт» *.txt; id & \n", '']

    const run = await openLine(parrot.place).run(words)
    run.stdin.end()

    assert.deepEqual(JSON.parse(String(Buffer.concat(await run.stdout.toArray()))), words)
    parrot.close()
  })

  it('opens nothing but taxi-seat', async () => {
    const line = openLine()
    for (const words of [
      ['id'],
      ['sh', '-c', 'id'],
      ['supervise'],
      ['down'],
      ['check', '--config', '/etc/passwd'],
      ['check;', 'id'],
    ]) {
      const run = await line.run(words)
      run.stdin.end()
      const [code, said] = await Promise.all([run.exit, run.stdout.toArray()])
      assert.deepEqual([code, said.length], [126, 0], words.join(' '))
    }
  })

  it('ends a download in the middle without harm to the next command', async () => {
    const line = openLine()
    const reading = readSeat(words => line.run(words), ['fetch', '--session', 's1', '--path', 'nothing'])

    await assert.rejects(async () => {
      for await (const chunk of reading) assert.fail(`there is nothing to read: ${chunk}`)
    }, SeatError)
    await check(line)
  })

  it('leads to the ports that are open for it, and to no other', async () => {
    const line = openLine()
    const open = new SshForward(line, portOf(echo))
    const shut = new SshForward(line, sshd.place.port)

    assert.equal(await saidBack(await open.port(), 'Привет'), 'Привет')
    assert.equal(await saidBack(await shut.port(), 'Привет'), '')
    await open.close()
    await shut.close()
  })

  it('refuses a machine with another host key, and says so', async () => {
    sshd.stop()
    await sshd.start('other')

    await assert.rejects(check(openLine()), gone('host-key'))

    sshd.stop()
    await sshd.start()
  })

  it('refuses a machine that does not know its key', async () => {
    const other = await startSshd({ gate: [], open: [1] })
    const line = openLine({ ...other.place, privateKey: sshd.place.privateKey })

    await assert.rejects(check(line), gone('unreachable'))
    other.close()
  })

  it('says at once that the machine is away, comes back by itself, and does not knock without pause', async () => {
    const line = openLine()
    await check(line)
    sshd.stop()
    await sleep(100)

    await assert.rejects(check(line), gone('unreachable'))
    const began = performance.now()
    await assert.rejects(check(line), gone('unreachable'))
    assert.ok(performance.now() - began < 100, 'within the pause nobody is knocked at')

    await sshd.start()
    await sleep(1_100)
    await check(line)
  })

  it('ends what runs when the connection is lost', async () => {
    const line = openLine()
    const run = await line.run(['put', '--name', 'half'])
    run.stdout.resume()
    run.stdin.write('half of it')
    sshd.stop()

    assert.equal(await run.exit, null)
    await sshd.start()
  })
})

function saidBack(port: number, words: string): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.write(words))
    socket.once('data', data => {
      resolve(String(data))
      socket.destroy()
    })
    socket.once('close', () => resolve(''))
    socket.once('error', () => resolve(''))
  })
}
