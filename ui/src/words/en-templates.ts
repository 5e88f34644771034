import type { TemplateIcon } from '@taxi/contract/templates.ts'
import { plural } from './plural.ts'

/** The words of sets of slots that are launched together, in English. */
export const enTemplates = {
  title: 'Templates',
  add: 'New template',
  none: 'Slots you often need together are taken with one press.',
  launch: 'Launch',
  open: 'Open',
  queueAll: 'Queue for all',
  waiting: 'You wait for what is missing',
  notLaunched: (name: string) => `${name} was not launched`,
  queueAllSays: 'You get a place in the line of every slot that is not free.',
  queued: (name: string) => `${name}: you are in line for everything that is missing.`,
  heldBack: (n: number) =>
    `The browser held ${n}\u00a0${plural('en', n, ['tab', 'tabs'])} back: open them from your sessions. Allow pop-ups for this page to have all at once.`,
  edit: (name: string) => `Template ${name}`,
  name: 'Name',
  icon: 'Sign',
  slots: 'Slots',
  slotsHint: 'Taken together or not at all; the desks open in this order.',
  slotsNone: 'Choose at least one slot.',
  url: 'A page to open beside them',
  urlHint: 'May stay empty',
  shared: 'Everybody may launch it',
  sharedHint: 'You and administrators change it.',
  by: (name: string) => `by ${name}`,
  remove: 'Remove…',
  removeAsk: (name: string) => `Remove ${name}?`,
  removeSays: 'The slots stay as they are. Running sessions go on.',
  removeDo: 'Remove',
  removed: (name: string) => `${name} is removed.`,
  icons: {
    rocket: 'Rocket',
    search: 'Magnifier',
    image: 'Picture',
    film: 'Film',
    code: 'Code',
    'book-open': 'Book',
    'flask-conical': 'Flask',
    'pen-line': 'Pen',
    layers: 'Layers',
    star: 'Star',
  } satisfies Record<TemplateIcon, string>,
}

export type TemplateWords = typeof enTemplates
