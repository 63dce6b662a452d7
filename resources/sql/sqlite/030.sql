-- From here on every table is STRICT; those of older stores are made anew that way (core/store/sql/strict_tables.h).

-- Rows that were in the way: what another program wrote that does not fit its table, as JSON, and why. Nothing reads them
-- but whoever mends them; a figure that is imported anew makes its row here a thing of the past.
CREATE TABLE oddities(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL,
  row TEXT NOT NULL,
  reason TEXT NOT NULL,
  found_at TEXT NOT NULL
) STRICT;
