-- What opens a machine that is reached over ssh, and how it proves itself once.
ALTER TABLE machines
  ADD COLUMN login text NOT NULL DEFAULT 'taxi',
  ADD COLUMN rfb_port int NOT NULL DEFAULT 5901,
  ADD COLUMN private_key_encrypted text,
  ADD COLUMN public_key text,
  ADD COLUMN join_hash text UNIQUE,
  ADD COLUMN join_expires_at timestamptz(3),
  ADD COLUMN joined_at timestamptz(3);
