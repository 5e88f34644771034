import type { Locale } from '@taxi/contract/shapes.ts'
import type { Context } from 'grammy'
import type { peopleModel } from '../../db/generated/models.ts'
import type { Parts } from '../../parts.ts'

export type BotParts = Pick<Parts, 'config' | 'db' | 'change' | 'now' | 'log'>

/** Who writes or presses, looked up anew for every update. */
export interface Caller {
  /** Null while this Telegram is linked to nobody, or to somebody switched off. */
  person: peopleModel | null
  locale: Locale
}

export type BotContext = Context & { caller: Caller }
