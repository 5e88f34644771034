import { startDeliveries } from '../../entrypoints/jobs/deliveries-loop.ts'
import { runWorker } from '../../entrypoints/jobs/run-worker.ts'
import { createTelegram } from '../../outside/telegram.ts'
import { crashWhenArmed } from './crash-when-armed.ts'

runWorker(
  'deliveries',
  (parts, worker) => startDeliveries({ ...parts, faults: crashWhenArmed() }, createTelegram(parts.config), worker),
  5,
)
