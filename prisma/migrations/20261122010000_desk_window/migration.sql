-- Which window of a browser a tunnel's pass was given to: a page that comes back replaces its own tunnel unasked.
ALTER TABLE passes ADD COLUMN window_id uuid;

-- A pass to watch opens the page of somebody else's session.
ALTER TABLE passes
  DROP CONSTRAINT passes_kind_check,
  ADD CONSTRAINT passes_kind_check CHECK (kind IN ('desk', 'watch', 'tunnel'));
