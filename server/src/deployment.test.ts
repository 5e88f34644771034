import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { serverFlags } from '../../scripts/server-command.mjs'
import { projectRoot } from './config.ts'
import { settings } from './settings.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version: string }> }

const NOT_OURS = ['NODE_ENV', 'MALLOC_ARENA_MAX', 'TAXI_ADDRESS']

test('whoever sets the server up names settings it knows', () => {
  const compose =
    read('docker-compose.yml')
      .split(/^ {2}server:$/m)[1]
      ?.split(/^ {2}caddy:$/m)[0] ?? ''
  const named = [
    ...found(compose, /^ {6}([A-Z_]+):/gm),
    ...found(read('Dockerfile'), /\b([A-Z_]{4,})=/g),
    ...found(read('ansible/roles/taxi_server/templates/environment.j2'), /^([A-Z_]+)=/gm),
    ...found(read('ansible/examples/server-and-machines.yml'), /^ {8}([A-Z_]+):/gm),
  ]
  assert.ok(named.length > 20, `only ${named.length} found`)
  const unknown = named.filter(name => !(name.replace(/_FILE$/, '') in settings) && !NOT_OURS.includes(name))
  assert.deepEqual(unknown, [])
})

test('Docker hands over as files what is a secret, and nothing else', () => {
  const secret = (name: string) => 'secret' in (settings[name as keyof typeof settings] ?? {})
  const files = found(read('docker-compose.yml'), /^ {6}([A-Z_]+)_FILE:/gm).filter(name => name in settings)
  const plain = found(read('docker-compose.yml'), /^ {6}([A-Z_]+):/gm).filter(name => name in settings)
  assert.deepEqual([files.filter(name => !secret(name)), plain.filter(secret)], [[], []])
})

test('the server’s host and its image run the Node this project is tested with', () => {
  const { version } = lock.packages['node_modules/node'] ?? { version: '' }
  assert.equal(
    found(read('ansible/roles/taxi_server/defaults/main.yml'), /^taxi_server_node_version: (.+)$/gm)[0],
    version,
  )
  const majors = new Set(found(read('Dockerfile'), /^FROM node:(\d+)/gm))
  assert.deepEqual([...majors], [version.split('.')[0]])
})

test('guacd comes from the same release whether set-up or Ansible installs it', () => {
  const setUp = read('scripts/setup/guacd-source.mjs')
  const names = found(
    setUp.split('const SUITE')[0] + (/FROM_SUITE = (.*)/.exec(setUp)?.[1] ?? ''),
    /'([a-z][a-z0-9.-]+)'/g,
  )
  const role = found(read('ansible/roles/guacd/vars/main.yml'), /^ {2}- (.+)$/gm)
  assert.deepEqual(new Set(names.filter(name => /^(guacd|lib)/.test(name))), new Set(role))
  assert.equal(
    found(read('ansible/roles/guacd/defaults/main.yml'), /^guacd_suite: (.+)$/gm)[0],
    /SUITE = '(.+)'/.exec(setUp)?.[1],
  )
})

test('the server runs with the same flags wherever it is set up', () => {
  const unit = read('ansible/roles/taxi_server/templates/taxi-server.service.j2')
  const image = read('Dockerfile')
  for (const flag of serverFlags) assert.ok(unit.includes(` ${flag} `) && image.includes(`"${flag}"`), flag)
})
