import { browser } from 'wxt/browser'

export interface SeatHome {
  service: string
  start_url: string
}

/** The page this seat is for, as the last session named it; it outlives the browser. */
export async function seatHome(): Promise<SeatHome | null> {
  const { home } = await browser.storage.local.get('home')
  const { service, start_url } = (home ?? {}) as Partial<SeatHome>
  return service && start_url ? { service, start_url } : null
}

export async function keepSeatHome(home: SeatHome): Promise<void> {
  await browser.storage.local.set({ home })
}
