import type { Config } from '../config.ts'
import type { Db } from './client.ts'

interface FirstSlot {
  id: string
  name: string
  service: string
  service_name: string
  tier: string
  category: string
  url: string
  /** Dollars a month; a change by an administrator wins. */
  monthly: number
}

const perplexity = {
  service: 'perplexity',
  service_name: 'Perplexity',
  tier: 'Max',
  category: 'research',
  url: 'https://www.perplexity.ai/',
  monthly: 200,
}
const gemini = { service: 'gemini', service_name: 'Gemini', tier: 'Ultra', monthly: 250 }

/** The accounts the company pays for. Off until a machine with their sign-in is attached. */
const accounts: FirstSlot[] = [
  { ...perplexity, id: 'ppx-1', name: 'Perplexity Max 1' },
  { ...perplexity, id: 'ppx-2', name: 'Perplexity Max 2' },
  { ...perplexity, id: 'ppx-3', name: 'Perplexity Max 3' },
  {
    ...gemini,
    id: 'gem-dt',
    name: 'Gemini Ultra Deep Think',
    category: 'research',
    url: 'https://gemini.google.com/app',
  },
  {
    ...gemini,
    id: 'gem-veo',
    name: 'Gemini Ultra Veo + Flow',
    category: 'video',
    url: 'https://labs.google/fx/tools/flow',
  },
  {
    id: 'nbp',
    name: 'Nano Banana Pro',
    service: 'nano-banana',
    service_name: 'Nano Banana',
    tier: 'Pro',
    category: 'image',
    url: 'https://gemini.google.com/app',
    monthly: 200,
  },
  {
    id: 'nb-drive',
    name: 'NotebookLM + Drive',
    service: 'notebooklm',
    service_name: 'NotebookLM',
    tier: 'Ultra',
    category: 'knowledge',
    url: 'https://notebooklm.google.com/',
    monthly: 250,
  },
  {
    id: 'gpt-1',
    name: 'ChatGPT Pro',
    service: 'chatgpt',
    service_name: 'ChatGPT',
    tier: 'Pro',
    category: 'chat',
    url: 'https://chatgpt.com/',
    monthly: 200,
  },
  {
    id: 'hf-1',
    name: 'Higgsfield Ultimate',
    service: 'higgsfield',
    service_name: 'Higgsfield',
    tier: 'Ultimate',
    category: 'video',
    url: 'https://higgsfield.ai/',
    monthly: 50,
  },
  {
    id: 'lov-1',
    name: 'Lovable Team',
    service: 'lovable',
    service_name: 'Lovable',
    tier: 'Team',
    category: 'code',
    url: 'https://lovable.dev/',
    monthly: 50,
  },
]

const practice: FirstSlot = {
  id: 'demo-1',
  name: 'Practice',
  service: 'practice',
  service_name: 'Practice',
  tier: '',
  category: 'practice',
  url: '/practice',
  monthly: 0,
}

/**
 * Puts the first slots in, and the practice machine when this computer runs it. Only what is missing is added: what
 * an administrator changed stays. Slots deleted on purpose do not come back either: they are planted once.
 */
export async function seed(db: Db, config: Pick<Config, 'LOCAL_MACHINE'>): Promise<void> {
  await db.$transaction(async tx => {
    // Two servers may start at once on one database.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('taxi_seed'))`
    const planted = await tx.settings.findUnique({ where: { name: 'seeded' } })
    if (!planted) {
      const rows = [...accounts, practice].map((slot, index) => rowOf(slot, index + 1))
      await tx.slots.createMany({ data: rows, skipDuplicates: true })
      await tx.settings.create({ data: { name: 'seeded', value: { slots: rows.map(row => row.id) } } })
    }
    if (config.LOCAL_MACHINE) await attachPracticeMachine(tx)
  })
}

function rowOf({ monthly, ...slot }: FirstSlot, number: number) {
  return { ...slot, slot_number: number, monthly_cost: monthly * 100, chrome_profile: slot.id }
}

type Tables = Pick<Db, 'machines' | 'slot_machines' | 'slots'>

/** Once: afterwards the machine and its slot are the administrator's, to switch off or to point elsewhere. */
async function attachPracticeMachine(tx: Tables): Promise<void> {
  if (await tx.machines.findUnique({ where: { id: 'local' } })) return
  await tx.machines.create({ data: { id: 'local', name: 'Practice machine', driver: 'local' } })
  const slot = await tx.slots.findUnique({ where: { id: practice.id } })
  if (!slot) return
  await tx.slot_machines.create({ data: { slot_id: practice.id, machine_id: 'local' } })
  await tx.slots.update({ where: { id: practice.id }, data: { is_active: true } })
}
