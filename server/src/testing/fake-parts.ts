import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { type Config, readConfig } from '../config.ts'
import type { Change, Db } from '../db/client.ts'
import { makePass } from '../db/write/make-pass.ts'
import { type MachineDriver, MachineError } from '../outside/machine/driver.ts'
import { createMail } from '../outside/mail.ts'
import { loadSecrets } from '../outside/secrets.ts'
import type { Companions, Machines, Parts, SessionGateway } from '../parts.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Parts around a real database, with fakes where the outside begins. `config` and any part may be given. */
export function fakeParts(
  { db, change }: { db: Db; change: Change },
  { config, ...given }: Partial<Omit<Parts, 'config'>> & { config?: Partial<Config> } = {},
): Parts {
  const dataDir = config?.dataDir ?? temporaryFolder('test')
  const settings = { ...readConfig({}, '/nowhere'), dataDir, ...config }
  const now = given.now ?? (() => new Date())
  return {
    config: settings,
    serverId: randomUUID(),
    db,
    change,
    now,
    log: pino({ level: 'silent' }),
    secrets: loadSecrets(dataDir),
    machines: fakeMachines(),
    companions: fakeCompanions(),
    desks: fakeDesks({ db, now, config: settings }),
    mail: createMail(settings),
    ...given,
  }
}

/** Machines that answer with what is given, and cannot do the rest. */
export function fakeMachines(drivers: Record<string, Partial<MachineDriver>> = {}): Machines {
  return {
    async driver(machineId) {
      const driver = drivers[machineId]
      if (!driver) throw new MachineError('driver', `there is no machine ${machineId}`)
      return new Proxy(driver, {
        get: (verbs, verb: keyof MachineDriver) =>
          // Awaiting the driver asks whether it is a promise.
          (verb as string) === 'then'
            ? undefined
            : (verbs[verb] ?? (() => Promise.reject(new MachineError(verb, 'this machine cannot')))),
      }) as MachineDriver
    },
    async close() {},
  }
}

/** Companions of which none is connected. */
export function fakeCompanions(given: Partial<Companions> = {}): Companions {
  return {
    connected: () => null,
    ask: (_, command) => Promise.reject(new Error(`${command.t}: no companion is connected`)),
    ticket: () => Promise.reject(new Error('no ticket in this test')),
    async close() {},
    ...given,
  }
}

export interface FakeDesks extends SessionGateway {
  /** What was closed, in order. */
  closed: { sessionId: string; code: number; reason: string; personId?: string | undefined }[]
  /** What `list` answers. */
  opened: ReturnType<SessionGateway['list']>
}

/** Desks that give real passes and remember what they were told to close. */
export function fakeDesks({ db, now, config }: Pick<Parts, 'db' | 'now' | 'config'>): FakeDesks {
  const closed: FakeDesks['closed'] = []
  const opened: FakeDesks['opened'] = []
  return {
    closed,
    opened,
    async open({ id, person_id, family_id, watch }) {
      const who = { personId: person_id, sessionId: id, familyId: family_id ?? null }
      const pass = await makePass(db, { kind: watch ? 'watch' : 'desk', now: now(), ...who })
      const base = config.PUBLIC_URL || `http://localhost:${config.PORT}`
      return {
        connection_id: id,
        guacamole_url: `${base}/desk/${id}#p=${pass}`,
        expires_at: new Date(now().getTime() + 30_000),
      }
    },
    close(sessionId, code, reason, personId) {
      closed.push({ sessionId, code, reason, ...(personId === undefined ? {} : { personId }) })
    },
    isInUse: async sessionId => opened.some(desk => desk.session_id === sessionId && !desk.read_only),
    list: () => opened,
    async shutdown() {},
  }
}
