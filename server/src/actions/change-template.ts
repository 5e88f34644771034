import type { TemplateDraft } from '@taxi/contract/templates.ts'
import { knownTemplate } from '../db/read/templates.ts'
import { templateColumns } from '../db/write/template-columns.ts'
import { insist } from '../domain/no.ts'
import type { Person } from '../domain/person.ts'
import { whyNotChangeTemplate } from '../domain/template.ts'
import type { Parts } from '../parts.ts'

export async function changeTemplate(
  parts: Pick<Parts, 'change'>,
  { person, templateId, draft }: { person: Person; templateId: string; draft: TemplateDraft },
): Promise<void> {
  await parts.change(async tx => {
    insist(whyNotChangeTemplate(await knownTemplate(tx, templateId, person), person))
    await tx.templates.update({ where: { id: templateId }, data: await templateColumns(tx, draft) })
    const object = { kind: 'template', id: templateId, name: draft.name }
    tx.record({ action: 'template.change', object, after: { ...draft } })
  })
}
