import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { buildOffer, buildPerson, buildPlace, buildSession, buildSlot } from '../testing/build.ts'
import { openTestDatabase, type TestDatabase } from '../testing/database.ts'
import { assertInvariants } from './invariants.ts'

let database: TestDatabase
let client: pg.Client
before(async () => {
  database = await openTestDatabase()
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
})
after(async () => {
  await client.end()
  await database.close()
})

/** What is written is looked at and taken back. */
async function found(...statements: string[]): Promise<string> {
  await client.query('BEGIN')
  try {
    for (const statement of statements) await client.query(statement)
    return await assertInvariants(client).then(
      () => '',
      (error: Error) => error.message,
    )
  } finally {
    await client.query('ROLLBACK')
  }
}

test('ordinary rows pass, and each thing that must not be is found', async () => {
  const { db } = database
  const [slot, person, other] = [await buildSlot(db), await buildPerson(db), await buildPerson(db)]
  const session = await buildSession(db, { person, slot })
  const place = await buildPlace(db, { person: other, slot })
  const offer = await buildOffer(db, { place })
  const elsewhere = await buildSlot(db, { service: 'elsewhere' })

  assert.equal(await found(), '')
  const ended = `state = 'ended', ended_at = now(), end_reason = 'manual'`
  const broken = {
    'owes its person one dump': [`UPDATE sessions SET ${ended}`],
    'one turn at a time': [
      `UPDATE sessions SET ${ended}, freed_at = now() + interval '1 hour'`,
      `INSERT INTO sessions (person_id, slot_id, machine_id, ends_at)
       SELECT '${other.id}', slot_id, machine_id, ends_at FROM sessions WHERE id = '${session.id}'`,
    ],
    'took a held turn': [`UPDATE offers SET settled_at = now(), outcome = 'taken'`],
    'led to a seat': [`UPDATE places SET left_at = now(), outcome = 'took'`],
    'waits for the seat they sit at': [`UPDATE places SET person_id = '${person.id}'`],
    'somebody who waits in that line': [`UPDATE offers SET slot_id = '${elsewhere.id}' WHERE id = '${offer.id}'`],
    'let two turns pass': [`UPDATE places SET ignored = 2`],
    'found by whoever sat at it': [
      `INSERT INTO chats (session_id, service, chat_id, url, first_seen, last_seen)
       VALUES ('${session.id}', 's', 'c', 'u', now(), now())`,
      `INSERT INTO chat_texts (session_id, service, chat_id, person_id, title, body)
       VALUES ('${session.id}', 's', 'c', '${other.id}', '', '')`,
    ],
    'that is gone holds nothing': [
      `UPDATE sessions SET ${ended}`,
      `INSERT INTO dumps (session_id, person_id, state, parts, deadline, expires_at)
       VALUES ('${session.id}', '${person.id}', 'expired', '[{}]', now(), now())`,
    ],
    'was answered with a session': [
      `INSERT INTO idempotency_keys (person_id, route, key, body_hash, status, reply)
       VALUES ('${person.id}', 'occupy', 'k', 'h', 201, '{"session_id": "${other.id}"}')`,
    ],
  }
  for (const [sentence, statements] of Object.entries(broken))
    assert.ok((await found(...statements)).includes(sentence), sentence)
})
