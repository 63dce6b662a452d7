-- Codes that a council had before, or of bodies whose place it took: codes with blanks between them, each perhaps with a
-- colon and the day on which it ended ("E08000020:2013-04-01").
ALTER TABLE councils ADD COLUMN predecessor TEXT NOT NULL DEFAULT '';
