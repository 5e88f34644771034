CREATE TABLE sign_ins (
  family_id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  way text NOT NULL CHECK (way IN ('password', 'telegram', 'email', 'link', 'invitation', 'first_admin')),
  address text NOT NULL DEFAULT '',
  agent text NOT NULL DEFAULT '',
  created_at timestamptz(3) NOT NULL,
  last_seen_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3)
);
CREATE INDEX sign_ins_person_id_idx ON sign_ins (person_id) WHERE ended_at IS NULL;

CREATE TABLE recovery_codes (
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  code_hash text NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (person_id, code_hash)
);

CREATE TABLE email_codes (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  person_id uuid REFERENCES people ON DELETE CASCADE,
  code_hash text NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  created_at timestamptz(3) NOT NULL
);
CREATE INDEX email_codes_email_created_at_idx ON email_codes (email, created_at);

-- What may be used once and was: the data of a Telegram sign-in, by its hash.
CREATE TABLE used_once (
  hash text PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL
);

-- Attempts and reveals, counted for limits that survive a restart and hold across servers.
CREATE TABLE attempts (
  id bigserial PRIMARY KEY,
  kind text NOT NULL,
  key text NOT NULL,
  at timestamptz(3) NOT NULL
);
CREATE INDEX attempts_kind_key_at_idx ON attempts (kind, key, at);

CREATE TABLE audit (
  id bigint PRIMARY KEY,
  at timestamptz(3) NOT NULL,
  actor_id uuid,
  actor_name text,
  action text NOT NULL,
  object_kind text,
  object_id text,
  object_name text,
  before jsonb,
  after jsonb,
  reason text,
  address text,
  -- Hex SHA-256 of the hash before and this row's content in one canonical form.
  hash text NOT NULL
);
CREATE INDEX audit_actor_id_idx ON audit (actor_id, id DESC);
CREATE INDEX audit_action_idx ON audit (action, id DESC);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

ALTER TABLE link_tokens DROP CONSTRAINT link_tokens_kind_check,
  ADD CHECK (kind IN ('first_admin', 'invitation', 'telegram', 'sign_in'));

-- Attempts are counted there now.
DROP TABLE sign_in_failures;
