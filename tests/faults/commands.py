"""The commands that write, each with the store it starts from and what must be true when it says that it is done.

A store is prepared once and copied for every point. Times stand still (--now), so that the rows a command writes are the
same each time and a table can be compared whole.
"""
import csv
import io
import json
import os
import shlex
import sqlite3

NOW = "2026-06-04T09:00:00Z"


class Command:
    """args: what is run, {w} being the folder of the point. start: the prepared store. made: files and folders that it makes.
    loose: tables that may lag behind or run ahead of the rest, as another transaction writes them. again: it can be run again
    for the same end; else `doctor` alone says that the store is well. upgrades: it finds an older store and brings it up to date
    first, in a transaction of its own that stands whatever becomes of the job."""

    def __init__(self, name, args, start="full", loose=(), made=(), check=None, again=True, writes=True, upgrades=False):
        self.name, self.args, self.start = name, shlex.split(args), start
        self.loose = set(LOOSE) | set(loose)
        self.made, self.check, self.again, self.writes, self.upgrades = made, check, again, writes, upgrades


# Records about the run itself, the cache (which is made anew from the set) and what noticing trouble leaves.
LOOSE = ("runs", "audit", "undo_steps", "cache_entries", "cache_stats", "cache_days", "leases", "failures", "failure_hours", "recovery_actions",
         "breakers", "served_links", "sqlite_sequence", "slot_outcomes", "metric_series", "metric_minutes", "metric_rollups", "metric_coverage")
# Written when the run ends, after the transaction of the job: a process that dies in between leaves them as they were.
RECORDS = ("audit", "undo_steps")
# Columns that differ from run to run.
VOLATILE = {"runs": ("host", "pid", "heartbeat_at", "stages"), "cache_entries": None, "cache_stats": None, "cache_days": None,
            "leases": None, "breakers": None, "sqlite_sequence": None,
            "metric_series": None, "metric_minutes": None, "metric_rollups": None, "metric_coverage": None}


# The number of a run: one that failed before has taken a number.
RUNS = ("run", "run_id", "processed_run")


def tables(store):
    """Table → its rows as text. None: there is no store."""
    if not os.path.exists(store) or os.path.getsize(store) == 0:
        return {}
    db = sqlite3.connect(store)
    try:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        dump = {}
        for name in names:
            hidden = VOLATILE.get(name, ())
            if hidden is None:
                continue
            columns = [f"{row[1]} IS NULL" if row[1] in RUNS else row[1] for row in db.execute(f"PRAGMA table_info({name})") if row[1] not in hidden]
            rows = db.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
            dump[name] = "\n".join(sorted(repr(row) for row in rows))
        dump["user_version"] = str(db.execute("PRAGMA user_version").fetchone()[0])
        return dump
    finally:
        db.close()


def integrity(store):
    if not os.path.exists(store) or os.path.getsize(store) == 0:
        return "ok"
    db = sqlite3.connect(store)
    try:
        return "; ".join(row[0] for row in db.execute("PRAGMA integrity_check"))
    finally:
        db.close()


def bundle_is_whole(run, folder):
    link = os.path.join(folder, "latest")
    if not os.path.islink(link):
        link = os.path.join(folder, "latest.zip")
    code, out, err = run(["verify-bundle", link])
    return None if code == 0 else f"the bundle is not whole: {out[-300:]}{err[-300:]}"


def backup_is_whole(path):
    if integrity(path) != "ok" or not tables(path).get("figures"):
        return "the backup is not whole"
    return None


def json_is_whole(path):
    with open(path, encoding="utf-8") as file:
        json.load(file)
    return None


def csv_is_whole(path, rows):
    with open(path, newline="", encoding="utf-8-sig") as file:
        found = sum(1 for _ in csv.reader(file)) - 1
    return None if found >= rows else f"{path} has {found} rows"


