import type { FromCompanion } from '@taxi/contract/companion.ts'
import { afterLook, type Look, nextLookAt, type SignIn, unknownSignIn } from './sign-in.ts'

/** What outlives the worker and the browser: the machine's services and how their sign-ins stand. */
export interface SignIns {
  services: string[]
  found: Record<string, SignIn>
}

export interface SignInParts {
  load: () => Promise<SignIns>
  save: (signIns: SignIns) => Promise<void>
  /** Does the service have a cheap question? */
  canAsk: (service: string) => boolean
  ask: (service: string) => Promise<Look>
  /** What open pages and cookies show, nobody is asked. */
  see: (service: string) => Promise<Look>
  tell: (message: Extract<FromCompanion, { t: 'sign_in' }>) => void
  now: () => number
}

export interface SignInWatch {
  /** The services whose sign-in is looked after from now on. */
  services(names: string[]): Promise<void>
  /** Looks where it is time to. `hasty`: the seat just went from one person to the next. */
  check(hasty?: boolean): Promise<void>
  /** Says again how every sign-in stands: the server may have missed it. */
  tellAll(): Promise<void>
}

/** Looks after the sign-ins of the machine's services, seldom, one question at a time. */
export function watchSignIns(parts: SignInParts): SignInWatch {
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  async function check(hasty: boolean): Promise<void> {
    const { services } = await parts.load()
    for (const service of services) {
      const { found } = await parts.load()
      const before = found[service] ?? unknownSignIn
      const after = await looked(service, before, hasty)
      if (!after) continue
      await parts.save({ services, found: { ...found, [service]: after } })
      if (after.state !== before.state) tell(service, after)
    }
  }

  /** A page that asks for the sign-in, or a cookie that is gone, is reason to ask the service now; where it cannot be asked it has to do. */
  async function looked(service: string, before: SignIn, hasty: boolean): Promise<SignIn | null> {
    const seen = await parts.see(service)
    if (!parts.canAsk(service)) return seen === 'unclear' ? null : afterLook(before, seen, parts.now(), false)
    const isNews = seen !== 'unclear' && seen !== 'signed_in' && seen !== before.state
    if (nextLookAt(before, hasty || isNews) > parts.now()) return null
    const answer = await parts.ask(service)
    // The service tells that nobody is there, the page what it waits for.
    return afterLook(before, answer === 'signed_out' && seen === 'code' ? 'code' : answer, parts.now())
  }

  function tell(service: string, { state, since }: SignIn): void {
    if (state === null) return
    const signed_in = state !== 'signed_out' && state !== 'code'
    parts.tell({ t: 'sign_in', service, signed_in, found: state, at: new Date(since).toISOString() })
  }

  return {
    services: names =>
      inTurn(async () => {
        const { found } = await parts.load()
        const kept = names.flatMap(name => (found[name] ? [[name, found[name]] as const] : []))
        await parts.save({ services: names, found: Object.fromEntries(kept) })
        await check(false)
      }),
    check: (hasty = false) => inTurn(() => check(hasty)),
    async tellAll() {
      const { found } = await parts.load()
      for (const [service, signIn] of Object.entries(found)) tell(service, signIn)
    },
  }
}
