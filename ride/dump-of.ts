import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '@taxi/contract/client.ts'
import type { DumpView } from '@taxi/contract/dumps.ts'
import { openZip } from '../server/src/testing/open-zip.ts'
import { until } from './world.ts'

/** The dump of a session once it is put together, and what its archives hold by name. */
export async function dumpOf(
  client: Client,
  sessionId: string,
): Promise<{ dump: DumpView; files: Map<string, string>; page: string }> {
  const dump = await until(
    'the dump is put together',
    async () => {
      const session = await client.call('session', { params: { id: sessionId } })
      return session.dump?.state === 'kept' && session.dump
    },
    60_000,
  )
  const bodies = await Promise.all(
    dump.parts.map(async (_, part) => {
      const file = await client.call('dumpFile', { params: { id: dump.id, part: String(part) } })
      return Buffer.from(await file.arrayBuffer())
    }),
  )
  const files = new Map<string, string>()
  const folder = mkdtempSync(join(tmpdir(), 'taxi-dump-of-'))
  try {
    for (const [number, body] of bodies.entries()) {
      if (number === 0) continue
      const zip = join(folder, `${number}.zip`)
      writeFileSync(zip, body)
      for (const [name, content] of await openZip(zip)) files.set(name, content.toString('utf8'))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { dump, files, page: bodies[0]?.toString('utf8') ?? '' }
}
