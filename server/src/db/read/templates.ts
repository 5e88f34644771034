import { TemplateIcon } from '@taxi/contract/templates.ts'
import * as z from 'zod/mini'
import { Refusal } from '../../domain/refusal.ts'
import { isTemplateOf, type Template } from '../../domain/template.ts'
import type { Db } from '../client.ts'
import type { peopleModel, templatesModel } from '../generated/models.ts'

type Reader = Pick<Db, 'templates'>
const withMaker = { maker: { select: { id: true, name: true } } } as const

/** The person's own templates and the shared ones, by name. */
export async function readTemplates(db: Reader, person: { id: string }): Promise<Template[]> {
  const rows = await db.templates.findMany({
    where: { OR: [{ created_by: person.id }, { is_shared: true }] },
    include: withMaker,
    orderBy: [{ name: 'asc' }, { created_at: 'asc' }],
  })
  return rows.map(templateOf)
}

/** One that this person may see; null when there is none. */
export async function readTemplate(db: Reader, id: string, person: { id: string }): Promise<Template | null> {
  const row = await db.templates.findUnique({ where: { id }, include: withMaker })
  const template = row && templateOf(row)
  return template && isTemplateOf(template, person) ? template : null
}

export async function knownTemplate(db: Reader, id: string, person: { id: string }): Promise<Template> {
  const template = await readTemplate(db, id, person)
  if (!template) throw new Refusal('template.unknown')
  return template
}

const templateOf = (row: templatesModel & { maker: Pick<peopleModel, 'id' | 'name'> }): Template => ({
  id: row.id,
  name: row.name,
  icon: TemplateIcon.parse(row.icon),
  slotIds: z.array(z.string()).parse(row.slot_ids),
  url: row.url,
  isShared: row.is_shared,
  maker: row.maker,
})
