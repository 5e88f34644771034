-- Several servers on one database: which of them are alive, and what is in whose hands.
CREATE TABLE servers (
  id uuid PRIMARY KEY,
  started_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE machines ADD COLUMN kept_by uuid, ADD COLUMN line_at uuid;
ALTER TABLE sessions ADD COLUMN desk_at uuid;
ALTER TABLE watches ADD COLUMN server_id uuid;
