CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE people (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  email text NOT NULL,
  telegram_id bigint UNIQUE,
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz(3),
  totp_step bigint,
  is_admin boolean NOT NULL DEFAULT false,
  permissions text[] NOT NULL DEFAULT '{slots:read,slots:use}',
  locale text NOT NULL DEFAULT 'ru' CHECK (locale IN ('ru', 'en')),
  theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  favourites text[] NOT NULL DEFAULT '{}',
  disabled_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK (email = lower(email))
);
CREATE UNIQUE INDEX people_email_key ON people (email);

CREATE TABLE refresh_tokens (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  family_id uuid NOT NULL,
  token_hash text NOT NULL UNIQUE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  revoked_at timestamptz(3)
);
CREATE INDEX refresh_tokens_family_id_idx ON refresh_tokens (family_id);

CREATE TABLE link_tokens (
  token_hash text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('first_admin', 'invitation', 'telegram')),
  person_id uuid REFERENCES people ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE sign_in_failures (
  id bigserial PRIMARY KEY,
  account text NOT NULL,
  address text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX sign_in_failures_account_address_at_idx ON sign_in_failures (account, address, at);

CREATE TABLE slots (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  slot_number integer NOT NULL UNIQUE,
  name text NOT NULL,
  kind text NOT NULL DEFAULT 'account' CHECK (kind IN ('account', 'desktop', 'phone')),
  service text NOT NULL,
  service_name text NOT NULL,
  tier text NOT NULL DEFAULT '',
  category text NOT NULL DEFAULT '',
  url text NOT NULL,
  monthly_cost integer NOT NULL DEFAULT 0 CHECK (monthly_cost >= 0),
  currency text NOT NULL DEFAULT 'USD',
  renews_on date,
  login_encrypted text,
  password_encrypted text,
  chrome_profile text NOT NULL DEFAULT '',
  is_active boolean NOT NULL DEFAULT false,
  max_minutes integer NOT NULL DEFAULT 120 CHECK (max_minutes > 0),
  idle_minutes integer NOT NULL DEFAULT 20 CHECK (idle_minutes > 0),
  notes text NOT NULL DEFAULT '',
  sip_number text,
  sip_username text,
  trunk_id integer
);

CREATE TABLE machines (
  id text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text NOT NULL,
  driver text NOT NULL CHECK (driver IN ('ssh', 'local', 'dry')),
  address text NOT NULL DEFAULT '',
  port integer,
  host_key text,
  screens integer NOT NULL DEFAULT 1 CHECK (screens > 0),
  is_active boolean NOT NULL DEFAULT true,
  token_hash text,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE slot_machines (
  slot_id text NOT NULL REFERENCES slots ON DELETE CASCADE,
  machine_id text NOT NULL REFERENCES machines ON DELETE CASCADE,
  profile_path text NOT NULL DEFAULT '',
  priority integer NOT NULL DEFAULT 0,
  PRIMARY KEY (slot_id, machine_id)
);

CREATE TABLE machine_status (
  vm_id text PRIMARY KEY REFERENCES machines ON DELETE CASCADE,
  is_healthy boolean NOT NULL,
  trouble text[] NOT NULL DEFAULT '{}',
  companion_version text,
  companion_seen_at timestamptz(3),
  failing_since timestamptz(3),
  updated_at timestamptz(3) NOT NULL
);

CREATE TABLE sessions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people,
  slot_id text NOT NULL REFERENCES slots,
  machine_id text NOT NULL REFERENCES machines,
  state text NOT NULL DEFAULT 'preparing' CHECK (state IN ('preparing', 'live', 'away', 'ended')),
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  first_frame_at timestamptz(3),
  last_input_at timestamptz(3),
  away_since timestamptz(3),
  ends_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  end_reason text CHECK (end_reason IN ('manual', 'timeout', 'idle', 'disconnect', 'no_show', 'kicked',
    'booking_due', 'handed_over', 'machine_lost', 'start_failed', 'shutdown')),
  ended_by text,
  end_note text,
  phases jsonb NOT NULL DEFAULT '{}',
  freed_at timestamptz(3),
  closing jsonb NOT NULL DEFAULT '{}',
  closing_lease timestamptz(3),
  upload_token_hash text,
  dump_path text,
  dump_sent boolean NOT NULL DEFAULT false,
  CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CHECK (freed_at IS NULL OR ended_at IS NOT NULL)
);
-- A seat counts as taken until it is sealed, cleaned and given back.
CREATE UNIQUE INDEX one_open_session_per_slot ON sessions (slot_id) WHERE freed_at IS NULL;
CREATE UNIQUE INDEX one_open_session_per_screen ON sessions (machine_id) WHERE freed_at IS NULL;
CREATE INDEX sessions_person_id_started_at_idx ON sessions (person_id, started_at);

CREATE TABLE passes (
  pass_hash text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('desk', 'tunnel')),
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  family_id uuid,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);

