import { join } from 'node:path'
import { aptGet, aptLine, asRoot, isDebian12, missingPackages } from './debian.mjs'
import { hasGuacd, installGuacd } from './guacd-source.mjs'
import { commandPath, root } from './paths.mjs'
import { hasOtherGuacd, runsLocalMachine } from './settings.mjs'
import { NotHere } from './steps.mjs'

/** What the practice machine on this computer is made of: a browser, a screen, and a person's hands. */
const PACKAGES = [
  'chromium',
  'tigervnc-standalone-server',
  'tigervnc-tools',
  'openbox',
  'xclip',
  'scrot',
  'x11-xkb-utils',
  'x11-utils',
  'xauth',
  'python3',
  'util-linux',
  'fonts-liberation',
  'fonts-noto-core',
  'fonts-noto-color-emoji',
]
/** The same by command, where packages have other names. */
const COMMANDS = ['chromium', 'Xtigervnc', 'vncpasswd', 'openbox', 'xclip', 'scrot', 'setxkbmap', 'xauth', 'python3']

/**
 * @typedef {object} Computer
 * @property {() => boolean} isDebian12
 * @property {() => string[] | null} asRoot what to put before a command so that root runs it
 * @property {(packages: string[]) => string[]} missingPackages
 * @property {(command: string) => string | null} commandPath
 * @property {() => boolean} hasGuacd
 * @property {typeof aptGet} aptGet
 * @property {typeof installGuacd} installGuacd
 * @property {() => boolean} runsLocalMachine
 * @property {() => boolean} hasOtherGuacd
 */

/**
 * The Debian packages of the practice machine, and guacd. Where they cannot be installed, one message says what to do
 * and the rest runs.
 * @param {Computer} computer
 * @returns {import('./steps.mjs').Step}
 */
export function systemPackagesOn(computer) {
  const missing = () => {
    if (!computer.runsLocalMachine()) return []
    if (computer.isDebian12()) return computer.missingPackages(PACKAGES)
    return COMMANDS.filter(command => !computer.commandPath(command))
  }
  const lacksGuacd = () => !computer.hasOtherGuacd() && !computer.hasGuacd()
  return {
    name: 'system packages',
    isDone: () => missing().length === 0 && !lacksGuacd(),
    async do(say) {
      const packages = missing()
      if (!computer.isDebian12()) throw new NotHere(onAnotherSystem(packages, lacksGuacd()))
      const prefix = computer.asRoot()
      if (!prefix) throw new NotHere(withoutRoot(packages, lacksGuacd()))
      try {
        // Somebody else's broken source fails the update and matters to nobody here: the install is the judge.
        await computer.aptGet(prefix, ['update'], say).catch(() => {})
        if (packages.length)
          await computer.aptGet(prefix, ['install', '-y', '--no-install-recommends', ...packages], say)
        if (lacksGuacd()) await computer.installGuacd(prefix, say)
      } catch (error) {
        throw new NotHere(`${error instanceof Error ? error.message : error}\n${CONSEQUENCE}`)
      }
    },
  }
}

export const systemPackages = systemPackagesOn({
  isDebian12,
  asRoot,
  missingPackages,
  commandPath,
  hasGuacd,
  aptGet,
  installGuacd,
  runsLocalMachine,
  hasOtherGuacd,
})

const CONSEQUENCE =
  'Until then the practice machine stays off and desks dark. Server, portal and `dry` machines run all the same.'

/**
 * @param {string[]} packages
 * @param {boolean} guacd
 */
function withoutRoot(packages, guacd) {
  return [
    `Missing on this computer: ${[...packages, ...(guacd ? ['guacd'] : [])].join(', ')}. Once, as root:`,
    `  ${process.execPath} ${join(root, 'scripts/install-system-packages.mjs')}`,
    ...(packages.length ? [`which is: ${aptLine(packages)}`] : []),
    ...(guacd ? ['and guacd from Debian’s bullseye suite, pinned (or set GUACD=host:port).'] : []),
    CONSEQUENCE,
  ].join('\n')
}

/**
 * @param {string[]} commands
 * @param {boolean} guacd
 */
function onAnotherSystem(commands, guacd) {
  return [
    `Missing on this computer: ${[...commands, ...(guacd ? ['guacd'] : [])].join(', ')}.`,
    'Packages are installed by themselves on Debian 12 only. There they are:',
    `  ${aptLine(PACKAGES)}`,
    ...(guacd ? ['and guacd 1.3 or newer with VNC; GUACD=host:port names one that runs elsewhere.'] : []),
    CONSEQUENCE,
  ].join('\n')
}
