import type { Locale } from '@taxi/contract/shapes.ts'

export interface MadeFile {
  kind: 'image' | 'download'
  name: string
  mime: string
  alt: string
  /** The file is drawn or written anew from this text whenever it is asked for. */
  seed: string
}
/** What happens while an answer is written, in order. */
export type Step =
  | { type: 'text'; text: string }
  | { type: 'progress'; label: string; done: number; of: number; ms: number }
  | { type: 'file'; file: MadeFile }

interface Rule {
  name: string
  asked: RegExp
  steps: (text: string, locale: Locale) => Step[]
}

/** The steps of the answer to `text`, by the rules below and nothing cleverer; several words, several parts. */
export function answerTo(text: string, locale: Locale): Step[] {
  const asked = rules.filter(rule => rule.asked.test(text))
  const said: Step = { type: 'text', text: opening(text, locale) }
  if (asked.length === 0) return [said, { type: 'text', text: hint[locale] }]
  return [...asked.filter(slow).flatMap(steps), said, ...asked.filter(rule => !slow(rule)).flatMap(steps)]

  function steps(rule: Rule): Step[] {
    return rule.steps(text, locale)
  }
}

const slow = (rule: Rule) => rule.name === 'research'

function opening(text: string, locale: Locale): string {
  const quoted = text
    .slice(0, 2_000)
    .split('\n')
    .map(line => `> ${line}`)
    .join('\n')
  const words = text.split(/\s+/).filter(Boolean).length
  return locale === 'ru'
    ? `Это учебный сервис: он отвечает по простым правилам. Вы написали (слов: ${words}):\n\n${quoted}\n\n`
    : `This is the practice service: it answers by simple rules. You wrote (words: ${words}):\n\n${quoted}\n\n`
}

const hint: Record<Locale, string> = {
  ru: 'Напишите **помощь**, чтобы увидеть слова, которые он понимает.\n\n',
  en: 'Write **help** to see the words it understands.\n\n',
}

const rules: Rule[] = [
  {
    name: 'help',
    asked: /помощь|помоги|(^|\W)help(\W|$)/i,
    steps: (_, locale) => [
      {
        type: 'text',
        text:
          locale === 'ru'
            ? 'Слова, которые понимает учебный сервис:\n\n- **код**: пример программы\n- **таблица**: таблица\n- **формула**: формулы\n- **картинка**: рисунок\n- **исследование**: долгая работа, 20 секунд\n- **файл**: файл для скачивания\n\nМожно назвать несколько сразу.\n\n'
            : 'The words the practice service understands:\n\n- **code**: a piece of code\n- **table**: a table\n- **formula**: formulas\n- **image**: a picture\n- **research**: long work, 20 seconds\n- **file**: a file to download\n\nSeveral at once are fine.\n\n',
      },
    ],
  },
  {
    name: 'research',
    asked: /исследован|research/i,
    steps: (_, locale) => {
      const labels =
        locale === 'ru'
          ? ['Читаю вопрос', 'Ищу источники', 'Сравниваю', 'Пишу отчёт']
          : ['Reading the question', 'Looking for sources', 'Comparing', 'Writing the report']
      const progress = Array.from({ length: 20 }, (_, i): Step => {
        const label = labels[Math.floor(i / 5)] ?? ''
        return { type: 'progress', label, done: i + 1, of: 20, ms: 1_000 }
      })
      const report =
        locale === 'ru'
          ? '## Отчёт\n\nИсследование заняло 20 секунд. Выводы:\n\n1. Правила просты.\n2. Ответ готов, даже если вы ушли.\n\n'
          : '## Report\n\nThe research took 20 seconds. Findings:\n\n1. The rules are simple.\n2. The answer is ready even when you have left.\n\n'
      return [...progress, { type: 'text', text: report }]
    },
  },
  {
    name: 'code',
    asked: /(^|[^а-яё])код|(^|\W)code(\W|$)/i,
    steps: (_, locale) => [
      {
        type: 'text',
        text: `\`\`\`python\n# ${locale === 'ru' ? 'Сумма квадратов' : 'The sum of squares'}\ndef squares(n: int) -> int:\n    return sum(i ** 2 for i in range(1, n + 1))\n\nprint(squares(10))  # 385\n\`\`\`\n\n`,
      },
    ],
  },
  {
    name: 'table',
    asked: /таблиц|(^|\W)table(\W|$)/i,
    steps: (_, locale) => [
      {
        type: 'text',
        text:
          locale === 'ru'
            ? '| Слово | Что делает | Секунд |\n|---|---|---:|\n| код | пишет `squares(n)` | 1 |\n| картинка | рисует | 1 |\n| исследование | думает | 20 |\n\n'
            : '| Word | What it does | Seconds |\n|---|---|---:|\n| code | writes `squares(n)` | 1 |\n| image | draws | 1 |\n| research | thinks | 20 |\n\n',
      },
    ],
  },
  {
    name: 'formula',
    asked: /формул|(^|\W)formula/i,
    steps: (_, locale) => [
      {
        type: 'text',
        text: `${locale === 'ru' ? 'Сумма' : 'The sum'} $1^2 + 2^2 + \\dots + n^2$ ${locale === 'ru' ? 'равна' : 'equals'}\n\n$$\\sum_{i=1}^{n} i^2 = \\frac{n(n+1)(2n+1)}{6}$$\n\n`,
      },
    ],
  },
  {
    name: 'image',
    asked: /картинк|рисун|нарисуй|изображен|(^|\W)(image|picture|draw)(\W|$)/i,
    steps: (text, locale) => {
      const alt = locale === 'ru' ? 'Рисунок учебного сервиса' : 'A picture by the practice service'
      return [
        {
          type: 'file',
          file: { kind: 'image', name: 'picture.png', mime: 'image/png', alt, seed: text.slice(0, 200) },
        },
      ]
    },
  },
  {
    name: 'file',
    asked: /(^|[^а-яё])файл|(^|\W)(file|download)(\W|$)/i,
    steps: (text, locale) => [
      { type: 'text', text: locale === 'ru' ? 'Файл скачивается сам.\n\n' : 'The file downloads by itself.\n\n' },
      {
        type: 'file',
        file: {
          kind: 'download',
          name: locale === 'ru' ? 'Отчёт.csv' : 'report.csv',
          mime: 'text/csv; charset=utf-8',
          alt: locale === 'ru' ? 'Отчёт' : 'Report',
          seed: text.slice(0, 200),
        },
      },
    ],
  },
]
