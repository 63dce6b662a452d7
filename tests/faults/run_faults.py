#!/usr/bin/env python3
"""Hurts every command that writes at every call on a file, and looks at what is left.

Each point starts from a copy of a prepared store. One call of the command fails (ENOSPC, EIO …), is cut short, or is the last
before the process is killed. Then: the exit code and the sentence are those of the documents, the store opens, it is whole by
SQLite's check and by `doctor`, each table is as before or as after and those of one transaction agree, what was reported
as done is there, no file is left behind; and the same command run again does its work.

  run_faults.py --binary B --shim S --all                every point
  run_faults.py --binary B --shim S --sample 400         so many, drawn evenly from the commands; --seed N draws the same again
  run_faults.py … --command export --point 17:ENOSPC+    one point (+: the trouble stays)
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import commands as table

HERE = os.path.dirname(os.path.abspath(__file__))
SQL = os.path.join(HERE, "../../resources/sql/sqlite")
TIMEOUT = 60
EXIT_OF_KIND = {"failed": 1, "disk_full": 1, "usage": 2, "input": 3, "store": 4, "store_busy": 4, "store_too_new": 4, "cache": 4, "verification": 6, "interrupted": 130}
# What an error of the disk may be said to be. A fault may also be survived (0, or 5 for readers).
KINDS_OF_ERROR = {
    "ENOSPC": {"disk_full"},
    "EIO": {"failed", "store", "input", "cache"},
    "EACCES": {"failed", "store", "input", "cache", "usage"},
    "ENOLCK": {"failed", "store", "store_busy", "cache"},
    "ENOMEM": {"failed", "store", "cache"},
}
# Per kind of call: what can go wrong there. + stays.
FAULTS = {
    "open": ("kill", "EACCES"),
    "openat": ("kill", "EACCES"),
    "write": ("kill", "half", "short", "ENOSPC+", "EIO"),
    "pwrite": ("kill", "half", "short", "ENOSPC+", "EIO"),
    "sendfile": ("kill", "half", "ENOSPC+", "EIO"),
    "fsync": ("kill", "EIO"),
    "fdatasync": ("kill", "EIO"),
    "ftruncate": ("kill", "ENOSPC+", "EIO"),
    "lock": ("EIO", "ENOLCK"),
    "flock": ("EIO",),
    "mmap": ("ENOMEM",),
    "rename": ("kill", "ENOSPC+", "EACCES"),
    "mkdir": ("kill", "ENOSPC+", "EACCES"),
    "symlink": ("kill", "ENOSPC+", "EACCES"),
    "link": ("kill", "ENOSPC+", "EACCES"),
    "unlink": ("kill", "EACCES", "EIO"),
    "rmdir": ("kill", "EACCES"),
    "chmod": ("kill", "EACCES"),
    "fchmod": ("kill", "EACCES"),
}


class Harness:
    def __init__(self, binary, shim, root):
        self.binary, self.shim, self.root = binary, shim, root
        self.starts = {}
        self.commands = {command.name: command for command in table.all_commands()}

    def run(self, args, folder, now=table.NOW, extra=None, store="store.db"):
        """The program on the folder's store; (code, output, errors). A signal is a negative code."""
        env = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": os.path.join(self.root, "home"), "QT_LOGGING_RULES": ""}
        for key in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LD_LIBRARY_PATH"):
            if key in os.environ:
                env[key] = os.environ[key]
        env.update(extra or {})
        line = [self.binary, "--headless", "--json", "--store", f"sqlite:{folder}/{store}", "--now", now] + args
        try:
            done = subprocess.run(line, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT, cwd=self.root, env=env)
        except subprocess.TimeoutExpired:
            return "timeout", "", ""
        return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")

    def must(self, args, folder, now):
        code, out, err = self.run(args, folder, now)
        if code not in (0, 5):
            sys.exit(f"preparing: {' '.join(args)} ended with {code}\n{out}{err}")
        return out

    def prepare(self):
        """The folders that points are copied from."""
        for name in ("none", "full", "dirty", "undone", "old"):
            self.starts[name] = os.path.join(self.root, "start-" + name)
        none, full = self.starts["none"], self.starts["full"]
        os.makedirs(os.path.join(self.root, "home"))
        table.write_inputs(none)
        shutil.copytree(none, full, symlinks=True)
        day = "2026-06-0{}T09:00:00Z".format
        w = full
        self.must(["import", f"{w}/data"], w, day(1))
        self.must(["build-summaries"], w, day(1))
        self.must(["update-factoids", "--init-schedule"], w, day(1))
        self.must(["fallbacks", "add", "--text", "We are updating this page."], w, day(1))
        self.must(["fallbacks", "add", "--text", "Contains public sector information licensed under the Open Government Licence v3.0."], w, day(1))
        self.must(["update-factoids", "--force"], w, day(1))
        self.must(["export", "--out", f"{w}/bundles"], w, day(2))
        self.must(["fallbacks", "export", f"{w}/old/fallbacks.json"], w, day(2))
        table.write(f"{w}/second.csv", "council_code,field_slug,year,value\nE07001001,total_borrowing,2023/24,45000000\n")
        self.must(["import", f"{w}/second.csv"], w, day(2))
        self.must(["build-summaries"], w, day(2))
        self.must(["backup", f"{w}/old/b.db"], w, day(2))
        self.must(["settings", "set", "site.title=Before"], w, day(3))
        shown = json.loads(self.must(["factoids"], w, day(3)))["factoids"]
        self.factoid = shown[0]["id"]
        shutil.copytree(full, self.starts["dirty"], symlinks=True)
        self.must(["import", f"{full}/more"], self.starts["dirty"], day(3))
        shutil.copytree(full, self.starts["undone"], symlinks=True)
        self.must(["undo"], self.starts["undone"], day(3))
        shutil.copytree(none, self.starts["old"], symlinks=True)
        table.make_old_store(os.path.join(self.starts["old"], "store.db"), SQL)

    def args_of(self, command, w):
        return [a.replace("{w}", w).replace("{factoid}", self.factoid) for a in command.args]

    def fresh(self, command, name):
        # One path for all copies of a command: paths are among the rows that it writes.
        w = os.path.join(self.root, name)
        shutil.rmtree(w, ignore_errors=True)
        shutil.copytree(self.starts[command.start], w, symlinks=True)
        return w

    def listing(self, w):
        found = set()
        for folder, folders, files in os.walk(w):
            for name in folders + files:
                found.add(os.path.relpath(os.path.join(folder, name), w))
        return found


