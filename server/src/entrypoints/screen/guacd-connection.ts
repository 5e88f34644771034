import type { PicturePreset } from '@taxi/contract/picture-preset.ts'
import type { Guacd, GuacdChoice } from './guacd-choice.ts'
import { GuacdFailed, type GuacdLine } from './guacd-line.ts'
import { encode } from './instruction.ts'
import type { Scanned } from './instruction-scanner.ts'
import { PACKING } from './packing.ts'

/** The screen to show, and to whom. */
export interface ScreenCall {
  host: string
  port: number
  password: string
  /** Looks without touching. */
  readOnly: boolean
  /** Who looks; guacd 1.6 drops VNC without it. */
  name: string
  timeZone: string
  preset: PicturePreset
}

/** A connection of guacd's that others may join. */
export interface Joinable {
  guacd: Guacd
  /** guacd's id of the connection, `$<uuid>`. */
  id: string
}

/** A screen that shows: the line, and what guacd has said up to the first whole picture. */
export interface ShownScreen extends Joinable {
  line: GuacdLine
  picture: Scanned[]
}

const ARGS_MS = 700
const READY_MS = 700
/** First tries are short because of stuck children; the later ones give a slow machine its time. */
const PICTURE_MS = [2_000, 2_000, 4_000, 8_000]
const JOINED_PICTURE_MS = 2_000
const SERVER_ERROR = 512
const KNOWN_VERSIONS = ['VERSION_1_0_0', 'VERSION_1_1_0', 'VERSION_1_3_0', 'VERSION_1_5_0']

/**
 * Opens a screen through the guacd that has least to do, perhaps another one at every try.
 * Of 20 connections at once guacd 1.3 loses one in seven to children stuck from birth: few at a time, short
 * waits and up to three more tries bring all of them through. Throws `GuacdFailed`.
 */
export async function openScreen(guacds: GuacdChoice, call: ScreenCall): Promise<ShownScreen> {
  for (let tries = 0; ; tries++) {
    try {
      const guacd = guacds.choose()
      if (!guacd) throw new GuacdFailed('no guacd is running', 520)
      const shaken = await guacd.gate(() => shakeHands(guacd, 'vnc', call))
      const picture = await firstPicture(shaken.line, PICTURE_MS[tries] as number)
      return { ...shaken, picture }
    } catch (error) {
      const again = error instanceof GuacdFailed && error.stuck && tries < PICTURE_MS.length - 1
      if (!again) throw error
    }
  }
}

/**
 * Joins a connection that is open, to look without touching: the same picture without a second connection to the
 * machine. guacd forks nothing for it, so it needs no gate. Throws `GuacdFailed`, also when the connection is gone.
 */
export async function joinScreen({ guacd, id }: Joinable, who: Pick<ScreenCall, 'name' | 'timeZone'>) {
  const call: ScreenCall = { ...who, host: '', port: 0, password: '', readOnly: true, preset: 'balanced' }
  const shaken = await shakeHands(guacd, id, call)
  return { ...shaken, picture: await firstPicture(shaken.line, JOINED_PICTURE_MS) }
}

async function shakeHands(guacd: Guacd, what: string, call: ScreenCall) {
  const line = guacd.call()
  try {
    line.write(encode('select', what))
    const names = (await line.until(said('args'), ARGS_MS, 'args')).at(-1)?.args ?? []
    line.write(introduction(call) + encode('connect', ...names.map((name, i) => argumentFor(name, i, call))))
    const [id = ''] = (await line.until(said('ready'), READY_MS, 'ready')).at(-1)?.args ?? []
    // A torn-down neighbour has been seen to put garbage here.
    if (!/^\$[0-9a-f-]{36}$/.test(id)) throw new GuacdFailed('guacd is not ready', SERVER_ERROR, true)
    return { line, id, guacd }
  } catch (error) {
    line.hangUp()
    throw error
  }
}

function introduction(call: ScreenCall): string {
  return [
    encode('size', 1280, 800, 96),
    encode('audio'),
    encode('video'),
    encode('image', ...PACKING[call.preset].images),
    encode('timezone', call.timeZone),
    encode('name', call.name),
  ].join('')
}

/** By name: every guacd has its own list, and what it does not offer is not sent. */
function argumentFor(name: string, index: number, call: ScreenCall): string {
  if (index === 0 && name.startsWith('VERSION_')) return KNOWN_VERSIONS.includes(name) ? name : 'VERSION_1_5_0'
  return screenArguments(call)[name] ?? ''
}

function screenArguments(call: ScreenCall): Record<string, string> {
  return {
    hostname: call.host,
    port: String(call.port),
    password: call.password,
    'read-only': call.readOnly ? 'true' : '',
    ...PACKING[call.preset].arguments,
    // The picture is scaled in the page: people with windows of different sizes see the same screen.
    'disable-display-resize': 'true',
  }
}

async function firstPicture(line: GuacdLine, ms: number): Promise<Scanned[]> {
  let drawn = false
  const whole = (instruction: Scanned) => {
    drawn ||= paintsScreen(instruction)
    return drawn && instruction.opcode === 'sync'
  }
  try {
    return await line.until(whole, ms, 'picture')
  } catch (error) {
    line.hangUp()
    throw error
  }
}

/** Paints on layer 0, the screen itself; the mouse pointer is painted elsewhere. */
function paintsScreen({ opcode, args }: Scanned): boolean {
  if (opcode === 'img') return args[2] === '0'
  if (opcode === 'copy') return args[6] === '0'
  return opcode === 'cfill' && args[1] === '0'
}

const said = (opcode: string) => (instruction: Scanned) => instruction.opcode === opcode
