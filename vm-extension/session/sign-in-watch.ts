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
  /** Asks the service; null when it has no cheap question. */
  look: (service: string) => Promise<Look> | null
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
      const looking = nextLookAt(before, hasty) <= parts.now() ? parts.look(service) : null
      if (!looking) continue
      const after = afterLook(before, await looking, parts.now())
      await parts.save({ services, found: { ...found, [service]: after } })
      if (after.state !== before.state) tell(service, after)
    }
  }

  function tell(service: string, { state, since }: SignIn): void {
    if (state !== null) parts.tell({ t: 'sign_in', service, signed_in: state, at: new Date(since).toISOString() })
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
