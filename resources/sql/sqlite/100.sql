-- What was found in the figures of a field (slug empty: in all pairs of fields), sealed, with the hash of all that it was
-- found in. It follows from the rest of the store: a row that does not fit is not used, and without rows everything is
-- looked for again.
CREATE TABLE mined (
  slug TEXT PRIMARY KEY NOT NULL,
  inputs BLOB NOT NULL,
  found BLOB NOT NULL
) STRICT;
