import { aptGet, aptLine, asRoot, isDebian12, missingPackages } from './debian.mjs'
import { hasGuacd, installGuacd } from './guacd-source.mjs'
import { commandPath } from './paths.mjs'
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
 * The Debian packages of the practice machine, and guacd. Where they cannot be installed, one message says what to do
 * and the rest runs.
 * @type {import('./steps.mjs').Step}
 */
export const systemPackages = {
  name: 'system packages',
  isDone: () => missing().length === 0 && !lacksGuacd(),
  async do(say) {
    const packages = missing()
    if (!isDebian12()) throw new NotHere(onAnotherSystem(packages))
    const root = asRoot()
    if (!root) throw new NotHere(withoutRoot(packages))
    try {
      if (packages.length) {
        await aptGet(root, ['update'], say)
        await aptGet(root, ['install', '-y', '--no-install-recommends', ...packages], say)
      }
      if (lacksGuacd()) await installGuacd(root, say)
    } catch (error) {
      throw new NotHere(`${error instanceof Error ? error.message : error}\n${consequence()}`)
    }
  },
}

const missing = () => {
  if (!runsLocalMachine()) return []
  return isDebian12() ? missingPackages(PACKAGES) : COMMANDS.filter(command => !commandPath(command))
}
const lacksGuacd = () => !hasOtherGuacd() && !hasGuacd()

const consequence = () =>
  'Until then the practice machine stays off and desks dark. Server, portal and `dry` machines run all the same.'

/** @param {string[]} packages */
const withoutRoot = packages =>
  [
    `Missing on this computer: ${[...packages, ...(lacksGuacd() ? ['guacd'] : [])].join(', ')}. Once, as root:`,
    '  sudo node scripts/install-system-packages.mjs',
    ...(packages.length ? [`which is: ${aptLine(packages)}`] : []),
    ...(lacksGuacd() ? ['and guacd from Debian’s bullseye suite, pinned (or set GUACD=host:port).'] : []),
    consequence(),
  ].join('\n')

/** @param {string[]} commands */
const onAnotherSystem = commands =>
  [
    `Missing on this computer: ${[...commands, ...(lacksGuacd() ? ['guacd'] : [])].join(', ')}.`,
    'Packages are installed by themselves on Debian 12 only. There they are:',
    `  ${aptLine(PACKAGES)}`,
    ...(lacksGuacd() ? ['and guacd 1.3 or newer with VNC; GUACD=host:port names one that runs elsewhere.'] : []),
    consequence(),
  ].join('\n')
