/** The words of a slot that changes hands, and of work that goes on without its person, in English. */
export const enHands = {
  handOver: 'Hand over…',
  title: (slot: string) => `Hand ${slot} over`,
  says: 'Your session ends, and your colleague sits down at the same tabs. What you made comes to you as always.',
  to: 'Colleague',
  toNobody: 'Nobody is called that.',
  toWhom: 'Choose to whom.',
  alone: 'There is nobody else yet. An administrator adds people in the portal.',
  go: 'Hand over',
  done: (slot: string, who: string) => `${slot} goes to ${who}. What you made is on its way to you.`,
  making: 'An answer is being made in the service.',
  whenDoneSays:
    'It can be left to finish: you go now, the answer comes with the rest when it is there, within an hour.',
  whenDone: 'Deliver when done',
  atOnce: 'Release at once',
  leftWorking: 'Released. The work goes on; its result comes to you when it is done.',
  working: (who: string) => `Finishing work for ${who}`,
  workingMine: 'Finishing your work',
  atLongest: (clock: string) => `done by ${clock} at the latest`,
  stop: 'Stop the work…',
  takeOver: 'Take over…',
  stopAsk: (slot: string) => `Stop the work at ${slot}?`,
  stopMine: 'What is there so far is put together and comes to you.',
  stopTheirs: (who: string) => `${who} gets what is there so far. Then the slot is cleaned and free.`,
  takeOverSays: (who: string) => `${who} gets what is there so far. Then the turn is yours: you are first in line.`,
  stopDo: 'Stop it',
  takeOverDo: 'Take over',
  stopped: (slot: string) => `${slot}: the work is stopped, the slot is being cleaned.`,
}

export type HandWords = typeof enHands
