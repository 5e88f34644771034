-- Machines that take nobody new, machines out of service for a while, and how an account was found.
ALTER TABLE machines ADD COLUMN is_draining boolean NOT NULL DEFAULT false;
ALTER TABLE machine_status ADD COLUMN quarantined_until timestamptz(3);
ALTER TABLE account_sign_ins ADD COLUMN found text NOT NULL DEFAULT 'signed_out';
UPDATE account_sign_ins SET found = 'signed_in' WHERE signed_in;
