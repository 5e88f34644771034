import { randomUUID } from 'node:crypto'
import type { DeskEntered } from '@taxi/contract/sessions.ts'
import { Locale, Theme } from '@taxi/contract/shapes.ts'
import { readSession } from '../db/read/session.ts'
import { makePass } from '../db/write/make-pass.ts'
import { spendPass } from '../db/write/spend-pass.ts'
import { Refusal } from '../domain/refusal.ts'
import { watchedView } from '../domain/watched-view.ts'
import { signDeskToken } from '../outside/access-token.ts'
import type { Parts } from '../parts.ts'

/** Opens a desk page with its pass: a token that serves this session only, and a pass for the tunnel. */
export async function enterDesk(
  parts: Parts,
  { sessionId, pass }: { sessionId: string; pass: string },
): Promise<DeskEntered> {
  const now = parts.now()
  const windowId = randomUUID()
  const entered = await parts.change(async tx => {
    const spent = await spendPass(tx, { kinds: ['desk', 'watch'], token: pass, sessionId, now })
    if (!spent) throw new Refusal('desk.pass-spent')
    const session = await readSession(tx, sessionId)
    const person = await tx.people.findUnique({ where: { id: spent.personId } })
    if (!session || !person || person.disabled_at) throw new Refusal('session.unknown')
    if (session.state === 'ended') throw new Refusal('session.ended')
    const who = { personId: person.id, sessionId, familyId: spent.familyId, windowId }
    return {
      token: signDeskToken(parts, who),
      tunnel_pass: await makePass(tx, { kind: 'tunnel', now, ...who }),
      session: spent.kind === 'watch' ? watchedView(session) : session,
      read_only: spent.kind === 'watch',
      locale: Locale.parse(person.locale),
      theme: Theme.parse(person.theme),
    }
  })
  // A watcher takes nobody's place.
  return { ...entered, in_use: !entered.read_only && (await parts.desks.isInUse(sessionId, windowId)) }
}