class Clean:
    """What the command does when nothing goes wrong: its calls, and the store and the files before and after."""

    def __init__(self, harness, command, slot):
        w = harness.fresh(command, slot)
        self.before = table.tables(f"{w}/store.db")
        self.files_before = harness.listing(w)
        log = os.path.join(harness.root, slot + ".log")
        if os.path.exists(log):
            os.remove(log)
        self.code, out, err = harness.run(harness.args_of(command, w), w, extra={"LD_PRELOAD": harness.shim, "FAULT_ROOT": w, "FAULT_LOG": log})
        if self.code != 0:
            sys.exit(f"{command.name} ended with {self.code} though nothing was wrong\n{out}{err}")
        self.after = table.tables(f"{w}/store.db")
        self.files_after = harness.listing(w)
        # A schedule that is paused, a disk that is nearly full: what `doctor` says without any fault.
        self.unhealthy = (unhealthy(harness.run(["doctor"], w)[1]) or set()) | {"disk space"}
        self.calls = []
        with open(log, encoding="utf-8", errors="replace") as file:
            for line in file:
                number, call, _needs, name = line.rstrip("\n").split(" ", 3)
                self.calls.append((int(number), call, name))
        self.calls.sort()
        self.points = [(number, fault, call, name) for number, call, name in self.calls for fault in FAULTS.get(call, ())]


# Beside an open store, and after a kill, SQLite keeps these.
STORE_FILES = ("-wal", "-shm", "-journal")


# What readers counted while the store could not be written; whoever writes its counts next takes it in.
COUNTS = "-counts"


def spare(name):
    return name.endswith(STORE_FILES)


