import type { TemplateDraft } from '@taxi/contract/templates.ts'
import { templateColumns } from '../db/write/template-columns.ts'
import type { Person } from '../domain/person.ts'
import type { Parts } from '../parts.ts'

/** Keeps a set of slots under a name. Returns the template's id. */
export async function addTemplate(
  parts: Pick<Parts, 'change' | 'now'>,
  { person, draft }: { person: Person; draft: TemplateDraft },
): Promise<string> {
  return parts.change(async tx => {
    const columns = await templateColumns(tx, draft)
    const { id } = await tx.templates.create({
      data: { ...columns, created_by: person.id, created_at: parts.now() },
      select: { id: true },
    })
    tx.record({ action: 'template.add', object: { kind: 'template', id, name: draft.name }, after: { ...draft } })
    return id
  })
}
