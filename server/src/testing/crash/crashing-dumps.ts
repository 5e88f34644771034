import { startDumps } from '../../entrypoints/jobs/dumps-loop.ts'
import { runWorker } from '../../entrypoints/jobs/run-worker.ts'
import { crashWhenArmed } from './crash-when-armed.ts'

runWorker('dumps', (parts, worker) => startDumps({ ...parts, faults: crashWhenArmed() }, worker), 4)
