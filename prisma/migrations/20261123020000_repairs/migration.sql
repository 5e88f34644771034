-- What is to be done to a machine between two sessions: its browser or itself started anew, its profile copied or put back.
CREATE TABLE repairs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  machine_id text NOT NULL REFERENCES machines(id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('restart', 'reboot', 'backup', 'restore')),
  profile text,
  copy text,
  asked_by text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  why text,
  asked_at timestamptz(3) NOT NULL,
  began_at timestamptz(3),
  over_at timestamptz(3),
  lease timestamptz(3)
);
CREATE UNIQUE INDEX repairs_one_at_a_time ON repairs (machine_id) WHERE state IN ('waiting', 'running');
CREATE INDEX repairs_machine_id_asked_at_idx ON repairs (machine_id, asked_at DESC);
