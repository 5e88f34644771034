import { Composer } from 'grammy'
import { kickSession } from '../../../actions/kick-session.ts'
import { spendConfirmation } from '../../../actions/spend-confirmation.ts'
import { insist } from '../../../domain/no.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { whyNotKick } from '../../../domain/session.ts'
import { adminWords } from '../admin-words.ts'
import { answerScreen, type Button, type Screen } from '../answer-screen.ts'
import type { Asking, BotContext, BotParts } from '../bot-parts.ts'
import { confirmScreen } from '../confirm-screen.ts'
import { leftUntil } from '../slot-line.ts'

/** `/kick {user}`: ends somebody's session, after asking. Who may is looked up at the command and at every press. */
export function kickFeature(parts: BotParts): Composer<BotContext> {
  const feature = new Composer<BotContext>()

  feature.command('kick', ctx =>
    answerScreen(parts, ctx, { screen: asking => chooseScreen(parts, asking, ctx.match.trim()) }),
  )
  feature.callbackQuery(/^kick:([0-9a-f-]{36})$/, ctx => {
    const [, sessionId = ''] = ctx.match
    return answerScreen(parts, ctx, { screen: asking => askScreen(parts, asking, sessionId) })
  })
  feature.callbackQuery(/^yes:kick:([0-9a-f-]{36})$/, ctx => {
    const [, id = ''] = ctx.match
    let sessionId = ''
    return answerScreen(parts, ctx, {
      async deed({ person }) {
        insist(whyNotKick({ state: 'live' }, person))
        sessionId = await spendConfirmation(parts, { personId: person.id, what: 'kick', id })
        await kickSession(parts, { by: person, sessionId })
      },
      screen: asking => kickedScreen(parts, asking, sessionId),
    })
  })

  return feature
}

/** Sessions to choose from: of everybody, or of those whose name or address is like that; one alone is asked about at once. */
async function chooseScreen(parts: BotParts, asking: Asking, wanted: string): Promise<Screen> {
  insist(whyNotKick({ state: 'live' }, asking.person))
  const words = adminWords[asking.locale]
  const running = await readRunning(parts, wanted)
  if (!running.length) return { text: await whyNobody(parts, asking, wanted), rows: [] }
  const [only] = running
  if (wanted && only && running.length === 1) return askScreen(parts, asking, only.id)
  const buttons = running.map(({ id, person, slot, ends_at }): Button[] => [
    [words.session(person.name, slot.name, leftUntil(ends_at, asking)), `kick:${id}`],
  ])
  return { text: words.whom, rows: buttons }
}

const SHOWN = 30

function readRunning({ db }: BotParts, wanted: string) {
  const like = { contains: wanted, mode: 'insensitive' as const }
  return db.sessions.findMany({
    where: { ended_at: null, ...(wanted ? { person: { OR: [{ name: like }, { email: like }] } } : {}) },
    include: { person: { select: { name: true } }, slot: { select: { name: true } } },
    orderBy: { started_at: 'asc' },
    take: SHOWN,
  })
}

async function whyNobody({ db }: BotParts, { locale }: Asking, wanted: string): Promise<string> {
  const words = adminWords[locale]
  if (!wanted) return words.nobodyAtWork
  const like = { contains: wanted, mode: 'insensitive' as const }
  const known = await db.people.findFirst({ where: { OR: [{ name: like }, { email: like }] } })
  return known ? words.noSessionOf(known.name) : words.unknownPerson(wanted.slice(0, 200))
}

async function askScreen(parts: BotParts, asking: Asking, sessionId: string): Promise<Screen> {
  insist(whyNotKick({ state: 'live' }, asking.person))
  const session = await knownSession(parts, sessionId)
  if (session.ended_at) throw new Refusal('session.ended')
  const text = adminWords[asking.locale].askKick(session.person.name, session.slot.name)
  return confirmScreen(parts, asking, { what: 'kick', about: sessionId, text })
}

/** Nothing is shown anew when the question was not good any more: its refusal says so. */
async function kickedScreen(parts: BotParts, asking: Asking, sessionId: string): Promise<Screen> {
  if (!sessionId) return { text: adminWords[asking.locale].left, rows: [] }
  const session = await knownSession(parts, sessionId)
  return { text: adminWords[asking.locale].kicked(session.person.name, session.slot.name), rows: [] }
}

async function knownSession({ db }: BotParts, id: string) {
  const session = await db.sessions.findUnique({ where: { id }, include: { person: true, slot: true } })
  if (!session) throw new Refusal('session.unknown')
  return session
}
