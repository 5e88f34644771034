import type { Locale } from '@taxi/contract/shapes.ts'

const units = {
  en: ['B', 'KB', 'MB', 'GB'],
  ru: ['Б', 'КБ', 'МБ', 'ГБ'],
} as const

/** `3.4 MB`, in steps of 1024. */
export function bytesText(bytes: number, locale: Locale): string {
  let value = bytes
  let step = 0
  while (value >= 1024 && step < 3) {
    value /= 1024
    step++
  }
  const digits = step > 0 && value < 10 ? 1 : 0
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })}\u00a0${units[locale][step]}`
}
