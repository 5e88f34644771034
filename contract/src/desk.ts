import type { EndReason } from './sessions.ts'

/**
 * The tunnel of a desk: WebSocket `/desk/<session id>/tunnel`, subprotocols `guacamole` and `pass.<tunnel pass>`.
 * A pass in the address would end up in logs. The server answers with `guacamole` alone.
 */
export const TUNNEL_PROTOCOL = 'guacamole'
export const PASS_PROTOCOL = 'pass.'

/** Why a tunnel closes, besides the ways a session ends. */
export const tunnelFarewells = [
  /** The same desk was opened in another window. */
  'taken_over',
  /** The person whose screen was watched has left it for now. */
  'owner_away',
  /** The person signed out, or may no longer be here. */
  'signed_out',
  /** The machine does not show its screen. */
  'machine_away',
  /** Nothing can carry the picture: guacd is not there. */
  'guacd_away',
  /** The server stops or starts. */
  'server_away',
  /** The page said something that is not the protocol. */
  'bad_request',
] as const
export type TunnelFarewell = (typeof tunnelFarewells)[number]
export type Farewell = EndReason | TunnelFarewell

/** The Guacamole status code a tunnel closes with; it also is the reason of the WebSocket's close. */
export function closeCode(farewell: Farewell): number {
  return codes[farewell] ?? SESSION_CLOSED
}

const SESSION_CLOSED = 523
const codes: Partial<Record<Farewell, number>> = {
  idle: 522,
  taken_over: 521,
  owner_away: 518,
  signed_out: 769,
  machine_lost: 515,
  machine_away: 519,
  guacd_away: 520,
  server_away: 512,
  bad_request: 768,
}
