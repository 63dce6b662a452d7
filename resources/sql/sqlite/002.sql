-- How far a run has come, written by its process while it works, so that others on the store can watch it.
-- heartbeat_at is by the machine's own clock, whatever clock the run was told to use.
ALTER TABLE runs ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN stage_started_at TEXT;
ALTER TABLE runs ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN heartbeat_at TEXT;
ALTER TABLE runs ADD COLUMN cancel_requested INTEGER NOT NULL DEFAULT 0;
CREATE INDEX runs_open ON runs(id) WHERE finished_at IS NULL;

-- What an operator changed and how to take it back. state: done, undone (can be done again), gone (neither).
CREATE TABLE undo_steps(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  label TEXT NOT NULL,
  job TEXT NOT NULL,
  options TEXT NOT NULL DEFAULT '{}',
  state TEXT NOT NULL DEFAULT 'done',
  redo_job TEXT NOT NULL DEFAULT '',
  redo_options TEXT NOT NULL DEFAULT '{}',
  run_id INTEGER NOT NULL DEFAULT 0,
  changed_at TEXT,
  reason TEXT NOT NULL DEFAULT ''
);

-- An operator's choices about facts and councils, one each. kind: pin, ban, snooze (until), never_council. `council`
-- is a code.
CREATE TABLE curation(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  fact_key TEXT NOT NULL DEFAULT '',
  council TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  until TEXT,
  reason TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  actor TEXT NOT NULL
);
CREATE UNIQUE INDEX curation_once ON curation(fact_key, council);

-- What the cache's levels counted, by day (UTC).
CREATE TABLE cache_days(
  day TEXT NOT NULL,
  level TEXT NOT NULL,
  hits INTEGER NOT NULL,
  stale_hits INTEGER NOT NULL,
  misses INTEGER NOT NULL,
  fallbacks INTEGER NOT NULL,
  PRIMARY KEY(day, level)
) WITHOUT ROWID;
