import { readTemplate } from '../db/read/templates.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { whyNotChangeTemplate } from '../domain/template.ts'
import type { Parts } from '../parts.ts'

/** Repeated, it does nothing. */
export async function removeTemplate(
  parts: Pick<Parts, 'change'>,
  { person, templateId }: { person: Person; templateId: string },
): Promise<void> {
  await parts.change(async tx => {
    const template = await readTemplate(tx, templateId, person)
    if (!template) return
    insist(whyNotChangeTemplate(template, person))
    await tx.templates.deleteMany({ where: { id: templateId } })
    tx.record({ action: 'template.remove', object: { kind: 'template', id: templateId, name: template.name } })
  })
}
