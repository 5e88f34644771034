import type { Worker } from 'playwright-core'
import { offerTurns } from '../actions/offer-turns.ts'
import type { peopleModel } from '../db/generated/models.ts'
import { buildDump, buildPerson } from './build.ts'
import { openPopupBrowser } from './popup-browser.ts'
import { setUpSecondFactor } from './second-factor.ts'
import { openSignedInPortal } from './signed-in-portal.ts'
import { openTestServer } from './test-server.ts'

export type CompanyWorld = Awaited<ReturnType<typeof openCompanyWorld>>
type Room = Partial<Omit<Parameters<typeof openSignedInPortal>[0], 'url' | 'email'>>

/** A server whose company has an administrator already, and Olga, who sits at a browser of her own. */
export async function openCompanyWorld(
  given: Parameters<typeof openTestServer>[0] = {},
  hers: Parameters<typeof buildPerson>[1] = {},
) {
  const server = await openTestServer(given)
  const { db } = server.parts
  await buildPerson(db, { name: 'Boss', role: 'admin' })
  const olga = await buildPerson(db, {
    name: 'Olga',
    email: 'olga@taxi.test',
    locale: 'en',
    totp_confirmed_at: null,
    ...hers,
  })
  const factor = olga.is_admin ? await setUpSecondFactor((await server.signIn(olga)).client) : null
  const browsers: { close(): Promise<void> }[] = []

  return {
    server,
    db,
    olga,
    /** A colleague, signed in without a browser. */
    async guest(name: string) {
      const person: peopleModel = await buildPerson(db, { name })
      return { person, ...(await server.signIn(person)) }
    },
    /** Her browser in the portal; as an administrator with her second factor. */
    async portal(room: Room = {}) {
      const locale = olga.locale === 'ru' ? 'ru' : 'en'
      const recoveryCode = factor?.recoveryCodes.pop()
      const portal = await openSignedInPortal({ url: server.url, email: olga.email, locale, recoveryCode, ...room })
      browsers.push(portal.browser)
      return portal
    },
    /** Her browser with the popup, signed in. */
    async popup() {
      const browser = await openPopupBrowser()
      browsers.push(browser)
      const popup = await browser.openSignedIn(server.url, olga.email)
      const { context } = browser
      const background: Worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
      return { browser, popup, background }
    },
    /** The holder has gone and the seat is clean; whoever is first in line is asked. */
    async free(slotId: string) {
      await server.parts.change(async tx => {
        const now = new Date()
        const data = { state: 'ended', ended_at: now, end_reason: 'manual', freed_at: now }
        const session = await tx.sessions.findFirstOrThrow({ where: { slot_id: slotId, ended_at: null } })
        await tx.sessions.update({ where: { id: session.id }, data })
        await buildDump(tx, session, 'kept')
        await tx.announce({ about: 'slot', id: slotId })
      })
      await offerTurns(server.parts)
    },
    async close() {
      for (const browser of browsers) await browser.close()
      await server.close()
    },
  }
}
