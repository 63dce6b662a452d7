-- Fields and years whose figures another program wrote since they were last compared with their hashes. While this
-- program writes figures, a row of field 0 says so within its transaction.
CREATE TABLE outside_marks (
  field_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  PRIMARY KEY (field_id, year)
) WITHOUT ROWID, STRICT;
CREATE TRIGGER figures_inserted AFTER INSERT ON figures WHEN NOT EXISTS (SELECT 1 FROM outside_marks WHERE field_id = 0) BEGIN INSERT OR IGNORE INTO outside_marks(field_id, year) VALUES (NEW.field_id, NEW.year); END;
CREATE TRIGGER figures_updated AFTER UPDATE ON figures WHEN NOT EXISTS (SELECT 1 FROM outside_marks WHERE field_id = 0) BEGIN INSERT OR IGNORE INTO outside_marks(field_id, year) VALUES (OLD.field_id, OLD.year); INSERT OR IGNORE INTO outside_marks(field_id, year) VALUES (NEW.field_id, NEW.year); END;
CREATE TRIGGER figures_deleted AFTER DELETE ON figures WHEN NOT EXISTS (SELECT 1 FROM outside_marks WHERE field_id = 0) BEGIN INSERT OR IGNORE INTO outside_marks(field_id, year) VALUES (OLD.field_id, OLD.year); END;
