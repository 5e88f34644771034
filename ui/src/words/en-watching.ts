/** The words of looking at others' screens, live and recorded, in English. */
export const enWatching = {
  watch: 'Watch…',
  ask: (who: string, slot: string) => `Watch ${who} at ${slot}?`,
  says: 'You see the screen and cannot touch it. Your name shows in their bar, and the audit log keeps it.',
  go: 'Watch',
  recorded: 'Recorded',
  recordedSays: 'Turns here are recorded. Administrators can play them until the dump is gone.',
  live: 'Screens',
  liveEmpty: 'Nobody sits at a machine now.',
  liveEmptyNext: 'As soon as somebody takes a slot, their screen shows up here.',
  liveSays: 'Small pictures, ten seconds old at most. To read along, watch: the person sees who does.',
  noPicture: 'No picture now',
  screenOf: (who: string, slot: string) => `The screen of ${who} at ${slot}`,
  recordings: 'Recordings',
  recording: 'Recording',
  recordingsSays: 'What recorded slots showed, kept as long as a dump. Each look goes into the audit log.',
  noRecordings: 'Nothing was recorded.',
  noRecordingsNext: 'Recording is switched on for a slot under «Slots»; whoever takes it is told before.',
  heads: { when: 'When', who: 'Who', slot: 'Slot', lasted: 'Lasted', size: 'Size', keptUntil: 'Kept until' },
  goesOn: 'goes on',
  play: 'Play',
  pause: 'Pause',
  moment: 'Moment',
  speed: 'Speed',
  nothingToPlay: 'There is no picture in this recording.',
}

export type WatchingWords = typeof enWatching