def all_commands():
    out = "{w}/out"
    return [
        Command("import (new store)", "import {w}/data", start="none"),
        Command("import", "import {w}/more"),
        Command("import --rejects", f"import {{w}}/mixed --rejects {out}/rejects.csv", check=lambda run, w: csv_is_whole(f"{w}/out/rejects.csv", 1)),
        Command("import --replace", "import {w}/more --replace"),
        Command("import --undo", "import --undo 2", again=False),
        Command("build-summaries", "build-summaries", start="dirty"),
        Command("build-summaries --full", "build-summaries --full", start="dirty"),
        # Three transactions: the summaries, the set, the slots; each whole.
        Command("update-factoids", "update-factoids --force", start="dirty", loose=("summaries", "cells", "state"), again=False),
        # After a failure the next check waits for a while.
        Command("update-factoids --check-schedule", "update-factoids --check-schedule", start="dirty", loose=("summaries", "cells", "state"), again=False),
        Command("update-factoids --init-schedule", "update-factoids --init-schedule"),
        Command("curate never", "curate never E07001003 --reason why"),
        Command("curate withdraw", "curate withdraw {factoid} --reason wrong", again=False),
        Command("fallbacks add", "fallbacks add --text 'New figures appear here when they are published.' --owner desk", again=False),
        Command("fallbacks import", "fallbacks import {w}/fallbacks.json", again=False),
        Command("fallbacks export", f"fallbacks export {out}/fallbacks.json", check=lambda run, w: json_is_whole(f"{w}/out/fallbacks.json")),
        Command("fallbacks export (over)", "fallbacks export {w}/old/fallbacks.json", check=lambda run, w: json_is_whole(f"{w}/old/fallbacks.json")),
        Command("fallbacks remove", "fallbacks remove 1", again=False),
        Command("export", f"export --out {out}/bundles", check=lambda run, w: bundle_is_whole(run, f"{w}/out/bundles")),
        Command("export (beside others)", "export --out {w}/bundles", check=lambda run, w: bundle_is_whole(run, f"{w}/bundles")),
        Command("export --zip", f"export --zip --out {out}/bundles", check=lambda run, w: bundle_is_whole(run, f"{w}/out/bundles")),
        Command("backup", f"backup {out}/b.db", check=lambda run, w: backup_is_whole(f"{w}/out/b.db")),
        Command("backup (over)", "backup {w}/old/b.db", check=lambda run, w: backup_is_whole(f"{w}/old/b.db")),
        Command("restore", "restore {w}/old/b.db", start="dirty"),
        Command("undo", "undo", again=False),
        Command("redo", "redo", start="undone", again=False),
        Command("schedule set", "schedule set --slots 06:00,18:00"),
        Command("schedule pause", "schedule pause"),
        Command("settings set", "settings set site.title=Accounts"),
        Command("invalidate", "invalidate", again=True),
        Command("warm-cache", "warm-cache"),
        Command("rehearse", "rehearse memory --minutes 5"),
        Command("breakers open", "breakers open cache:memory --reason why"),
        Command("alerts set", "alerts set stale --threshold 2"),
        Command("recovery set", "recovery set rate --attempts 2"),
        Command("prune", "prune"),
        Command("changes --export", f"changes --export {out}/c.csv", check=lambda run, w: csv_is_whole(f"{w}/out/c.csv", 1)),
        Command("factoids", "factoids"),
        Command("migrate", "build-summaries", start="old", upgrades=True),
    ]


def councils():
    names = "Ashby Barton Caldon Denby Elford Farley Gatton Henley Ilston Jarrow Kelby Lorton".split()
    rows = ["code,name,type,nation,region,active_from,active_to,successor"]
    for i, name in enumerate(names):
        rows.append(f"E0700{1000 + i},{name},{'District' if i < 9 else 'County'},England,{'North' if i % 2 else 'South'},,,")
    return "\n".join(rows) + "\n"


FIELDS = ("slug,name,unit,description,comparison,polarity,per_head_of\n"
          "total_borrowing,Total borrowing outstanding,GBP,,yes,neutral,population\n"
          "spend_cultural,Cultural and related services,GBP,,yes,neutral,population\n"
          "population,Population,count,,no,neutral,\n")


def figures(bump=0):
    base = (40, 44, 51, 39, 420, 47, 36, 55, 42, 300, 340, 310)
    rows = ["council_code,field_slug,year,value"]
    for year in range(2019, 2024):
        label = f"{year}/{(year + 1) % 100:02d}"
        for i in range(12):
            code = f"E0700{1000 + i}"
            borrowing = 1_000_000 * base[i] + 100_000 * ((i * 7 + year * 13) % 17) + (year - 2014) * 1_500_000 * (i % 4) + (bump if i == 0 and year == 2023 else 0)
            rows.append(f"{code},total_borrowing,{label},{borrowing}")
            rows.append(f"{code},spend_cultural,{label},{9_000_000 - 300_000 * (year - 2014) + 50_000 * ((i * 5 + year) % 11)}")
            rows.append(f"{code},population,{label},{90_000 + 4_000 * i + 500 * (year - 2014)}")
    return "\n".join(rows) + "\n"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with io.open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_inputs(folder):
    for name, bump in (("data", 0), ("more", 7_000_000)):
        write(f"{folder}/{name}/councils.csv", councils())
        write(f"{folder}/{name}/fields.csv", FIELDS)
        write(f"{folder}/{name}/figures.csv", figures(bump))
    write(f"{folder}/mixed/figures.csv", figures(3_000_000) + "X9,total_borrowing,2023/24,1\n")
    write(f"{folder}/fallbacks.json", json.dumps({"fallbacks": [{"text": "Figures come from the councils' own returns.", "language": "en", "owner": "desk"}]}))
    os.makedirs(f"{folder}/out")
    os.makedirs(f"{folder}/old")


def make_old_store(path, sql_folder):
    """A store of the first schema, as the first version made it."""
    db = sqlite3.connect(path)
    with open(os.path.join(sql_folder, "001.sql"), encoding="utf-8") as file:
        db.executescript(file.read())
    db.execute("INSERT INTO settings(key, value) VALUES('site.title', 'Old accounts')")
    db.execute("PRAGMA user_version = 1")
    db.execute(f"PRAGMA application_id = {0x4644736b}")
    db.execute("PRAGMA journal_mode = WAL")
    db.commit()
    db.close()
