/**
 * Picks the form of a word that agrees with `n`. English has two forms, Russian three:
 * `plural('ru', 3, ['минута', 'минуты', 'минут'])` → `минуты`.
 */
export function plural(locale: 'en', n: number, forms: readonly [one: string, other: string]): string
export function plural(locale: 'ru', n: number, forms: readonly [one: string, few: string, many: string]): string
export function plural(locale: 'en' | 'ru', n: number, forms: readonly string[]): string {
  const form = rules[locale].select(n)
  if (form === 'one') return forms[0] ?? ''
  if (form === 'few') return forms[1] ?? ''
  return forms.at(-1) ?? ''
}

const rules = { en: new Intl.PluralRules('en'), ru: new Intl.PluralRules('ru') }
