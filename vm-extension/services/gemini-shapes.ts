import * as z from 'zod/mini'

const Turn = z.tuple([z.tuple([z.string(), z.string()], z.unknown())], z.unknown())
/** One question and its answers: `[[conversation, id], what it follows, question, answers, time]`. */
export type GeminiTurn = z.infer<typeof Turn>

/** `hNvQHb`: turns, the newest first, and where older ones are asked for. */
export const GeminiConversation = z.tuple([z.array(Turn)], z.unknown())

/** `MaZiqc`: `[null, cursor, [[id, title], …]]`. */
export const GeminiList = z.tuple([z.unknown(), z.unknown(), z.array(z.array(z.unknown()))], z.unknown())
