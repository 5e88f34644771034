-- What was wrong, from when to when: one row an incident, whoever notices it how often.
CREATE TABLE incidents (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  machine_id text REFERENCES machines(id) ON DELETE CASCADE,
  -- Of a sign-in: whose.
  service text,
  -- Which one, where a kind may happen to several things at once.
  about text NOT NULL DEFAULT '',
  why text NOT NULL DEFAULT '',
  began_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE UNIQUE INDEX incidents_one_open ON incidents (kind, coalesce(machine_id, ''), coalesce(service, ''), about)
  WHERE ended_at IS NULL;
CREATE INDEX incidents_began_at_idx ON incidents (began_at DESC);

-- What a machine did badly lately; three in ten minutes set it aside.
CREATE TABLE machine_errors (
  id bigserial PRIMARY KEY,
  machine_id text NOT NULL REFERENCES machines(id) ON DELETE CASCADE,
  -- prepare, clean, lost, fell
  what text NOT NULL,
  -- The session it happened to.
  session_id uuid,
  why text NOT NULL DEFAULT '',
  at timestamptz(3) NOT NULL
);
CREATE INDEX machine_errors_machine_id_at_idx ON machine_errors (machine_id, at);

ALTER TABLE machine_status
  -- What the last look found: disk, memory, clock and the like, by name.
  ADD COLUMN found jsonb NOT NULL DEFAULT '{}',
  -- Its companion's line is gone since then; null while it is there, or never was.
  ADD COLUMN companion_lost_at timestamptz(3),
  -- The address its companion came from last.
  ADD COLUMN exit_address text;
