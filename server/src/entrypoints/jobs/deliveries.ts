import { createTelegram } from '../../outside/telegram.ts'
import { startDeliveries } from './deliveries-loop.ts'
import { runWorker } from './run-worker.ts'

// A worker thread: sends what is owed over Telegram.
runWorker('deliveries', (parts, worker) => startDeliveries(parts, createTelegram(parts.config), worker), 5)
