-- A sign-in code goes through the outbox like every letter: sealed until it is sent or given up.
ALTER TABLE deliveries ADD COLUMN secret_encrypted TEXT;
