-- Calls of language models with their money, what went wrong and what was done about it. Money is whole millionths
-- of its currency.

-- One row a call, written before it is made: `booked` is what counts against the caps now, in `booked_currency`:
-- the reserved worst case, then what the call cost, or 0 when it was released or its process died.
-- state: reserved, settled, released, expired. expires_at is by the machine's own clock, at by the run's.
CREATE TABLE model_calls(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  currency TEXT NOT NULL,
  price_in INTEGER NOT NULL,
  price_out INTEGER NOT NULL,
  price_from TEXT NOT NULL DEFAULT '',
  price_source TEXT NOT NULL DEFAULT '',
  most_in INTEGER NOT NULL,
  most_out INTEGER NOT NULL,
  reserved INTEGER NOT NULL,
  cost INTEGER NOT NULL DEFAULT 0,
  booked_currency TEXT NOT NULL,
  booked_reserved INTEGER NOT NULL,
  booked INTEGER NOT NULL,
  tokens_in INTEGER,
  tokens_out INTEGER,
  latency_ms INTEGER,
  outcome TEXT NOT NULL DEFAULT '',
  served INTEGER NOT NULL DEFAULT 0,
  settled_at TEXT
);
CREATE INDEX model_calls_by_time ON model_calls(at);
CREATE INDEX model_calls_by_run ON model_calls(run_id);
CREATE INDEX model_calls_open ON model_calls(expires_at) WHERE state = 'reserved';

-- How a provider's model has to be spoken to, found out once. identity: its address and the model.
CREATE TABLE provider_manners(
  identity TEXT PRIMARY KEY,
  manner TEXT NOT NULL,
  seen_at TEXT NOT NULL
) WITHOUT ROWID;

-- What was asked, what came back, and the verdict on each sentence.
CREATE TABLE transcripts(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  call_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  at TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt TEXT NOT NULL,
  reply TEXT NOT NULL DEFAULT '',
  verdicts TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX transcripts_by_run ON transcripts(run_id);
CREATE INDEX transcripts_by_call ON transcripts(call_id);

-- Which link of the chain served a run's readers: provider:NAME, statistics, stale, fallback.
CREATE TABLE served_links(
  run_id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  link TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX served_links_by_time ON served_links(at);

-- One incident one row, however often it is met. sentence is the newest; input_hash the site hash it failed on.
CREATE TABLE failures(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL,
  kind TEXT NOT NULL,
  provider TEXT NOT NULL DEFAULT '',
  field TEXT NOT NULL DEFAULT '',
  job TEXT NOT NULL DEFAULT '',
  sentence TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '{}',
  input_hash TEXT NOT NULL DEFAULT '',
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_run INTEGER NOT NULL,
  last_run INTEGER NOT NULL,
  resolved_at TEXT,
  resolved_by TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX failures_open ON failures(fingerprint) WHERE resolved_at IS NULL;
CREATE INDEX failures_by_time ON failures(last_seen);

-- How often an incident was met in each hour (UTC, "2026-11-24T09").
CREATE TABLE failure_hours(
  failure_id INTEGER NOT NULL,
  hour TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY(failure_id, hour)
) WITHOUT ROWID;
CREATE INDEX failure_hours_by_time ON failure_hours(hour);

-- What was done about a failure and what came of it. result: pending, worked, failed, skipped.
CREATE TABLE recovery_actions(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  failure_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  provider TEXT NOT NULL DEFAULT '',
  action TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '{}',
  result TEXT NOT NULL DEFAULT 'pending',
  result_at TEXT,
  result_words TEXT NOT NULL DEFAULT ''
);
CREATE INDEX recovery_actions_by_time ON recovery_actions(at);
CREATE INDEX recovery_actions_by_failure ON recovery_actions(failure_id);

-- The operator's rows of the recovery table; a pattern without one follows the program's own. pattern: a kind, or
-- kind@provider.
CREATE TABLE recovery_rules(
  pattern TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  actor TEXT NOT NULL
) WITHOUT ROWID;

-- Circuit breakers, named provider:NAME or cache:LEVEL: the state as core/net keeps it, and how many retries may still
-- be spent (thousandths; NULL: all of them). actor: who last opened or closed it by hand.
CREATE TABLE breakers(
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  retry_tokens INTEGER,
  actor TEXT NOT NULL DEFAULT '',
  changed_at TEXT NOT NULL
) WITHOUT ROWID;