def look_at_state(command, clean, now, code):
    """Sentences about tables that are neither as before nor as after, and about tables that do not agree."""
    problems = []
    if not now and clean.before:
        return ["the store is gone"]
    if not now:
        return ["reported as done, but there is no store"] if code == 0 else []
    changed, kept = [], []
    # A new store is there, or it is not, or it is empty.
    if not clean.before and (now.get("user_version") == "0" or not now.get("figures")):
        return ["reported as done, but the store is empty"] if code == 0 else []
    for name in sorted(set(clean.after) | set(clean.before)):
        rows, before, after = now.get(name), clean.before.get(name), clean.after.get(name)
        if before == after:
            if rows != before and name not in command.loose:
                problems.append(f"{name} is changed, which the command does not do")
            continue
        if name in command.loose:
            continue
        if rows == after:
            changed.append(name)
        elif rows == before:
            kept.append(name)
        else:
            problems.append(f"{name} is neither as before nor as after")
    if changed and kept:
        problems.append(f"half done: {', '.join(changed)} as after, {', '.join(kept)} as before")
    if code == 0 and kept and command.writes:
        problems.append(f"reported as done, but {', '.join(kept)} as before")
    if isinstance(code, int) and code > 0 and changed and not kept and not command.upgrades:
        problems.append(f"reported as failed, but {', '.join(changed)} as after")
    for name in table.RECORDS:
        before, after = clean.before.get(name), clean.after.get(name)
        if before == after or (changed and kept):
            continue
        if changed and now.get(name) == before and not (command.upgrades and code != 0):
            problems.append(f"{'reported as done' if code == 0 else 'done'}, but {name} does not say so")
        if kept and not changed and now.get(name) == after:
            problems.append(f"not done, but {name} says so")
    return problems


def is_done(command, clean, now):
    """Whether the command's own tables are as after (of one that changes none: not)."""
    mine = [name for name in clean.after if clean.after[name] != clean.before.get(name) and name not in command.loose]
    return bool(mine) and all(now.get(name) == clean.after[name] for name in mine)


def look_at_words(fault, code, out, err):
    """What is wrong with the exit code and the sentence."""
    if code == "timeout":
        return ["it does not end"]
    if code < 0:
        if code == -signal.SIGKILL and fault in ("kill", "half"):
            return []
        return [f"it died of signal {-code}"]
    problems = []
    if code not in (0, 1, 2, 3, 4, 5, 6, 130):
        problems.append(f"the exit code is {code}")
    try:
        document = json.loads(out)
    except ValueError:
        return problems + [f"what is printed is no JSON: {out[:200]!r} {err[-200:]!r}"]
    error = document.get("error") if isinstance(document, dict) else None
    if code in (0, 5):
        return problems + (["an error is printed with exit code 0"] if error else [])
    if not error:
        return problems if code == 1 and "healthy" in document else problems + [f"exit code {code} without an error in the document"]
    if EXIT_OF_KIND.get(error["kind"]) != code:
        problems.append(f"kind {error['kind']} with exit code {code}")
    allowed = KINDS_OF_ERROR.get(fault.rstrip("+"))
    if allowed is not None and error["kind"] not in allowed:
        problems.append(f"{fault.rstrip('+')} is called {error['kind']}: {error['message'][:160]}")
    if not err.strip().splitlines()[-1].startswith("factoid-desk: "):
        problems.append("the sentence does not stand last on standard error")
    return problems


