-- What went into a chat in the last minute says how soon the next may follow.
CREATE INDEX deliveries_sent ON deliveries (chat_id, sent_at) WHERE state = 'sent';

-- A sign-in code goes through the outbox like every letter: sealed until it is sent or given up.
ALTER TABLE deliveries ADD COLUMN sealed TEXT;
