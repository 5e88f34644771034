/** A refusal's HTTP status, and what is said of it. */
export interface RefusalWords {
  status: number
  en: string
  ru: string
  /** What the person can do instead, where there is something. */
  next?: { en: string; ru: string }
}
