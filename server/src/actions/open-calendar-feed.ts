import { calendarSecret } from '../outside/calendar-secret.ts'
import { hashOf } from '../outside/secrets.ts'
import type { Parts } from '../parts.ts'
import { publicUrl } from '../public-url.ts'

/** The secret address of the person's bookings for calendar programs; `anew` makes another and the old one dies. */
export async function openCalendarFeed(
  parts: Pick<Parts, 'config' | 'change' | 'secrets'>,
  { personId, anew }: { personId: string; anew: boolean },
): Promise<{ url: string }> {
  return parts.change(async tx => {
    const { calendar_version: version } = await tx.people.update({
      where: { id: personId },
      data: anew ? { calendar_version: { increment: 1 } } : {},
      select: { calendar_version: true },
    })
    const secret = calendarSecret(parts.secrets, personId, version)
    await tx.people.update({ where: { id: personId }, data: { calendar_hash: hashOf(secret) } })
    return { url: `${publicUrl(parts.config)}/api/calendar/${secret}.ics` }
  })
}
