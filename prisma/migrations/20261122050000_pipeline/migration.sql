-- A file of a dump that Telegram cannot carry, behind a link that is good for one download.
CREATE TABLE dump_links (
  token_hash text PRIMARY KEY,
  dump_id uuid NOT NULL REFERENCES dumps ON DELETE CASCADE,
  part int NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);
CREATE INDEX dump_links_dump ON dump_links (dump_id);
