-- Alerts: rules, where each stands, incidents, silences, who is told and what was said. docs/alerts.md describes them.

-- The operator's rows; a rule without one is the program's own. body: JSON.
CREATE TABLE alert_rules(
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  actor TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- Where the alert of a rule stands after `minute`, the last one that was looked at (counted from 1970).
CREATE TABLE alert_states(
  rule TEXT PRIMARY KEY,
  minute INTEGER NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- From the minute in which it fired to the one in which it was over. told_at: when a message was written about it.
CREATE TABLE alert_incidents(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL,
  began INTEGER NOT NULL,
  ended INTEGER,
  worst REAL NOT NULL,
  last REAL NOT NULL,
  threshold REAL NOT NULL,
  told_at TEXT,
  body TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX alert_incidents_by_time ON alert_incidents(began);
CREATE UNIQUE INDEX alert_incidents_open ON alert_incidents(rule) WHERE ended IS NULL;

-- rule: empty for all. weekdays: "1,5" (Monday is 1) with starts ("22:00", in the schedule's zone) and minutes: again and again
-- between from_at and until_at; empty: all the time between them.
CREATE TABLE alert_silences(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL DEFAULT '',
  from_at TEXT NOT NULL,
  until_at TEXT NOT NULL,
  weekdays TEXT NOT NULL DEFAULT '',
  starts TEXT NOT NULL DEFAULT '',
  minutes INTEGER NOT NULL DEFAULT 0,
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

-- Who is told. kind: log, webhook, mail. body: JSON, never a secret: it names the environment variable that has it.
CREATE TABLE alert_sinks(
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  actor TEXT NOT NULL
) WITHOUT ROWID, STRICT;

-- What is to be said to whom: written with the incident, sent afterwards. state: pending, sent, failed.
CREATE TABLE alert_messages(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sink TEXT NOT NULL,
  kind TEXT NOT NULL,
  created_at TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at TEXT NOT NULL,
  sent_at TEXT,
  result TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX alert_messages_open ON alert_messages(next_at) WHERE state = 'pending';
