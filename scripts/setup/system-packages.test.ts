import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeSteps } from './steps.mjs'
import { type Computer, systemPackagesOn } from './system-packages.mjs'

/** A computer on which nothing can be done, unless a test says so. */
function computer(changes: Partial<Computer>) {
  const done: string[] = []
  const here: Computer = {
    isDebian12: () => true,
    asRoot: () => [],
    missingPackages: () => [],
    commandPath: command => `/usr/bin/${command}`,
    hasGuacd: () => true,
    aptGet: async (_, args) => void done.push(`apt-get ${args.join(' ')}`),
    installGuacd: async () => void done.push('guacd'),
    runsLocalMachine: () => true,
    hasOtherGuacd: () => false,
    ...changes,
  }
  return { step: systemPackagesOn(here), done }
}

async function take(step: ReturnType<typeof systemPackagesOn>): Promise<string> {
  const said: string[] = []
  await takeSteps([step], { write: text => void said.push(text) })
  return said.join('')
}

test('a computer that has everything is left alone', async () => {
  const { step, done } = computer({})

  assert.equal(await take(step), '')
  assert.deepEqual(done, [])
})

test('a bare Debian 12 gets what is missing, and nothing else, without questions', async () => {
  const { step, done } = computer({ missingPackages: () => ['chromium', 'xclip'], hasGuacd: () => false })

  const said = await take(step)

  assert.deepEqual(done, ['apt-get update', 'apt-get install -y --no-install-recommends chromium xclip', 'guacd'])
  assert.match(said, /✓ system packages: done/)
})

test('without root one message says what to run, and the set-up goes on', async () => {
  const { step, done } = computer({ missingPackages: () => ['chromium'], hasGuacd: () => false, asRoot: () => null })

  const said = await take(step)

  assert.deepEqual(done, [])
  assert.match(said, /Missing on this computer: chromium, guacd\. Once, as root:/)
  assert.match(said, /install-system-packages\.mjs/)
  assert.match(said, /apt-get update && apt-get install --no-install-recommends chromium\n/)
  assert.match(said, /Server, portal and `dry` machines run all the same/)
})

test('another system hears which commands are missing and what they are called on Debian', async () => {
  const { step, done } = computer({
    isDebian12: () => false,
    commandPath: command => (command === 'xclip' ? null : 'x'),
  })

  const said = await take(step)

  assert.deepEqual(done, [])
  assert.match(said, /Missing on this computer: xclip\./)
  assert.match(said, /apt-get install .*tigervnc-standalone-server/)
})

test('a mirror that does not answer stops nothing but the practice machine', async () => {
  const { step } = computer({
    missingPackages: () => ['chromium'],
    aptGet: async () => {
      throw new Error('Temporary failure resolving the mirror')
    },
  })

  assert.match(await take(step), /Temporary failure resolving the mirror\nUntil then/)
})

test('a broken source of somebody else does not stop the packages', async () => {
  const asked: string[] = []
  const { step } = computer({
    missingPackages: () => ['xclip'],
    aptGet: async (_, [verb = '']) => {
      asked.push(verb)
      if (verb === 'update') throw new Error('The repository does not have a Release file')
    },
  })

  assert.match(await take(step), /✓ system packages: done/)
  assert.deepEqual(asked, ['update', 'install'])
})

test('without a practice machine only guacd is needed, and with another guacd nothing is', () => {
  const bare = {
    missingPackages: (packages: string[]) => packages,
    hasGuacd: () => false,
    runsLocalMachine: () => false,
  }

  assert.equal(computer(bare).step.isDone(), false)
  assert.equal(computer({ ...bare, hasOtherGuacd: () => true }).step.isDone(), true)
})
