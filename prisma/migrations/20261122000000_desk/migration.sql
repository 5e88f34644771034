-- What may pass between a person's own computer and the machine, and whether turns are recorded.
ALTER TABLE slots
  ADD COLUMN clipboard_in boolean NOT NULL DEFAULT true,
  ADD COLUMN clipboard_out boolean NOT NULL DEFAULT true,
  ADD COLUMN is_recorded boolean NOT NULL DEFAULT false;

-- As it stood when the turn began: nobody is recorded who was not told.
ALTER TABLE sessions ADD COLUMN is_recorded boolean NOT NULL DEFAULT false;

-- Who looked over whose shoulder, and for how long.
CREATE TABLE watches (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX watches_open ON watches (session_id) WHERE ended_at IS NULL;

-- One for each tunnel of a recorded session; the file lies in the data folder.
CREATE TABLE recordings (
  id uuid PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  file text NOT NULL,
  bytes bigint NOT NULL DEFAULT 0,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX recordings_session ON recordings (session_id);

-- How far a dump is, what became of it, and whether its person wants it kept here at all.
ALTER TABLE dumps
  ADD COLUMN progress jsonb,
  ADD COLUMN deleted_at timestamptz(3);
ALTER TABLE people ADD COLUMN keeps_dumps boolean NOT NULL DEFAULT true;

-- The words of one's exported chats while they are kept, found in Russian and in English.
CREATE TABLE chat_texts (
  session_id uuid NOT NULL,
  service text NOT NULL,
  chat_id text NOT NULL,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  title text NOT NULL,
  body text NOT NULL,
  found tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('russian', title), 'A') || setweight(to_tsvector('english', title), 'A') ||
    setweight(to_tsvector('russian', body), 'B') || setweight(to_tsvector('english', body), 'B')
  ) STORED,
  PRIMARY KEY (session_id, service, chat_id),
  FOREIGN KEY (session_id, service, chat_id) REFERENCES chats ON DELETE CASCADE
);
CREATE INDEX chat_texts_found ON chat_texts USING gin (found);
CREATE INDEX chat_texts_person ON chat_texts (person_id);

-- Mail goes out through the same outbox: it has an address in place of a chat.
ALTER TABLE deliveries
  ALTER COLUMN chat_id DROP NOT NULL,
  ADD COLUMN email text,
  ADD CONSTRAINT deliveries_one_way CHECK ((chat_id IS NULL) <> (email IS NULL));
