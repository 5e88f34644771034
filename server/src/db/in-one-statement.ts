import DataLoader from 'dataloader'
import type { Db } from './client.ts'

/**
 * What is asked for while the last statement is under way is asked of the database in one: two hundred people who
 * press at once cost it a few statements, not two hundred. Nothing is kept: each answer is read after it was asked for.
 */
export function inOneStatement<Asked, Answer>(
  askAll: (db: Db, asked: readonly Asked[]) => Promise<readonly Answer[]>,
): (db: Db, asked: Asked) => Promise<Answer> {
  const gathering = new WeakMap<Db, DataLoader<Asked, Answer>>()
  return (db, asked) => {
    const loader = gathering.get(db) ?? gather(all => askAll(db, all))
    gathering.set(db, loader)
    return loader.load(asked)
  }
}

function gather<Asked, Answer>(askAll: (asked: readonly Asked[]) => Promise<readonly Answer[]>) {
  let last: Promise<unknown> = Promise.resolve()
  return new DataLoader<Asked, Answer>(
    asked => {
      const answers = askAll(asked)
      last = answers.catch(() => null)
      return answers
    },
    // setImmediate: everything that came in with one look at the sockets goes together.
    { cache: false, batchScheduleFn: ask => setImmediate(() => void last.then(ask)) },
  )
}
