import { Router } from 'express'
import { packCompanion, updateManifest } from '../../outside/companion/pack-companion.ts'
import type { Parts } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'

const UPDATES = '/companion/update.xml'
const PACKAGE = '/companion/companion.crx'

/** Where machines' browsers get the companion from, and learn of a newer one. Nothing in it is secret. */
export function packageRoutes({ config }: Pick<Parts, 'config'>): Router {
  const router = Router()
  // Packed once and kept; two who ask at the same moment wait for the same packing.
  let packing: ReturnType<typeof packCompanion> | null = null
  const packed = () => {
    packing ??= packCompanion({ ...config, updateUrl: publicUrl(config) + UPDATES }).finally(() => {
      packing = null
    })
    return packing
  }
  router.get(UPDATES, async (_, response) => {
    const companion = await packed()
    const address = `${publicUrl(config)}${PACKAGE}?v=${companion.version}`
    response.set('cache-control', 'no-cache').type('application/xml').send(updateManifest(companion, address))
  })
  router.get(PACKAGE, async (_, response) => {
    const { file } = await packed()
    response.type('application/x-chrome-extension').sendFile(file, { dotfiles: 'allow' })
  })
  return router
}