def try_point(harness, command, clean, point, slot):
    """The problems found at one point."""
    number, fault, call, name = point
    w = harness.fresh(command, slot)
    fired = os.path.join(harness.root, slot + ".fired")
    if os.path.exists(fired):
        os.remove(fired)
    extra = {"LD_PRELOAD": harness.shim, "FAULT_ROOT": w, "FAULT_AT": str(number), "FAULT_DO": fault.rstrip("+"), "FAULT_STAY": "1" if fault.endswith("+") else "0", "FAULT_FIRED": fired}
    args = harness.args_of(command, w)
    code, out, err = harness.run(args, w, extra=extra)
    reached = os.path.exists(fired)
    problems = look_at_words(fault, code, out, err)
    store = f"{w}/store.db"

    def run(more):
        return harness.run(more, w)

    def look(stage, code_):
        try:
            whole = table.integrity(store)
            if whole != "ok":
                problems.append(f"{stage}: integrity_check: {whole[:200]}")
                return
            for problem in look_at_state(command, clean, table.tables(store), code_):
                problems.append(f"{stage}: {problem}")
        except Exception as problem:  # whatever Python's SQLite says is the finding
            problems.append(f"{stage}: the store does not open: {problem}")

    look("after it", code)
    if code == 0 and command.check:
        problem = command.check(run, w)
        if problem:
            problems.append(f"reported as done: {problem}")
    killed = isinstance(code, int) and code < 0
    allowed = clean.files_before | clean.files_after
    if not killed:
        left = sorted(n for n in harness.listing(w) - allowed if not spare(n) and not n.endswith(COUNTS))
        if left:
            problems.append(f"left behind: {', '.join(left)}")
    if os.path.exists(store) and os.path.getsize(store) > 0 and table.tables(store).get("user_version", "0") != "0" and command.start != "old":
        code_, out_, err_ = run(["doctor"])
        found = unhealthy(out_)
        if found is None:
            problems.append(f"doctor ends with {code_}: {err_[-200:]}")
        else:
            # What was not done is still to be done: that changes wait for a set is true, and no harm to the store.
            waiting = {"nothing is wrong now"} if code != 0 else set()
            if found - clean.unhealthy - waiting:
                problems.append(f"doctor: {', '.join(sorted(found - clean.unhealthy - waiting))}")
    done = is_done(command, clean, table.tables(store)) if not problems else True
    if code != 0 and (command.again or killed):
        again, out_, err_ = harness.run(args, w)
        if command.again and again != 0:
            problems.append(f"run again it ends with {again}: {err_[-300:]}")
        elif command.again and not done:
            look("run again", 0)
            if command.check:
                problem = command.check(run, w)
                if problem:
                    problems.append(f"run again: {problem}")
        left = sorted(n for n in harness.listing(w) - allowed if not spare(n))
        if left and not done:
            problems.append(f"left behind for good: {', '.join(left)}")
    if any(n.endswith(COUNTS) for n in harness.listing(w) - allowed):
        run(["factoids"])
        if any(n.endswith(COUNTS) for n in harness.listing(w) - allowed):
            problems.append("left behind for good: what readers counted")
    return reached, code, problems


def unhealthy(document):
    """The names of the checks of `doctor` that are not fine; None when it is no examination."""
    try:
        return {check["name"] for check in json.loads(document)["checks"] if not check["ok"]}
    except (ValueError, KeyError):
        return None


