-- Since when a machine's browser is asked for a newer companion, and when it was asked last.
ALTER TABLE machine_status
  ADD COLUMN companion_due_since timestamptz(3),
  ADD COLUMN companion_asked_at timestamptz(3);
