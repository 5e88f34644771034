CREATE TABLE account_sign_ins (
  machine_id text NOT NULL REFERENCES machines ON DELETE CASCADE,
  service text NOT NULL,
  signed_in boolean NOT NULL,
  since timestamptz(3) NOT NULL,
  PRIMARY KEY (machine_id, service)
);

CREATE TABLE slot_quotas (
  slot_id text NOT NULL REFERENCES slots ON DELETE CASCADE,
  what text NOT NULL,
  "left" double precision,
  resets_at timestamptz(3),
  told_at timestamptz(3) NOT NULL,
  PRIMARY KEY (slot_id, what)
);
