import { type EndpointName, endpoints } from '@taxi/contract/http.ts'
import { adminHandlers } from './handlers/admin.ts'
import { askHandlers } from './handlers/asks.ts'
import { bookingHandlers } from './handlers/bookings.ts'
import { changingHandsHandlers } from './handlers/changing-hands.ts'
import { companionHandlers } from './handlers/companion.ts'
import { deskHandlers } from './handlers/desk.ts'
import { deskFileHandlers } from './handlers/desk-files.ts'
import { dumpHandlers } from './handlers/dumps.ts'
import { healthHandlers } from './handlers/health.ts'
import { machineHandlers } from './handlers/machines.ts'
import { ownSafetyHandlers } from './handlers/own-safety.ts'
import { profileHandlers } from './handlers/profile.ts'
import { queueHandlers } from './handlers/queue.ts'
import { repairHandlers } from './handlers/repairs.ts'
import { signInHandlers } from './handlers/sign-in.ts'
import { slotHandlers } from './handlers/slots.ts'
import { templateHandlers } from './handlers/templates.ts'
import { watchfulHandlers } from './handlers/watchful.ts'
import { watchingHandlers } from './handlers/watching.ts'
import { waysInHandlers } from './handlers/ways-in.ts'
import type { Handlers } from './knock.ts'

const parts = [
  signInHandlers,
  waysInHandlers,
  ownSafetyHandlers,
  watchfulHandlers,
  slotHandlers,
  queueHandlers,
  bookingHandlers,
  templateHandlers,
  askHandlers,
  changingHandsHandlers,
  deskHandlers,
  deskFileHandlers,
  watchingHandlers,
  profileHandlers,
  dumpHandlers,
  adminHandlers,
  healthHandlers,
  machineHandlers,
  repairHandlers,
  companionHandlers,
]

/** Who answers at every endpoint of the contract. */
export const table: Handlers = {
  ...signInHandlers,
  ...waysInHandlers,
  ...ownSafetyHandlers,
  ...watchfulHandlers,
  ...slotHandlers,
  ...queueHandlers,
  ...bookingHandlers,
  ...templateHandlers,
  ...askHandlers,
  ...changingHandsHandlers,
  ...deskHandlers,
  ...deskFileHandlers,
  ...watchingHandlers,
  ...profileHandlers,
  ...dumpHandlers,
  ...adminHandlers,
  ...healthHandlers,
  ...machineHandlers,
  ...repairHandlers,
  ...companionHandlers,
}

/** The names served, as often as they are served. */
export const servedEndpoints: string[] = parts.flatMap(part => Object.keys(part))

/** Stops the start when an endpoint of the contract is served twice or not at all. */
export function everyEndpointOnce(): void {
  const wrong = (Object.keys(endpoints) as EndpointName[]).filter(
    name => servedEndpoints.filter(served => served === name).length !== 1,
  )
  if (wrong.length) throw new Error(`Served twice or not at all: ${wrong.join(', ')}`)
}
