-- Who keeps a curated text that nothing proves, why and since when; no owner: nobody does, so it is not served. What
-- was kept without claims before such texts were checked was chosen by nobody.
ALTER TABLE fallbacks ADD COLUMN unchecked_owner TEXT NOT NULL DEFAULT '';
ALTER TABLE fallbacks ADD COLUMN unchecked_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE fallbacks ADD COLUMN unchecked_at TEXT;
UPDATE fallbacks SET unchecked_owner = 'before checking', unchecked_reason = 'kept before texts without claims were checked', unchecked_at = created_at
  WHERE claims = '[]';
