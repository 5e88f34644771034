import {
  BEAT_MS,
  COMPANION_PROTOCOL,
  type FromCompanion,
  type JoinTicket,
  SILENCE_MS,
  type ToCompanion,
  toCompanion,
} from '@taxi/contract/companion.ts'

export type Command = Exclude<ToCompanion, { t: 'beat' }>
export interface LineParts {
  hello: (ticket: JoinTicket) => FromCompanion
  /** Does what the server asks; what it throws is told to the server. */
  answer: (command: Command) => Promise<unknown>
  /** The line is up again: say what the server may have missed. */
  up: () => void
}
export interface Line {
  /** Holds a line for this ticket; harmless when it already does. */
  hold(ticket: JoinTicket): void
  /** False when the line is down: nothing is kept for later. */
  tell(message: FromCompanion): boolean
  sayHello(): void
  /** Lets the line go until it is held again. */
  drop(): void
  status(): { vm_id: string | null; connected: boolean }
}

const LONGEST_BACK_OFF_MS = 2_000
/** A connection that is neither made nor refused by then never will be. */
const CONNECTS_MS = 10_000

/** The companion's line to the server. It ends only with the browser. */
export function createLine(parts: LineParts): Line {
  let ticket: JoinTicket | null = null
  let socket: WebSocket | null = null
  let heardAt = 0
  let failures = 0
  let beat: ReturnType<typeof setInterval> | undefined
  let again: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    clearTimeout(again)
    if (!ticket || (socket && socket.readyState <= WebSocket.OPEN)) return
    const opened = new WebSocket(ticket.ws_url, [COMPANION_PROTOCOL, `token.${ticket.machine_token}`])
    socket = opened
    const late = setTimeout(() => opened.close(), CONNECTS_MS)
    opened.onopen = () => {
      clearTimeout(late)
      failures = 0
      heardAt = Date.now()
      clearInterval(beat)
      beat = setInterval(() => keepAlive(opened), BEAT_MS)
      sayHello()
      parts.up()
    }
    opened.onmessage = event => hear(opened, String(event.data))
    opened.onclose = () => {
      clearTimeout(late)
      if (socket !== opened) return
      socket = null
      clearInterval(beat)
      failures += 1
      again = setTimeout(connect, Math.min(LONGEST_BACK_OFF_MS, 250 * 2 ** (failures - 1)))
    }
  }

  /** An application message every 20 s keeps the worker alive; pings of the protocol do not count. */
  function keepAlive(opened: WebSocket): void {
    if (Date.now() - heardAt > SILENCE_MS) opened.close()
    else tell({ t: 'beat' })
  }

  function hear(opened: WebSocket, text: string): void {
    heardAt = Date.now()
    const message = toCompanion.safeParse(parse(text))
    if (!message.success || message.data.t === 'beat') return
    const command = message.data
    const reply = (answer: FromCompanion) => {
      if (opened.readyState === WebSocket.OPEN) opened.send(JSON.stringify(answer))
    }
    parts.answer(command).then(
      result => reply({ t: 'reply', id: command.id, ok: true, result }),
      error => reply({ t: 'reply', id: command.id, ok: false, error: String(error?.message ?? error) }),
    )
  }

  function tell(message: FromCompanion): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(message))
    return true
  }

  function sayHello(): void {
    if (ticket) tell(parts.hello(ticket))
  }

  function drop(): void {
    const old = socket
    ticket = null
    socket = null
    clearInterval(beat)
    clearTimeout(again)
    old?.close()
  }

  return {
    hold(given) {
      if (JSON.stringify(ticket) !== JSON.stringify(given)) drop()
      ticket = given
      connect()
    },
    drop,
    tell,
    sayHello,
    status: () => ({ vm_id: ticket?.vm_id ?? null, connected: socket?.readyState === WebSocket.OPEN }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
