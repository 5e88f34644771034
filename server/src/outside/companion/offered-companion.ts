import type { Config } from '../../config.ts'
import { publicUrl } from '../../public-url.ts'
import { type PackedCompanion, packCompanion } from './pack-companion.ts'

/** Where machines' browsers learn of a newer companion, below the address people type. */
export const UPDATES = '/companion/update.xml'

/** What is built anew beside a running server is offered after so long. */
const KEPT_MS = 60_000
const kept = new Map<string, { packed: Promise<PackedCompanion>; until: number }>()

/** The companion this server offers its machines. Throws when it is not built. */
export function offeredCompanion(
  config: Pick<Config, 'root' | 'dataDir' | 'PUBLIC_URL' | 'PORT'>,
): Promise<PackedCompanion> {
  const { root, dataDir } = config
  const last = kept.get(dataDir)
  if (last && performance.now() < last.until) return last.packed
  const packed = packCompanion({ root, dataDir, updateUrl: publicUrl(config) + UPDATES })
  kept.set(dataDir, { packed, until: performance.now() + KEPT_MS })
  packed.catch(() => kept.delete(dataDir))
  return packed
}
