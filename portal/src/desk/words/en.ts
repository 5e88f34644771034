import type { Phase } from '@taxi/contract/sessions.ts'
import type { Ending, Trouble } from '../ending.ts'
import type { QualityChoice } from '../quality/kept-choice.ts'
import { enFiles } from './en-files.ts'

interface Sentence {
  title: string
  says: string
}

/** Every word of the desk page, in English. `ru.ts` must have the same: a missing one is a type error. */
export const en = {
  title: 'Desk',
  screen: 'The machine’s screen. Keys you type go there.',
  left: (minutes: number) => (minutes === 0 ? 'ending now' : `${minutes}\u00a0min left`),
  leftShort: (minutes: number) => `${minutes}\u00a0min`,
  preparing: 'Getting your desk ready',
  preparingSlot: (name: string) => `Getting ${name} ready`,
  phase: {
    lease: 'The slot is yours',
    machine: 'Machine',
    browser: 'Browser',
    screen: 'Screen',
    first_picture: 'First picture',
    signed_in: 'Signed in',
  } satisfies Record<Phase, string>,
  takesLonger: 'This takes longer than usual. We keep trying; you need not do anything.',
  lost: 'Connection lost',
  lostSafe: 'Your session goes on, nothing is lost. We are connecting again.',
  unstable: 'The connection is slow',
  milliseconds: (ms: number) => `${ms}\u00a0ms`,
  hourSign: 'h',
  trouble: {
    network: 'The server cannot be reached. Check your network.',
    machine_away: 'The machine does not show its screen yet.',
    guacd_away: 'The picture service is restarting.',
    server_away: 'The server is starting or stopping.',
    owner_away: 'They have left their desk. The picture comes back with them.',
  } satisfies Record<Trouble, string>,
  connectNow: 'Connect now',
  bar: {
    label: 'Desk bar',
    show: 'Show the bar',
    showBy: 'Show the bar: rest the pointer at the upper edge, or press Ctrl + Alt + Shift',
    extend: 'Extend',
    extended: (clock: string) => `Yours until ${clock}`,
    paste: 'Paste text',
    keys: 'Keys',
    keyboard: 'Keyboard',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    release: 'Release',
    readOnly: (who: string) => `You are watching ${who}`,
    idle: 'Nothing typed or clicked for a while.',
    here: 'I’m here',
    typing: (percent: number) => `Typing, ${percent}\u00a0%`,
    stop: 'Stop',
  },
  picture: {
    label: 'Picture',
    title: (lagMs: number) => (lagMs ? `Picture, ${lagMs}\u00a0ms late` : 'Picture'),
    quality: {
      auto: { name: 'Automatic', says: 'Follows your connection' },
      text: { name: 'Sharp text', says: 'Every pixel as it is; for a good connection' },
      balanced: { name: 'Balanced', says: 'Sharp at rest, quick in motion' },
      slow: { name: 'Slow connection', says: 'Fewer colours, a third less data' },
    } satisfies Record<QualityChoice, { name: string; says: string }>,
    size: 'On this fine screen',
    large: 'Large',
    sharp: 'Small and sharp',
  },
  told: {
    recorded: 'Recorded',
    recordedSays: 'The screen of this slot is recorded.',
    watchedBy: (names: string) => `${names} is watching`,
  },
  paste: {
    title: 'Paste text',
    says: 'The text is typed on the machine where its cursor is. Russian is fine.',
    placeholder: 'Text to paste',
    go: 'Type it',
    cancel: 'Cancel',
  },
  keys: {
    'ctrl-alt-del': 'Ctrl + Alt + Del',
    'ctrl-t': 'Ctrl + T, new tab',
    'ctrl-w': 'Ctrl + W, close tab',
    'alt-tab': 'Alt + Tab',
    esc: 'Esc',
  },
  files: enFiles,
  release: {
    title: (name: string) => `Release ${name}?`,
    says: 'The desk closes. Your chats, tabs and downloads are put together and come to you.',
    go: 'Release',
    cancel: 'Stay',
  },
  toBoard: 'To the board',
  seeDump: 'See the dump',
  useHere: 'Use it here',
  again: 'Take it again',
  comesToYou: 'Your chats, tabs and downloads are on their way to you.',
  worksOn: (clock: string) => `The answer is still being made, until ${clock} at the latest. Your desk is closed.`,
  comesWhenDone: 'When it is there, it comes to you with your chats, tabs and downloads.',
  dump: { coming: 'Putting it together…', sent: 'Sent to your Telegram.', ready: 'Ready to download.' },
  endedBy: (name: string) => `${name} ended it. The slot is needed, or the machine is.`,
  ending: {
    manual: { title: 'Released', says: 'The slot is free for the next person.' },
    timeout: { title: 'The time is up', says: 'The session had its full time.' },
    idle: {
      title: 'Ended for want of activity',
      says: 'Nothing was typed or clicked for a while, so the slot was freed.',
    },
    disconnect: { title: 'The desk was closed for too long', says: 'The seat was kept for a few minutes, then freed.' },
    no_show: {
      title: 'The booking has lapsed',
      says: 'Nobody came in the first ten minutes, so the slot went to the next person.',
    },
    kicked: { title: 'An administrator ended the session', says: 'The slot is needed, or the machine is.' },
    booking_due: { title: 'A booking has begun', says: 'The slot was promised to somebody else from now on.' },
    handed_over: { title: 'Handed over', says: 'A colleague has the slot now, with its open tabs.' },
    machine_lost: {
      title: 'The machine was lost',
      says: 'It stopped answering. What had been saved before is safe; take another slot meanwhile.',
    },
    start_failed: {
      title: 'The desk did not start',
      says: 'The machine could not be made ready. Take another slot; the administrators know.',
    },
    shutdown: { title: 'The server was shut down', says: 'The session ended with it.' },
    ended: { title: 'The session has ended', says: 'What you made is in the list of your sessions.' },
    in_use: {
      title: 'This desk is open in another window',
      says: 'Only one window shows it at a time. If you use it here, the other one closes; your work stays as it is.',
    },
    taken_over: { title: 'The desk is open in another window', says: 'Only one window shows it at a time.' },
    pass_spent: {
      title: 'This way in is used up',
      says: 'It works once and for 30 seconds. Open the desk from the popup or the board again.',
    },
    signed_out: {
      title: 'You are signed out',
      says: 'The sign-in of this page is over. Open the desk from the popup or the board again.',
    },
    no_session: { title: 'There is no such desk', says: 'Open it from the popup or the board.' },
  } satisfies Record<Ending, Sentence>,
}

export type DeskWords = typeof en
