import type { Parts } from '../parts.ts'

/** What a notice says when it is its turn to be sent. */
export type Notice =
  /** With a picture above it, a PNG, where the way has pictures. */
  | {
      type: 'say'
      text: string
      buttons: Record<string, string>
      picture?: Uint8Array
      /** By mail it has these words, and nothing below them. */
      letter?: { subject: string; text: string }
    }
  | { type: 'change'; messageId: number; text: string }
  /** What it will tell of has not come about yet. */
  | { type: 'wait' }
  /** Nobody needs to hear it any more. */
  | { type: 'needless' }

export type NoticeParts = Pick<Parts, 'config' | 'db' | 'now' | 'machines'>
export const NEEDLESS: Notice = { type: 'needless' }
export const say = (text: string, buttons: Record<string, string> = {}): Notice => ({ type: 'say', text, buttons })
