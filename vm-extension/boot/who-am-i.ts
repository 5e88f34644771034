import { JoinTicket } from '@taxi/contract/companion.ts'
import { browser } from 'wxt/browser'

/**
 * Which machine this is and where its server stands: from what was handed over on this machine, else from
 * policy. null until one of the two comes; a fresh browser has its policies only after some seconds.
 */
export async function whoAmI(): Promise<JoinTicket | null> {
  const { ticket } = await browser.storage.local.get('ticket')
  const given = JoinTicket.safeParse(ticket)
  if (given.success) return given.data
  // Waits about 2 s for the policies of this start, and throws where no policy can be.
  const managed = JoinTicket.safeParse(await browser.storage.managed.get().catch(() => null))
  return managed.success ? managed.data : null
}

export async function keepTicket(ticket: JoinTicket): Promise<void> {
  await browser.storage.local.set({ ticket })
}
