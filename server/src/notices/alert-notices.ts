import { daysAhead } from '../domain/booking-time.ts'
import { MachineError } from '../outside/machine/driver.ts'
import { adminLocale } from './admin-locale.ts'
import { alertWords } from './alert-words.ts'
import { NEEDLESS, type Notice, type NoticeParts, say } from './notice.ts'

const TROUBLE_LENGTH = 500

/** How a machine's screen looks now, so that somebody can help it from afar. */
export async function lookNotice(parts: NoticeParts, machineId: string): Promise<Notice> {
  const machine = await parts.db.machines.findUnique({ where: { id: machineId } })
  if (!machine) return NEEDLESS
  const { words } = await telling(parts)
  return lookAt(parts, machineId, words.screenNow(machine.name))
}

/** Words, the machine's screen with them, and what can be done about it; no screen while somebody is at work there. */
export async function lookAt(parts: NoticeParts, machineId: string, says: string): Promise<Notice> {
  const { words } = await telling(parts)
  const there = await parts.db.sessions.findFirst({
    where: { machine_id: machineId, freed_at: null },
    select: { person: { select: { name: true } } },
  })
  if (there) return say(`${says}\n${words.someoneThere(there.person.name)}`)
  const shown = await pictureAt(parts, machineId)
  if (!shown) return say(says)
  const buttons = shown.isTyped ? { [words.lookAgain]: `look:${machineId}` } : {}
  return { type: 'say', text: `${says}\n${words.answerBox}`, buttons, picture: shown.png }
}

/** Null when there is none: the words are worth more than the picture. */
async function pictureAt({ machines }: NoticeParts, machineId: string) {
  try {
    const driver = await machines.driver(machineId)
    const png = await driver.look?.()
    return png ? { png, isTyped: driver.type !== undefined } : null
  } catch (error) {
    if (error instanceof MachineError) return null
    throw error
  }
}

/** A dump is kept because it did not get through; nothing when it did meanwhile, or is gone. */
export async function undeliveredNotice(parts: NoticeParts, dumpId: string): Promise<Notice> {
  const dump = await parts.db.dumps.findUnique({
    where: { id: dumpId },
    include: { deliveries: { where: { state: 'dead' } }, session: { include: { slot: true, person: true } } },
  })
  if (dump?.state !== 'kept') return NEEDLESS
  const { words } = await telling(parts)
  const { person, slot } = dump.session
  return say(words.undelivered(person.name, slot.name, dump.deliveries[0]?.last_error?.slice(0, TROUBLE_LENGTH) ?? ''))
}

/** A subscription renews in some days. */
export async function renewalNotice(parts: NoticeParts, slotId: string): Promise<Notice> {
  const slot = await parts.db.slots.findUnique({ where: { id: slotId } })
  if (!slot?.renews_on || !slot.is_active) return NEEDLESS
  const { words, language } = await telling(parts)
  const days = daysAhead(slot.renews_on.toISOString().slice(0, 10), parts.now(), parts.config.COMPANY_TIMEZONE)
  if (days < 0) return NEEDLESS
  const day = slot.renews_on.toLocaleDateString(language, { timeZone: 'UTC', day: 'numeric', month: 'long' })
  const cost = slot.monthly_cost
    ? new Intl.NumberFormat(language, { style: 'currency', currency: slot.currency }).format(slot.monthly_cost / 100)
    : ''
  return say(words.renewal(slot.name, days, day, cost))
}

async function telling({ db }: NoticeParts) {
  const locale = await adminLocale(db)
  return {
    words: alertWords[locale],
    language: locale === 'en' ? 'en-GB' : 'ru-RU',
  }
}
