CREATE TABLE drifts (
  service text NOT NULL,
  day date NOT NULL,
  what text NOT NULL,
  shape text NOT NULL,
  answer text,
  PRIMARY KEY (service, day)
);
