import type { ClientBase } from 'pg'

export interface Table {
  name: string
  /** Those one may write: the others follow from them. */
  columns: string[]
}

/** What restoring makes anew: the list of migrations, and of servers that run. */
const NOT_KEPT = ['_prisma_migrations', 'servers']

/** Every table with its columns, each after those it refers to. */
export async function readTables(client: Pick<ClientBase, 'query'>): Promise<Table[]> {
  const tables = await client.query<Table>(
    `SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> ALL($1)
     GROUP BY relname ORDER BY relname`,
    [NOT_KEPT],
  )
  const references = await client.query<{ child: string; parent: string }>(
    `SELECT child.relname AS child, parent.relname AS parent
     FROM pg_constraint JOIN pg_class child ON child.oid = conrelid JOIN pg_class parent ON parent.oid = confrelid
     WHERE contype = 'f' AND conrelid <> confrelid`,
  )
  return parentsFirst(tables.rows, references.rows)
}

function parentsFirst(tables: Table[], references: { child: string; parent: string }[]): Table[] {
  const ordered: Table[] = []
  while (ordered.length < tables.length) {
    const done = new Set(ordered.map(({ name }) => name))
    const waits = (name: string) => references.some(({ child, parent }) => child === name && !done.has(parent))
    const next = tables.filter(({ name }) => !done.has(name) && !waits(name))
    if (!next.length) throw new Error('Tables refer to each other in a circle: a backup cannot be read back in order.')
    ordered.push(...next)
  }
  return ordered
}

/** The command that writes a table out, or reads it in. */
export const copyCommand = ({ name, columns }: Table, direction: 'TO STDOUT' | 'FROM STDIN') =>
  `COPY "${name}" (${columns.map(column => `"${column}"`).join(', ')}) ${direction}`
