-- Each of the server's connections carries the setting; whoever connects by hand counts with its default.
CREATE FUNCTION sessions_per_person() RETURNS integer LANGUAGE sql STABLE
  RETURN coalesce(current_setting('taxi.sessions_per_person', true), '5')::integer;

CREATE TABLE booking_series (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people,
  slot_id text NOT NULL REFERENCES slots ON DELETE CASCADE,
  first_date date NOT NULL,
  start_time text NOT NULL,
  duration_min integer NOT NULL,
  weeks integer NOT NULL CHECK (weeks BETWEEN 2 AND 26),
  next_week integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  cancelled_at timestamptz(3)
);

ALTER TABLE bookings ADD COLUMN series_id uuid REFERENCES booking_series;
ALTER TABLE bookings ADD COLUMN reminded_at timestamptz(3);
ALTER TABLE bookings ADD COLUMN starts_at timestamptz(3) NOT NULL GENERATED ALWAYS AS (lower(during)) STORED;
ALTER TABLE bookings ADD COLUMN ends_at timestamptz(3) NOT NULL GENERATED ALWAYS AS (upper(during)) STORED;
CREATE INDEX bookings_promised_idx ON bookings (slot_id, starts_at) WHERE status = 'active';
CREATE INDEX bookings_person_idx ON bookings (person_id, date);

ALTER TABLE sessions ADD COLUMN booking_id uuid REFERENCES bookings;
ALTER TABLE sessions ADD COLUMN generating_since timestamptz(3);
ALTER TABLE sessions ADD COLUMN generated_at timestamptz(3);
ALTER TABLE sessions ADD COLUMN working_until timestamptz(3);
ALTER TABLE sessions ADD COLUMN work_done_at timestamptz(3);
ALTER TABLE sessions ADD COLUMN handed_to uuid REFERENCES people;
ALTER TABLE sessions ADD COLUMN follows_id uuid REFERENCES sessions;
CREATE UNIQUE INDEX one_heir_per_session ON sessions (follows_id) WHERE follows_id IS NOT NULL;
CREATE UNIQUE INDEX one_session_per_booking ON sessions (booking_id) WHERE freed_at IS NULL AND booking_id IS NOT NULL;

ALTER TABLE slots ADD COLUMN may_take_over boolean NOT NULL DEFAULT false;

ALTER TABLE people ADD COLUMN calendar_version integer NOT NULL DEFAULT 1;
ALTER TABLE people ADD COLUMN calendar_hash text UNIQUE;

ALTER TABLE warnings DROP CONSTRAINT warnings_timer_check;
ALTER TABLE warnings ADD CONSTRAINT warnings_timer_check CHECK (timer IN ('timeout', 'idle', 'disconnect', 'booking_due', 'no_show'));

CREATE TABLE templates (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  icon text NOT NULL,
  slot_ids jsonb NOT NULL,
  url text,
  created_by uuid NOT NULL REFERENCES people,
  is_shared boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE asks (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  slot_id text NOT NULL REFERENCES slots ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people,
  minutes integer NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'released', 'soon', 'refused', 'expired', 'moot', 'withdrawn')),
  asked_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  answered_at timestamptz(3)
);
CREATE UNIQUE INDEX one_open_ask_per_session ON asks (session_id) WHERE state = 'open';
CREATE INDEX asks_person_id_asked_at_idx ON asks (person_id, asked_at DESC);
