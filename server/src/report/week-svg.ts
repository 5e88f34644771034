import type { Locale } from '@taxi/contract/shapes.ts'
import { servicesOf, type Week, type WeekSlot } from '../domain/week.ts'
import { weekWords } from '../notices/week-words.ts'
import { bars } from './bars.ts'
import { cut, type Drawn, INK, LINE, QUIET, round, text, wrapped } from './svg.ts'
import { money, number, weekSentences } from './week-sentences.ts'

const WIDTH = 1080
const PAD = 56
const INNER = WIDTH - 2 * PAD
/** One hue for a service, in all three charts. */
const HUES = [
  '#2563EB',
  '#1F8A4C',
  '#B07900',
  '#7C3AED',
  '#C2410C',
  '#0E7490',
  '#BE185D',
  '#4D7C0F',
  '#475569',
  '#9F1239',
]

interface Paint {
  week: Week
  slots: WeekSlot[]
  locale: Locale
  hueOf: (service: string) => string
}

/** The week as a picture for a phone: load by hour, cost of a used hour, wanted and not had; a sentence above each. */
export function weekSvg(week: Week, slots: WeekSlot[], locale: Locale): string {
  const services = servicesOf(slots)
  const hueOf = (service: string) => HUES[Math.max(0, services.indexOf(service)) % HUES.length] ?? INK
  const paint = { week, slots, locale, hueOf }
  const says = weekSentences(week, slots.length, locale)
  let y = 40
  const blocks = [
    head(says.title, says.summary),
    panel(says.load, hours(paint)),
    panel(says.cost, costs(paint)),
    panel(says.wanted, wanted(paint)),
  ].map(({ svg, height }) => {
    const placed = `<g transform="translate(${PAD} ${y})">${svg}</g>`
    y += height
    return placed
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="Golos Text" fill="${INK}">
<rect width="${WIDTH}" height="${y}" fill="#FAFAF7"/>${checker()}${blocks.join('')}</svg>`
}

const SQUARE = 12
function checker(): string {
  const squares = Array.from({ length: Math.ceil(WIDTH / SQUARE) }, (_, column) => {
    const row = column % 2
    return `<rect x="${column * SQUARE}" y="${row * SQUARE}" width="${SQUARE}" height="${SQUARE}" fill="${INK}"/>`
  })
  return `<rect width="${WIDTH}" height="${2 * SQUARE}" fill="#FFC400"/>${squares.join('')}`
}

function head(title: string, summary: string): Drawn {
  // A line for the load, a line for the numbers.
  const lines = summary.split(/(?<=\.) /)
  const svg =
    text(title, { y: 64, size: 46, weight: 700 }) +
    lines.map((line, n) => text(line, { y: 112 + n * 34, size: 26, fill: QUIET })).join('')
  return { svg, height: 112 + lines.length * 34 + 20 }
}

/** A sentence, and the chart that shows it. */
function panel(sentence: string, chart: Drawn): Drawn {
  const lines = wrapped(sentence, 62)
  const top = 30 + lines.length * 38
  const svg = [
    `<rect x="0" y="0" width="${INNER}" height="2" fill="${LINE}"/>`,
    ...lines.map((line, n) => text(line, { y: 48 + n * 38, size: 30, weight: 600 })),
    `<g transform="translate(0 ${top})">${chart.svg}</g>`,
  ]
  return { svg: svg.join(''), height: top + chart.height + 28 }
}

const CHART = 260
/** These are always shown, others where there was work. */
const DAY = { from: 7, to: 20 }

/** Columns of a working day, stacked by service; the dashed line says how high they could be. Nothing for an idle week. */
function hours({ week, slots, locale, hueOf }: Paint): Drawn {
  const used = week.byHour.filter(({ busy }) => busy > 0)
  const peak = Math.max(0, ...used.map(({ busy }) => busy))
  if (!peak) return { svg: '', height: 0 }
  const [first, last] = [used[0]?.hour ?? DAY.from, used.at(-1)?.hour ?? DAY.to]
  const shown = week.byHour.filter(({ hour }) => hour >= Math.min(DAY.from, first) && hour <= Math.max(DAY.to, last))
  const words = weekWords[locale]
  // Few of many: the columns would be low, and nothing could be read off them.
  const most = peak > slots.length / 2 ? slots.length : Math.ceil(peak)
  const wide = INNER / shown.length
  const columns = shown.map(({ hour, of }, n) => {
    let top = CHART
    const stack = of.map(({ service, busy }) => {
      const height = (busy / most) * CHART
      top -= height
      const place = `x="${round(n * wide + 4)}" y="${round(top)}" width="${round(wide - 8)}" height="${round(height)}"`
      return height < 0.5 ? '' : `<rect ${place} fill="${hueOf(service)}"/>`
    })
    const middle = { x: n * wide + wide / 2, anchor: 'middle' } as const
    const label = hour % 2 ? '' : text(`${hour}:00`, { ...middle, y: CHART + 32, size: 20, fill: QUIET })
    return stack.join('') + label
  })
  const legend = legendOf(week, slots, hueOf)
  const svg = [
    text(words.hours, { y: 22, size: 20, fill: QUIET }),
    `<g transform="translate(0 48)">`,
    `<line x1="0" x2="${INNER}" y1="0" y2="0" stroke="${QUIET}" stroke-width="1.5" stroke-dasharray="6 6"/>`,
    text(most === slots.length ? words.allSlots(most) : String(most), {
      x: INNER,
      y: -8,
      size: 20,
      fill: QUIET,
      anchor: 'end',
    }),
    `<line x1="0" x2="${INNER}" y1="${CHART}" y2="${CHART}" stroke="${INK}" stroke-width="2"/>`,
    ...columns,
    '</g>',
    `<g transform="translate(0 ${48 + CHART + 66})">${legend.svg}</g>`,
  ]
  return { svg: svg.join(''), height: 48 + CHART + 60 + legend.height }
}

/** Names of services beside their hue, in rows; only those that were used. */
function legendOf(week: Week, slots: WeekSlot[], hueOf: Paint['hueOf']): Drawn {
  const used = servicesOf(slots).filter(service =>
    week.byHour.some(({ of }) => of.some(each => each.service === service && each.busy > 0)),
  )
  let [x, y] = [0, 0]
  const chips = used.map(service => {
    const name = cut(slots.find(slot => slot.service === service)?.serviceName ?? service, 24)
    const width = 40 + name.length * 13
    if (x + width > INNER) [x, y] = [0, y + 36]
    const chip = `<rect x="${x}" y="${y}" width="20" height="20" rx="4" fill="${hueOf(service)}"/>${text(name, { x: x + 30, y: y + 18, size: 22 })}`
    x += width + 16
    return chip
  })
  return { svg: chips.join(''), height: used.length ? y + 40 : 0 }
}

/** Bars of what an hour cost; what nobody used is empty. */
function costs({ week, locale, hueOf }: Paint): Drawn {
  const words = weekWords[locale]
  const most = Math.max(1, ...week.costs.map(({ perHour }) => perHour ?? 0))
  const rows = week.costs.map(cost => ({
    name: cost.name,
    hue: hueOf(cost.service),
    share: cost.perHour === null ? 0 : cost.perHour / most,
    isEmpty: cost.perHour === null,
    says:
      cost.perHour === null
        ? words.unused(money(cost.weekCost, cost.currency, locale))
        : words.perHour(money(cost.perHour, cost.currency, locale), number(cost.hours, locale)),
  }))
  return bars(rows, INNER)
}

function wanted({ week, locale, hueOf }: Paint): Drawn {
  const most = Math.max(1, ...week.wanted.map(({ times }) => times))
  const rows = week.wanted.map(({ service, serviceName, times, people }) => ({
    name: serviceName,
    hue: hueOf(service),
    share: times / most,
    isEmpty: false,
    says: weekWords[locale].times(times, people),
  }))
  return bars(rows, INNER)
}
