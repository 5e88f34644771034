import type * as z from 'zod/mini'

/** The service answered something else than it used to. The answer goes with it: nothing that was seen is lost. */
export class OtherShape extends Error {
  readonly answer: unknown
  constructor(what: string, answer: unknown, where: string) {
    super(`${what} has another shape${where ? ` at ${where}` : ''}`)
    this.answer = answer
  }
}

/** The answer as the shape describes it. Throws `OtherShape`; never a value of the answer in the message. */
export function known<T>(shape: z.ZodMiniType<T>, answer: unknown, what: string): T {
  const checked = shape.safeParse(answer)
  if (checked.success) return checked.data
  throw new OtherShape(what, answer, checked.error.issues[0]?.path.map(String).join('.') ?? '')
}
