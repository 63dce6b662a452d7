-- What is measured, by minute, hour and day. Minutes count from 1970-01-01T00:00Z. docs/metrics.md says what each series counts.

-- labels: a JSON object of texts, keys in order. pruned: what was counted in days that are gone.
CREATE TABLE metric_series(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  labels TEXT NOT NULL DEFAULT '{}',
  pruned REAL NOT NULL DEFAULT 0,
  UNIQUE(name, labels)
) STRICT;

-- Of a counter and a histogram a row for each minute in which something was counted: value is how many, total the sum of what was
-- measured, buckets the histogram. Of a gauge a row where its value changed; NULL: from here on there is none.
CREATE TABLE metric_minutes(
  series_id INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  value REAL,
  total REAL,
  buckets TEXT,
  PRIMARY KEY(series_id, minute)
) WITHOUT ROWID, STRICT;

-- step: 60 or 1440 minutes; minute is the first of them. count: minutes with a value (gauge), or how many were counted.
CREATE TABLE metric_rollups(
  series_id INTEGER NOT NULL,
  step INTEGER NOT NULL,
  minute INTEGER NOT NULL,
  count REAL NOT NULL,
  total REAL NOT NULL,
  least REAL,
  most REAL,
  last REAL,
  buckets TEXT,
  PRIMARY KEY(series_id, step, minute)
) WITHOUT ROWID, STRICT;

-- The minutes in which somebody watched: from_minute is the first, to_minute the one after the last. Between two rows nothing
-- is known of any gauge.
CREATE TABLE metric_coverage(
  from_minute INTEGER PRIMARY KEY,
  to_minute INTEGER NOT NULL
) STRICT;

CREATE INDEX runs_by_end ON runs(finished_at);
