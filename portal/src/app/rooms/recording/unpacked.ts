/** What a gzipped answer holds. One that a crash cut off is taken as far as it goes. */
export async function unpacked(answer: Response): Promise<Blob> {
  if (!answer.body) return new Blob()
  const reader = answer.body.pipeThrough(new DecompressionStream('gzip')).getReader()
  const pieces: Uint8Array<ArrayBuffer>[] = []
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value)
  } catch {
    // The end is missing; what was read before is whole.
  }
  return new Blob(pieces)
}
