/** The words of looking at others' screens, live and recorded, in English. */
export const enWatching = {
  watch: 'Watch…',
  ask: (who: string, slot: string) => `Watch ${who} at ${slot}?`,
  says: 'You see the screen and cannot touch it. Your name shows in their bar, and the audit log keeps it.',
  go: 'Watch',
  recorded: 'Recorded',
  recordedSays: 'Turns here are recorded. Administrators can play them until the dump is gone.',
  live: 'Live',
  liveEmpty: 'Nobody sits at a machine now.',
  liveEmptyNext: 'As soon as somebody takes a slot, their screen shows up here.',
  liveSays: 'Small pictures, ten seconds old at most. To read along, watch: the person sees who does.',
  noPicture: 'No picture now',
  screenOf: (who: string, slot: string) => `The screen of ${who} at ${slot}`,
  recordings: 'Recordings',
}

export type WatchingWords = typeof enWatching