def read_known():
    known = []
    with open(os.path.join(HERE, "known_ends.txt"), encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line and not line.startswith("#"):
                command, what, why = (part.strip() for part in line.split("|", 2))
                known.append((command, what, why))
    return known


def known_end(known, command, problem):
    for entry in known:
        if entry[0] in ("*", command) and entry[1] in problem:
            return entry
    return None


def draw(points_of, count, seed):
    """So many points, the commands taken in turn, each command's in random order."""
    rng = random.Random(seed)
    queues = []
    for name in sorted(points_of):
        mine = [(name, point) for point in points_of[name]]
        rng.shuffle(mine)
        queues.append(collections.deque(mine))
    drawn = []
    while len(drawn) < count and any(queues):
        for queue in queues:
            if queue and len(drawn) < count:
                drawn.append(queue.popleft())
    return drawn


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--shim", required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--command", action="append", help="only this command; may be given several times")
    parser.add_argument("--point", help="only this point: NUMBER:FAULT")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="the commands and how many points each has")
    parser.add_argument("--figures", help="write a table of the figures into this file")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1 << 31)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))  # the folder is taken away then, too
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    root = tempfile.mkdtemp(prefix="factoid-faults-", dir=memory)
    began = time.monotonic()
    try:
        return work(given, seed, root, began)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def work(given, seed, root, began):
    harness = Harness(os.path.abspath(given.binary), os.path.abspath(given.shim), root)
    harness.prepare()
    names = given.command or list(harness.commands)
    unknown = [name for name in names if name not in harness.commands]
    if unknown:
        sys.exit(f"there is no command {', '.join(unknown)}; there are: {', '.join(harness.commands)}")

    slots = [f"w{i}" for i in range(given.jobs)]
    clean = {}  # per command and slot: the paths differ
    lock = threading.Lock()
    free = list(slots)

    def in_slot(work_):
        with lock:
            slot = free.pop()
        try:
            return work_(slot)
        finally:
            with lock:
                free.append(slot)

    def clean_of(name, slot):
        key = (name, slot)
        if key not in clean:
            clean[key] = Clean(harness, harness.commands[name], slot)
        return clean[key]

    pool = concurrent.futures.ThreadPoolExecutor(max_workers=given.jobs)
    for future in [pool.submit(in_slot, lambda slot, name=name: clean_of(name, slot)) for name in names]:
        future.result()
    points_of = {name: next(c for (n, _), c in clean.items() if n == name).points for name in names}
    if given.list:
        for name in names:
            print(f"{len(points_of[name]):6}  {name}")
        return 0
    if given.point:
        number, fault = given.point.split(":")
        chosen = [(name, next((p for p in points_of[name] if p[0] == int(number) and p[1] == fault), (int(number), fault, "?", "?"))) for name in names]
    elif given.all:
        chosen = [(name, point) for name in names for point in points_of[name]]
    else:
        chosen = draw(points_of, given.sample or 400, seed)
    print(f"faults: {len(chosen)} of {sum(map(len, points_of.values()))} points of {len(names)} commands, seed {seed}", flush=True)

    known = read_known()
    found = collections.defaultdict(list)
    used = set()
    tally = collections.defaultdict(collections.Counter)

    def one(slot, name, point):
        return name, point, try_point(harness, harness.commands[name], clean_of(name, slot), point, slot)

    futures = [pool.submit(in_slot, lambda slot, n=name, p=point: one(slot, n, p)) for name, point in chosen]
    for done, future in enumerate(concurrent.futures.as_completed(futures), 1):
        name, point, (reached, code, problems) = future.result()
        count = tally[name]
        count["points"] += 1
        count["reached"] += reached
        count["killed" if isinstance(code, int) and code < 0 else "survived" if code in (0, 5) else "failed"] += 1
        fresh = []
        for problem in problems:
            entry = known_end(known, name, problem)
            if entry:
                used.add(entry)
                count["known"] += 1
            else:
                fresh.append(problem)
        if fresh:
            count["odd"] += 1
            for problem in fresh:
                if (name, problem) not in found:
                    print(f"odd: {name} at {point[0]}:{point[1]} ({point[2]} {point[3]}): {problem}", flush=True)
                found[(name, problem)].append(point)
        if done % 500 == 0:
            print(f"faults: {done} done, {len(found)} odd ends, {time.monotonic() - began:.0f} s", flush=True)

    for (name, problem), points in sorted(found.items()):
        examples = ", ".join(f"{number}:{fault} ({call} {file})" for number, fault, call, file in sorted(points)[:4])
        print(f"ODD  {name}: {problem}\n     at {len(points)} points: {examples}")
    if given.all and not given.command:
        for entry in known:
            if entry not in used:
                print(f"GONE {entry[0]} | {entry[1]}: no point finds it any more; take it out of known_ends.txt")
    if given.figures:
        with open(given.figures, "w", encoding="utf-8") as file:
            file.write("| command | points | killed there | failed | survived | odd | known |\n| --- | --: | --: | --: | --: | --: | --: |\n")
            for name in names:
                c = tally[name]
                file.write(f"| {name} | {c['points']} | {c['killed']} | {c['failed']} | {c['survived']} | {c['odd']} | {c['known']} |\n")
    total = sum((c for c in tally.values()), collections.Counter())
    used_ = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = resource.getrusage(resource.RUSAGE_SELF)
    processor = used_.ru_utime + used_.ru_stime + own.ru_utime + own.ru_stime
    print(f"faults: {total['points']} points ({total['reached']} reached): {total['killed']} killed, {total['failed']} failed, {total['survived']} survived; "
          f"{total['odd']} odd, {total['known']} known; seed {seed}; {time.monotonic() - began:.0f} s, of the processors {processor:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
