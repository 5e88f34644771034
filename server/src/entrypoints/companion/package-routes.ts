import { Router } from 'express'
import { offeredCompanion, UPDATES } from '../../outside/companion/offered-companion.ts'
import { updateManifest } from '../../outside/companion/pack-companion.ts'
import type { Parts } from '../../parts.ts'
import { publicUrl } from '../../public-url.ts'

const PACKAGE = '/companion/companion.crx'

/** Where machines' browsers get the companion from, and learn of a newer one. Nothing in it is secret. */
export function packageRoutes({ config }: Pick<Parts, 'config'>): Router {
  const router = Router()
  router.get(UPDATES, async (_, response) => {
    const companion = await offeredCompanion(config)
    const address = `${publicUrl(config)}${PACKAGE}?v=${companion.version}`
    response.set('cache-control', 'no-cache').type('application/xml').send(updateManifest(companion, address))
  })
  router.get(PACKAGE, async (_, response) => {
    const { file } = await offeredCompanion(config)
    response.type('application/x-chrome-extension').sendFile(file, { dotfiles: 'allow' })
  })
  return router
}
