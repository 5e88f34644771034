import type { Locale } from '@taxi/contract/shapes.ts'
import type { Week } from '../domain/week.ts'
import { weekWords } from '../notices/week-words.ts'

export interface WeekSentences {
  title: string
  summary: string
  load: string
  cost: string
  unused: string | null
  wanted: string
}

/** What a week's picture shows, said: above each chart and under the picture. */
export function weekSentences(week: Week, slots: number, locale: Locale): WeekSentences {
  const words = weekWords[locale]
  const peak = [...week.byHour].sort((a, b) => b.busy - a.busy)[0]
  const used = week.costs.filter(cost => cost.perHour !== null)
  const [dear, cheap] = [used[0], used.at(-1)]
  const unused = week.costs.filter(cost => cost.perHour === null).map(({ name }) => name)
  const [most] = week.wanted
  const price = (cost: Week['costs'][number]) => money(cost.perHour ?? 0, cost.currency, locale)
  return {
    title: words.title(daysInWords(week, locale)),
    summary: words.summary(Math.round(week.load * 100), week.sessions, week.people),
    load: peak && peak.busy > 0 ? words.peak(`${peak.hour}:00`, number(peak.busy, locale), slots) : words.quiet,
    cost:
      dear && cheap && dear !== cheap
        ? words.cost(dear.name, price(dear), cheap.name, price(cheap))
        : dear
          ? words.oneCost(dear.name, price(dear))
          : words.noCost,
    unused: unused.length ? words.unusedSlots(someOf(unused)) : null,
    wanted: most
      ? words.wanted(
          week.wanted.reduce((sum, each) => sum + each.times, 0),
          most.serviceName,
        )
      : words.nothingWanted,
  }
}

/** A caption has 1,024 characters for all of it. */
const NAMED = 8
const someOf = (names: string[]) => [...names.slice(0, NAMED), ...(names.length > NAMED ? ['…'] : [])].join(', ')

const languageOf = (locale: Locale) => (locale === 'en' ? 'en-GB' : 'ru-RU')

/** Of cents. */
export function money(cents: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(languageOf(locale), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
  return format.format(cents / 100)
}

export function number(value: number, locale: Locale): string {
  return new Intl.NumberFormat(languageOf(locale), { maximumFractionDigits: 1 }).format(value)
}

/** `16–22 November`, `30 November – 6 December` */
function daysInWords({ from, to }: Week, locale: Locale): string {
  const format = new Intl.DateTimeFormat(languageOf(locale), { timeZone: 'UTC', day: 'numeric', month: 'long' })
  return format.formatRange(new Date(`${from}T12:00:00Z`), new Date(`${to}T12:00:00Z`))
}
