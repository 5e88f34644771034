/** A secret that was planted, and where it may be met. */
export interface Canary {
  name: string
  value: string
  /** Places that hand it out on purpose; nowhere else. */
  mayLeave?: RegExp
}

/** Secrets on one side, everything that left the server on the other. */
export function openAviary() {
  const canaries: Canary[] = []
  const left: { where: string; text: string }[] = []
  return {
    plant(name: string, value: string, mayLeave?: RegExp): string {
      if (value.length < 8) throw new Error(`${name} is too short to be told from chance`)
      canaries.push({ name, value, ...(mayLeave ? { mayLeave } : {}) })
      return value
    },
    /** Something left, by this door. */
    leave(where: string, content: string | Buffer): void {
      left.push({ where, text: typeof content === 'string' ? content : content.toString('latin1') })
    },
    /** Every secret met where it does not belong. */
    hits: () =>
      left.flatMap(({ where, text }) =>
        canaries
          .filter(({ value, mayLeave }) => !mayLeave?.test(where) && formsOf(value).some(form => text.includes(form)))
          .map(({ name }) => `${name} in ${where}`),
      ),
    /** Secrets that are handed out on purpose and never were: the test looked at nothing. */
    unseen: () =>
      canaries
        .filter(({ value, mayLeave }) => {
          if (!mayLeave) return false
          return !left.some(({ where, text }) => mayLeave.test(where) && text.includes(value))
        })
        .map(({ name }) => name),
    /** How much was looked through, by kind of place. */
    seen: () =>
      new Map([...Map.groupBy(left, ({ where }) => where.split(' ')[0] ?? '')].map(([k, v]) => [k, v.length])),
  }
}
export type Aviary = ReturnType<typeof openAviary>

/** As it is, as bytes read as Latin-1, and as it would travel inside something else. */
function formsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  // The ends depend on what stands beside it.
  const inside = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64')
  const forms = [value, bytes.toString('latin1'), JSON.stringify(value).slice(1, -1), encodeURIComponent(value)]
  return [...forms, bytes.toString('hex'), ...(inside.length > 10 ? [inside] : [])]
}
