ALTER TABLE places ADD COLUMN rank bigserial NOT NULL;
ALTER TABLE places ADD COLUMN ignored integer NOT NULL DEFAULT 0;
ALTER TABLE places ADD COLUMN estimate_from_min integer;
ALTER TABLE places ADD COLUMN estimate_to_min integer;
ALTER TABLE places ADD COLUMN outcome text CHECK (outcome IN ('took', 'left', 'passed', 'dropped'));
ALTER TABLE places ADD CONSTRAINT places_outcome_with_left CHECK ((left_at IS NULL) = (outcome IS NULL));
CREATE INDEX places_waiting_idx ON places (priority DESC, rank) WHERE left_at IS NULL;

ALTER TABLE offers ADD CONSTRAINT offers_outcome_check CHECK (outcome IN ('taken', 'passed', 'later', 'ignored', 'withdrawn'));
CREATE UNIQUE INDEX one_live_offer_per_place ON offers (place_id) WHERE settled_at IS NULL;

CREATE TABLE denied (
  id bigserial PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  slot_id text REFERENCES slots ON DELETE SET NULL,
  service text NOT NULL,
  why text NOT NULL,
  at timestamptz(3) NOT NULL,
  got_at timestamptz(3)
);
CREATE INDEX denied_at_idx ON denied (at);
CREATE INDEX denied_waiting_idx ON denied (person_id, service) WHERE got_at IS NULL;

CREATE TABLE warnings (
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  timer text NOT NULL CHECK (timer IN ('timeout', 'idle', 'disconnect')),
  minutes integer NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  told_at timestamptz(3) NOT NULL,
  PRIMARY KEY (session_id, timer, minutes, ends_at)
);

CREATE INDEX sessions_slot_id_started_at_idx ON sessions (slot_id, started_at DESC);
CREATE INDEX offers_slot_id_settled_at_idx ON offers (slot_id, settled_at DESC);
