import { startDumps } from './dumps-loop.ts'
import { runWorker } from './run-worker.ts'

// A worker thread: pulls what machines sealed, assembles dumps, removes old ones.
runWorker('dumps', startDumps, 4)
