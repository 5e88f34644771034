import type { Locale } from '@taxi/contract/shapes.ts'

export interface WeekWords {
  title: (days: string) => string
  summary: (percent: number, sessions: number, people: number) => string
  peak: (hour: string, busy: string, slots: number) => string
  quiet: string
  allSlots: (count: number) => string
  /** What an hour cost. */
  cost: (dear: string, dearCost: string, cheap: string, cheapCost: string) => string
  oneCost: (slot: string, cost: string) => string
  noCost: string
  perHour: (cost: string, hours: string) => string
  unused: (weekCost: string) => string
  unusedSlots: (slots: string) => string
  wanted: (times: number, service: string) => string
  nothingWanted: string
  times: (times: number, people: number) => string
  hours: string
}

const few = (n: number, one: string, some: string, many: string) => {
  const [tens, ones] = [n % 100, n % 10]
  if (tens > 10 && tens < 20) return `${n} ${many}`
  return `${n} ${ones === 1 ? one : ones > 1 && ones < 5 ? some : many}`
}
const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`

/** What the administrators read about a week, in its picture and below it. */
export const weekWords: Record<Locale, WeekWords> = {
  ru: {
    title: days => `Неделя ${days}`,
    summary: (percent, sessions, people) =>
      `Слоты заняты ${percent} % рабочего времени (пн–пт, 9–18). ${few(sessions, 'сессия', 'сессии', 'сессий')}, ${few(people, 'человек', 'человека', 'человек')}.`,
    peak: (hour, busy, slots) => `Больше всего работы в ${hour}: занято ${busy} из ${slots}.`,
    quiet: 'На этой неделе слоты никто не занимал.',
    allSlots: count => `всего ${count}`,
    cost: (dear, dearCost, cheap, cheapCost) =>
      `Час работы дороже всего у ${dear}: ${dearCost}; дешевле всего у ${cheap}: ${cheapCost}.`,
    oneCost: (slot, cost) => `Час работы у ${slot} стоил ${cost}.`,
    noCost: 'Ни одним платным слотом не пользовались.',
    perHour: (cost, hours) => `${cost} за час, ${hours} ч`,
    unused: weekCost => `не занимали, ${weekCost} за неделю`,
    unusedSlots: slots => `Никто не занимал: ${slots}.`,
    wanted: (times, service) => `Хотели и не получили: ${few(times, 'раз', 'раза', 'раз')}, чаще всего ${service}.`,
    nothingWanted: 'Хватило всем: никто не ушёл без слота.',
    times: (times, people) => `${few(times, 'раз', 'раза', 'раз')}, ${few(people, 'человек', 'человека', 'человек')}`,
    hours: 'Занято слотов по часам, в среднем за рабочий день',
  },
  en: {
    title: days => `Week of ${days}`,
    summary: (percent, sessions, people) =>
      `Slots were busy ${percent}% of working hours (Mon–Fri, 9–18). ${plural(sessions, 'session')}, ${people === 1 ? '1 person' : `${people} people`}.`,
    peak: (hour, busy, slots) => `Busiest at ${hour}: ${busy} of ${slots} slots.`,
    quiet: 'Nobody took a slot this week.',
    allSlots: count => `${count} in all`,
    cost: (dear, dearCost, cheap, cheapCost) =>
      `An hour was dearest at ${dear}, ${dearCost}, and cheapest at ${cheap}, ${cheapCost}.`,
    oneCost: (slot, cost) => `An hour of ${slot} cost ${cost}.`,
    noCost: 'No paid slot was used.',
    perHour: (cost, hours) => `${cost} an hour, ${hours} h`,
    unused: weekCost => `nobody took it, ${weekCost} this week`,
    unusedSlots: slots => `Nobody took: ${slots}.`,
    wanted: (times, service) => `Wanted and not had: ${plural(times, 'time')}, most often ${service}.`,
    nothingWanted: 'There was enough for everybody: nobody left without a slot.',
    times: (times, people) => `${plural(times, 'time')}, ${people === 1 ? '1 person' : `${people} people`}`,
    hours: 'Busy slots by the hour, average of a working day',
  },
}
