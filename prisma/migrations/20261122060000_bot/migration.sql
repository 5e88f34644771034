-- A question with a button that touches others: for one person, once, for a minute.
CREATE TABLE confirmations (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  what text NOT NULL,
  about text NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3)
);

-- What Telegram told the bot, by Telegram's own number: handled once, whether it comes twice, after a crash or to two servers.
CREATE TABLE bot_updates (
  bot_id bigint NOT NULL,
  update_id bigint NOT NULL,
  claimed_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  PRIMARY KEY (bot_id, update_id)
);
