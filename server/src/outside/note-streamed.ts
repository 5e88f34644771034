const EVERY_BYTES = 8 * 1024 * 1024
let since = 0

/**
 * Told of bytes that passed through this thread. Their buffers lie outside V8's heap, and V8 looks for dead ones only
 * when there are 50 MB of them, in each thread; asked every 8 MB (a millisecond) it keeps them below 20 MB. Without
 * `--expose-gc` nothing happens.
 */
export function noteStreamed(bytes: number): void {
  since += bytes
  if (since < EVERY_BYTES) return
  since = 0
  globalThis.gc?.({ type: 'minor' })
}
