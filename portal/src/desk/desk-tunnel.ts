import Guacamole from '@cyolosecurity/guacamole-common-js'
import { PASS_PROTOCOL, TUNNEL_PROTOCOL } from '@taxi/contract/desk.ts'
import type { PicturePreset } from '@taxi/contract/picture-preset.ts'

export interface TunnelEvents {
  /** The seat is being made ready; this is the phase under way. */
  phase(name: string): void
  /** Nothing was heard for a moment (true), or it is heard again. */
  unstable(is: boolean): void
  /** How long a word took to the server and back, milliseconds. */
  roundTrip(ms: number): void
  /** The end, once. `reason` is the server's word for it, null when the line simply broke. */
  closed(end: { reason: string | null; code: number }): void
}

/** What a tunnel is opened with. */
export interface Way {
  sessionId: string
  pass: string
  readOnly: boolean
  preset: PicturePreset
}

const PING_MS = 500
const UNSTABLE_MS = 1_500
const LOST_MS = 15_000
const UPSTREAM_TIMEOUT = 514
const UNREACHABLE = 519

/** The stock tunnel writes what it is given into the address, where logs keep it; this one has it in the subprotocol. */
export class DeskTunnel extends Guacamole.Tunnel {
  readonly #events: TunnelEvents
  #socket: WebSocket | null = null
  #watch = 0
  #heardAt = 0
  #reason: string | null = null

  constructor({ sessionId, pass, preset }: Way, events: TunnelEvents) {
    super()
    this.#events = events
    // The base class is of the old kind: its constructor puts these on the object itself.
    const address = `${location.origin.replace(/^http/, 'ws')}/desk/${sessionId}/tunnel?picture=${preset}`
    this.connect = () => this.#open(address, pass)
    this.disconnect = () => this.#end(0)
    this.sendMessage = (...elements: (string | number)[]) => this.#send(elements)
  }

  #open(url: string, pass: string): void {
    const parser = new Guacamole.Parser()
    parser.oninstruction = (opcode, args) => this.#hear(opcode, args as string[])
    this.#become(Guacamole.Tunnel.State.CONNECTING)
    this.#heardAt = performance.now()
    this.#watch = window.setInterval(() => this.#look(), PING_MS)
    const socket = new WebSocket(url, [TUNNEL_PROTOCOL, PASS_PROTOCOL + pass])
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      this.#heardAt = performance.now()
      if (this.state === Guacamole.Tunnel.State.UNSTABLE) this.#settle()
      parser.receive(data as string)
    }
    socket.onclose = ({ reason }) => this.#end(Number.parseInt(reason, 10) || UNREACHABLE)
  }

  #hear(opcode: string, args: string[]): void {
    if (opcode === 'error') this.#reason = args[0] ?? null
    if (opcode !== Guacamole.Tunnel.INTERNAL_DATA_OPCODE) this.oninstruction?.(opcode, args)
    else if (args[0] === 'phase' && args[1]) this.#events.phase(args[1])
    else if (args[0] === 'ping') this.#events.roundTrip(performance.now() - Number(args[1]))
    else if (args.length === 1 && this.state === Guacamole.Tunnel.State.CONNECTING)
      this.#become(Guacamole.Tunnel.State.OPEN)
  }

  /** By the clock and not by the number of ticks: timers of a hidden page sleep. */
  #look(): void {
    const silent = performance.now() - this.#heardAt
    if (silent > LOST_MS) this.#end(UPSTREAM_TIMEOUT)
    if (silent > UNSTABLE_MS && this.state === Guacamole.Tunnel.State.OPEN) {
      this.#become(Guacamole.Tunnel.State.UNSTABLE)
      this.#events.unstable(true)
    }
    this.#send([Guacamole.Tunnel.INTERNAL_DATA_OPCODE, 'ping', Math.round(performance.now())])
  }

  #settle(): void {
    this.#become(Guacamole.Tunnel.State.OPEN)
    this.#events.unstable(false)
  }

  #send(elements: (string | number)[]): void {
    if (this.isConnected() && this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(instruction(elements))
  }

  #become(state: Guacamole.Tunnel.State): void {
    this.state = state
    this.onstatechange?.(state)
  }

  #end(code: number): void {
    if (this.state === Guacamole.Tunnel.State.CLOSED) return
    window.clearInterval(this.#watch)
    this.#become(Guacamole.Tunnel.State.CLOSED)
    this.#socket?.close()
    this.#events.closed({ reason: this.#reason, code })
  }
}

function instruction(elements: (string | number)[]): string {
  return `${elements.map(element => `${[...String(element)].length}.${element}`).join(',')};`
}
