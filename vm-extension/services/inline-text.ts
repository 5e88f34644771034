import type { FileAt } from './service.ts'

/** A text the service told in its answer, as a file. */
export function inlineText(key: string, text: string, mime = 'text/plain'): FileAt {
  return { key, url: async () => `data:${mime};charset=utf-8;base64,${base64(new TextEncoder().encode(text))}` }
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