CREATE TABLE chats (
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  service text NOT NULL,
  chat_id text NOT NULL,
  url text NOT NULL,
  title text NOT NULL DEFAULT '',
  first_seen timestamptz(3) NOT NULL,
  last_seen timestamptz(3) NOT NULL,
  sent_messages integer NOT NULL DEFAULT 0,
  exported_at timestamptz(3),
  status text CHECK (status IN ('complete', 'partial', 'missing')),
  why text,
  PRIMARY KEY (session_id, service, chat_id)
);

CREATE TABLE dumps (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id uuid NOT NULL UNIQUE REFERENCES sessions ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people,
  state text NOT NULL DEFAULT 'sealing' CHECK (state IN ('sealing', 'pulling', 'assembling', 'ready', 'delivered', 'kept', 'expired')),
  deadline timestamptz(3) NOT NULL,
  sealed jsonb NOT NULL DEFAULT '{}',
  items jsonb NOT NULL DEFAULT '[]',
  parts jsonb NOT NULL DEFAULT '[]',
  bytes bigint NOT NULL DEFAULT 0,
  lease_owner text,
  lease_until timestamptz(3),
  not_before timestamptz(3),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  ready_at timestamptz(3),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX dumps_state_idx ON dumps (state);

CREATE TABLE deliveries (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  person_id uuid REFERENCES people ON DELETE CASCADE,
  chat_id bigint NOT NULL,
  dedupe_key text NOT NULL UNIQUE,
  payload jsonb NOT NULL,
  priority integer NOT NULL DEFAULT 0,
  seq bigserial NOT NULL,
  not_before timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'leased', 'placeholder', 'sent', 'dead')),
  lease_owner text,
  lease_until timestamptz(3),
  started_attempts integer NOT NULL DEFAULT 0,
  finished_attempts integer NOT NULL DEFAULT 0,
  last_error text,
  tg_message_id bigint,
  tg_file_id text,
  sent_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  dump_id uuid REFERENCES dumps ON DELETE SET NULL
);
CREATE INDEX deliveries_state_not_before_idx ON deliveries (state, not_before);

CREATE TABLE idempotency_keys (
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  route text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  status integer,
  reply jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (person_id, route, key)
);

CREATE TABLE bookings (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people,
  slot_id text NOT NULL REFERENCES slots ON DELETE CASCADE,
  date date NOT NULL,
  start_time text NOT NULL,
  duration_min integer NOT NULL CHECK (duration_min BETWEEN 15 AND 1440),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'cancelled', 'expired', 'kept', 'no_show')),
  during tstzrange NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT bookings_never_overlap EXCLUDE USING gist (slot_id WITH =, during WITH &&) WHERE (status IN ('active', 'kept'))
);

CREATE TABLE places (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person_id uuid NOT NULL REFERENCES people,
  slot_id text REFERENCES slots ON DELETE CASCADE,
  service text,
  priority integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  left_at timestamptz(3),
  CHECK ((slot_id IS NULL) <> (service IS NULL))
);
CREATE UNIQUE INDEX one_place_per_slot_queue ON places (person_id, slot_id) WHERE left_at IS NULL AND slot_id IS NOT NULL;
CREATE UNIQUE INDEX one_place_per_service_queue ON places (person_id, service) WHERE left_at IS NULL AND service IS NOT NULL;

CREATE TABLE offers (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  slot_id text NOT NULL REFERENCES slots ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people,
  place_id uuid NOT NULL REFERENCES places ON DELETE CASCADE,
  expires_at timestamptz(3) NOT NULL,
  settled_at timestamptz(3),
  outcome text
);
CREATE UNIQUE INDEX one_live_offer_per_slot ON offers (slot_id) WHERE settled_at IS NULL;

CREATE TABLE settings (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
