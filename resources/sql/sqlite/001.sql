-- Times are ISO 8601 in UTC with milliseconds, amounts are integers of 1/10,000, years are numbers
-- (201920 for 2019/20, 2018 for 2018). docs/store.md describes each table for people who read it.

CREATE TABLE councils(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  nation TEXT NOT NULL,
  region TEXT NOT NULL DEFAULT '',
  active_from TEXT,
  active_to TEXT,
  successor TEXT NOT NULL DEFAULT '',
  is_total INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE fields(
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  comparison INTEGER NOT NULL DEFAULT 0,
  polarity TEXT NOT NULL DEFAULT 'neutral',
  per_head_of TEXT NOT NULL DEFAULT ''
);

CREATE TABLE imports(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  imported_at TEXT NOT NULL,
  run_id INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  rows_read INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  rounded INTEGER NOT NULL,
  inserted INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  register_before TEXT NOT NULL DEFAULT '[]',
  undone_at TEXT
);

CREATE TABLE sources(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  import_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  kind TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  encoding TEXT NOT NULL,
  row_count INTEGER NOT NULL
);
CREATE INDEX sources_by_import ON sources(import_id);

-- value is NULL where the publisher gave a marker in place of a number; status says which.
CREATE TABLE figures(
  field_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  council_id INTEGER NOT NULL,
  value INTEGER,
  status INTEGER NOT NULL DEFAULT 0,
  source_id INTEGER NOT NULL DEFAULT 0,
  line INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(field_id, year, council_id)
) WITHOUT ROWID;

-- What a figure said before an import replaced or removed it.
CREATE TABLE revisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  field_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  council_id INTEGER NOT NULL,
  value INTEGER,
  status INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  import_id INTEGER NOT NULL,
  replaced_at TEXT NOT NULL
);
CREATE INDEX revisions_by_figure ON revisions(field_id, year, council_id);
CREATE INDEX revisions_by_import ON revisions(import_id);

-- One row a field and year that has figures: what they hash to, whether the summary lags behind, and the
-- hash of the newest summary's body.
CREATE TABLE cells(
  field_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  data_hash TEXT NOT NULL,
  figures INTEGER NOT NULL,
  dirty INTEGER NOT NULL DEFAULT 1,
  summary_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(field_id, year)
) WITHOUT ROWID;
CREATE INDEX cells_dirty ON cells(dirty) WHERE dirty = 1;

-- The (type, nation) groups that ever reported a field; they decide who is eligible.
CREATE TABLE field_groups(
  field_id INTEGER NOT NULL,
  type TEXT NOT NULL,
  nation TEXT NOT NULL,
  PRIMARY KEY(field_id, type, nation)
) WITHOUT ROWID;

CREATE TABLE summaries(
  field_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  date_calculated TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  total_councils INTEGER NOT NULL,
  eligible_councils INTEGER NOT NULL,
  completeness TEXT NOT NULL,
  sum TEXT NOT NULL,
  average TEXT,
  median TEXT,
  q1 TEXT,
  q3 TEXT,
  min TEXT,
  max TEXT,
  std_deviation TEXT,
  outlier_count INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY(field_id, year, date_calculated)
) WITHOUT ROWID;

CREATE TABLE changes(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  changed_at TEXT NOT NULL,
  change_type TEXT NOT NULL,
  field_id INTEGER,
  year INTEGER,
  council_id INTEGER,
  old_value TEXT,
  new_value TEXT,
  old_hash TEXT,
  new_hash TEXT,
  magnitude TEXT,
  import_id INTEGER,
  comparison INTEGER NOT NULL DEFAULT 0,
  processed_run INTEGER
);
CREATE INDEX changes_open ON changes(comparison, changed_at) WHERE processed_run IS NULL;
CREATE INDEX changes_by_import ON changes(import_id);

CREATE TABLE runs(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  job TEXT NOT NULL,
  trigger TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT NOT NULL,
  message TEXT NOT NULL DEFAULT '',
  host TEXT NOT NULL DEFAULT '',
  pid INTEGER NOT NULL DEFAULT 0,
  options TEXT NOT NULL DEFAULT '{}',
  result TEXT NOT NULL DEFAULT '{}',
  stages TEXT NOT NULL DEFAULT '[]'
);

-- A published set. Its factoids follow in order; the first `on_show` are on the site, the rest stand
-- ready for when one of them is withdrawn.
CREATE TABLE sets(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL,
  published_at TEXT NOT NULL,
  slot TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  generator TEXT NOT NULL,
  on_show INTEGER NOT NULL,
  is_current INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sets_current ON sets(is_current) WHERE is_current = 1;

CREATE TABLE factoids(
  set_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  withdrawn_at TEXT,
  PRIMARY KEY(set_id, position)
) WITHOUT ROWID;
CREATE INDEX factoids_by_id ON factoids(id);

CREATE TABLE corrections(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  factoid_id TEXT NOT NULL,
  set_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  published_at TEXT NOT NULL,
  withdrawn_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  failed_claim INTEGER,
  new_value TEXT,
  body TEXT NOT NULL
);

-- What was shown when, for rotation and fairness.
CREATE TABLE shown(
  set_id INTEGER NOT NULL,
  fact_key TEXT NOT NULL,
  field TEXT NOT NULL,
  councils TEXT NOT NULL,
  bad_example INTEGER NOT NULL,
  shown_at TEXT NOT NULL,
  PRIMARY KEY(set_id, fact_key)
) WITHOUT ROWID;
CREATE INDEX shown_by_time ON shown(shown_at);

-- Two slots inside one clock gap fall on one instant, so the slot's own time is part of the key.
CREATE TABLE slot_outcomes(
  slot_at TEXT NOT NULL,
  slot TEXT NOT NULL,
  outcome TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(slot_at, slot)
) WITHOUT ROWID;

CREATE TABLE fallbacks(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  claims TEXT NOT NULL DEFAULT '[]',
  owner TEXT NOT NULL DEFAULT '',
  review_on TEXT,
  expires_on TEXT,
  tags TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  deleted_at TEXT
);

CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE state(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE audit(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE bundles(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  exported_at TEXT NOT NULL,
  path TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  manifest_sha256 TEXT NOT NULL,
  factoids INTEGER NOT NULL
);

CREATE TABLE cache_entries(
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL,
  data_hash TEXT NOT NULL,
  version INTEGER NOT NULL,
  stored_at TEXT NOT NULL,
  fresh_until TEXT NOT NULL,
  stale_until TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE cache_stats(
  level TEXT PRIMARY KEY,
  hits INTEGER NOT NULL,
  stale_hits INTEGER NOT NULL,
  misses INTEGER NOT NULL,
  fallbacks INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  latency TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE leases(
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  token INTEGER NOT NULL,
  acquired_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) WITHOUT ROWID;
