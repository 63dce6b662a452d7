#include "app/command_line.h"

#include "core/base/literals.h"

#include <algorithm>
#include <vector>

namespace factoid {

namespace {

enum class Takes { Nothing, Text, Number };

struct Flag {
    const char* name; // without dashes
    Takes takes;
    const char* value; // what the help calls the value
    const char* help;
};

struct Command {
    const char* name;
    const char* operands; // for the help
    int least, most;      // how many operands; most < 0: any number
    const char* help;
    std::vector<Flag> flags;
};

const std::vector<Flag>& globalFlags()
{
    static const std::vector<Flag> flags{
        {"store", Takes::Text, "URL", "sqlite:PATH; the default is under the user's data folder"},
        {"cache", Takes::Text, "URL", "the shared cache; this version keeps it in the store (“store”)"},
        {"config", Takes::Text, "FILE", "JSON with the keys of the settings table"},
        {"read-only", Takes::Nothing, "", "look, but refuse whatever would change the store"},
        {"json", Takes::Nothing, "", "one JSON document on standard output"},
        {"now", Takes::Text, "ISO-8601", "the clock to use, for rehearsal and tests"},
        {"log-level", Takes::Text, "LEVEL", "debug, info, warning (default) or critical"},
        {"log-format", Takes::Text, "FORMAT", "text (default) or json, one line an entry, on standard error"},
        {"headless", Takes::Nothing, "", "run a command without a window"},
        {"help", Takes::Nothing, "", "this text, or that of one command"},
        {"version", Takes::Nothing, "", "the program's version"},
    };
    return flags;
}

const std::vector<Command>& commands()
{
    static const Flag limit{"limit", Takes::Number, "N", "how many"};
    static const Flag field{"field", Takes::Text, "SLUG", "only this field"};
    static const Flag year{"year", Takes::Text, "YEAR", "only this year"};
    static const std::vector<Command> list{
        {"import",
         "PATH…",
         0,
         -1,
         "read councils, fields and figures from files and folders",
         {{"mapping", Takes::Text, "FILE", "how a publisher's columns become figures"},
          {"replace", Takes::Nothing, "", "the files are the whole truth for the fields and years in them"},
          {"preview", Takes::Nothing, "",
           "what the files are taken for and what their rows would become; nothing is compared or written"},
          {"seed", Takes::Number, "N", "preview: other random rows"},
          {"dry-run", Takes::Nothing, "", "show the full diff, write nothing"},
          {"diff-limit", Takes::Number, "N", "dry run: only the first N rows of the diff; the totals stay whole"},
          {"rejects-limit", Takes::Number, "N", "how many rejects are listed (20)"},
          {"strict", Takes::Nothing, "", "one reject and nothing is written"},
          {"rejects", Takes::Text, "FILE", "write the rejects as CSV"},
          {"undo", Takes::Number, "IMPORT", "take an import back"}}},
        {"figures",
         "[FIELD]",
         0,
         1,
         "the fields with their completeness, or the figures of one field or of one council",
         {{"council", Takes::Text, "CODE", "all fields of this council"}}},
        {"figure",
         "COUNCIL FIELD YEAR",
         3,
         3,
         "every version of one figure, what is doubtful about it, and its row in the file",
         {{"at", Takes::Text, "ISO-8601", "as it was known at that instant"}}},
        {"build-summaries",
         "",
         0,
         0,
         "bring the summaries up to date",
         {year, field, {"full", Takes::Nothing, "", "rebuild all, and find what other programs wrote"}}},
        {"update-factoids",
         "",
         0,
         0,
         "find facts, write, prove and publish a set",
         {{"check-schedule", Takes::Nothing, "", "only if a slot or the freshness target asks for it"},
          {"force", Takes::Nothing, "", "even if nothing changed"},
          {"limit", Takes::Number, "N", "factoids on show (3)"},
          {"dry-run", Takes::Nothing, "", "show what would be published, write nothing"},
          {"init-schedule", Takes::Nothing, "", "save the schedule and start counting slots"},
          {"generator", Takes::Text, "NAME", "auto, statistics, or a provider of the config"},
          {"language", Takes::Text, "en|cy|both", "in place of the setting factoids.language"}}},
        {"factoids",
         "",
         0,
         0,
         "what a site is served now",
         {limit,
          {"language", Takes::Text, "en|cy", "the texts in this language (the set's first)"},
          {"sources", Takes::Nothing, "", "with the file and line of every number"},
          {"checked-only", Takes::Nothing, "", "without texts that are not checked"}}},
        {"summary",
         "[FIELD YEAR]",
         0,
         2,
         "the summary of a field in a year, or every newest one",
         {{"on", Takes::Text, "DATE", "as it was at the end of that day"},
          {"compare", Takes::Text, "DATE", "what differs between the end of that day and --on (today)"},
          {"spread", Takes::Nothing, "", "how the councils spread: histogram, groups and years"},
          {"type", Takes::Text, "TYPE", "the spread of this type of council"},
          {"nation", Takes::Text, "NATION", "the spread within a nation"},
          {"region", Takes::Text, "REGION", "the spread within a region"}}},
        {"sample", "FIELD YEAR", 2, 2, "a representative sample of councils", {limit}},
        {"facts",
         "",
         0,
         0,
         "the facts found, best first",
         {limit, field, year, {"null-mirror", Takes::Nothing, "", "how many facts noise would have given"}}},
        {"verify", "[FILE]", 0, 1, "prove factoids (JSON on standard input or in FILE), or the published set", {}},
        {"export",
         "",
         0,
         0,
         "write the published set as a bundle",
         {{"out", Takes::Text, "DIR", "where bundles go"}, {"zip", Takes::Nothing, "", "as one .zip"}}},
        {"verify-bundle",
         "PATH",
         1,
         1,
         "check a bundle's files, expiry and order",
         {{"previous", Takes::Text, "SHA256", "hash of the manifest of the newest bundle accepted before"}}},
        {"run",
         "",
         0,
         0,
         "stay and follow the schedule until interrupted",
         {{"slots", Takes::Nothing, "", "check the slots (the default and only work of this version)"}}},
        {"warm-cache", "", 0, 0, "fill the cache from what is published", {}},
        {"invalidate", "[PREFIX]", 0, 1, "drop cached keys that begin so (all of them)", {}},
        {"status", "", 0, 0, "schedule, freshness, cache and the last runs", {}},
        {"changes",
         "",
         0,
         0,
         "the change log, newest first",
         {limit,
          field,
          year,
          {"council", Takes::Text, "CODE", "only this council"},
          {"type", Takes::Text, "TYPES", "only these change types, with commas between"},
          {"import", Takes::Number, "IMPORT", "only what this import changed"},
          {"run", Takes::Number, "RUN", "only what this run dealt with"},
          {"open", Takes::Nothing, "", "only what no run has dealt with"},
          {"processed", Takes::Nothing, "", "only what a run has dealt with"},
          {"at-least", Takes::Text, "PERCENT", "only revisions of at least this size"},
          {"from", Takes::Text, "DATE", "from this day of the schedule's zone"},
          {"to", Takes::Text, "DATE", "up to this day, inclusive"},
          {"text", Takes::Text, "WORDS", "each word an amount, or in the council, field, type or year"},
          {"sort", Takes::Text, "ORDER", "newest (default), oldest, largest or smallest"},
          {"group", Takes::Text, "BY", "also counts by type, field, import or day"},
          {"id", Takes::Number, "CHANGE", "the whole story of one change"},
          {"export", Takes::Text, "FILE", "write all of them as CSV"}}},
        {"imports", "", 0, 0, "the imports, newest first", {limit}},
        {"schedule",
         "show|coming|history|sleep|preview|pause|resume|set",
         0,
         1,
         "look at the schedule and what it will do, pause it, resume it, or set it",
         {{"slots", Takes::Text, "TIMES", "preview, set: 06:00,10:30"},
          {"zone", Takes::Text, "ZONE", "preview, set: IANA time zone"},
          {"missed", Takes::Text, "once|skip", "preview, set: what a missed slot does"},
          {"freshness-minutes", Takes::Number, "N", "preview, set: target from change to publication"},
          {"minimum-gap-minutes", Takes::Number, "N", "preview, set: between generations"},
          {"days", Takes::Number, "N", "coming, preview: how many days (14)"},
          {"limit", Takes::Number, "N", "history: how many slots"},
          {"outcome", Takes::Text, "NAME", "history: only these"},
          {"from", Takes::Text, "TIME", "sleep: since 02:00"},
          {"to", Takes::Text, "TIME", "sleep: until 11:00"}}},
        {"runs",
         "[RUN]",
         0,
         1,
         "the runs, newest first, or one run whole",
         {limit,
          {"job", Takes::Text, "NAME", "only of this job"},
          {"outcome", Takes::Text, "NAME", "only these; problem: whatever went wrong"},
          {"trigger", Takes::Text, "NAME", "only started so"},
          {"text", Takes::Text, "TEXT", "only where the job, outcome, message or machine has it"},
          {"since", Takes::Text, "ISO-8601", "started from then on"},
          {"until", Takes::Text, "ISO-8601", "started before then"},
          {"offset", Takes::Number, "N", "leave out the newest N"},
          {"no-idle", Takes::Nothing, "", "without checks that found nothing due"},
          {"days", Takes::Number, "N", "the days in numbers in place of the runs"}}},
        {"cache",
         "levels|keys|served|touches",
         0,
         2,
         "levels and keys of the cache, who is served what, what invalidate PREFIX would touch",
         {limit, {"language", Takes::Text, "en|cy", "served: only this language"}}},
        {"rehearse",
         "memory|store|curated|end",
         1,
         1,
         "treat a cache level as dead for readers, until a time",
         {{"minutes", Takes::Number, "N", "how long (10)"},
          {"reason", Takes::Text, "TEXT", "why, for the audit log"},
          {"level", Takes::Text, "LEVEL", "end: only this one"}}},
        {"bundles", "[PATH]", 0, 1, "the bundles exported, newest first, or what is in one", {limit}},
        {"simulate",
         "",
         0,
         0,
         "replay the schedule over a publishing calendar",
         {{"days", Takes::Number, "N", "how many days (365)"}, {"seed", Takes::Number, "N", "another calendar"}}},
        {"doctor",
         "",
         0,
         0,
         "look for everything that can be wrong",
         {{"repair", Takes::Nothing, "",
           "mend what can be mended: a missing index, a missing table that may be empty, what does not belong"},
          {"providers", Takes::Nothing, "",
           "in place of the store: ask each model provider of the config for a tiny answer"}}},
        {"fallbacks",
         "list|check|add|edit|remove|restore|order|import|export",
         1,
         -1,
         "the curated factoids of last resort",
         {{"text", Takes::Text, "TEXT", "add, edit, check: the sentence"},
          {"language", Takes::Text, "en|cy", "its language"},
          {"owner", Takes::Text, "NAME", "who answers for it"},
          {"review-on", Takes::Text, "DATE", "when to look at it again"},
          {"expires-on", Takes::Text, "DATE", "last day of use"},
          {"tags", Takes::Text, "TAGS", "free words"},
          {"unchecked", Takes::Nothing, "",
           "add, edit: keep a text that nothing proves, as not checked; needs --owner and --reason"},
          {"reason", Takes::Text, "TEXT", "why it is kept unchecked"},
          {"bin", Takes::Nothing, "", "list: also those in the bin"}}},
        {"curate",
         "list|candidates|show|pin|ban|snooze|never|clear|order|withdraw|use",
         1,
         -1,
         "choose what is shown, and look behind it",
         {limit,
          {"language", Takes::Text, "en|cy", "candidates, show: in this language; use, withdraw: only its text"},
          {"until", Takes::Text, "DATE", "snooze: the day on which it ends"},
          {"reason", Takes::Text, "TEXT", "why; withdraw needs one"},
          {"text", Takes::Text, "TEXT", "use: which of its proven sentences"},
          {"position", Takes::Number, "N", "use: place in the set (the head of the reserve)"},
          {"dry-run", Takes::Nothing, "", "say what would be done, write nothing"}}},
        {"settings", "list|set|reset", 0, -1, "look at the settings, save them as KEY=VALUE, or put KEYs back", {}},
        {"audit",
         "",
         0,
         0,
         "what was done by hand, newest first",
         {limit, {"search", Takes::Text, "TEXT", "only actions with these words"}}},
        {"errors",
         "[INCIDENT]",
         0,
         1,
         "what goes wrong in patterns, the incidents, and what was done; or one incident",
         {limit,
          {"days", Takes::Number, "N", "how far back (7)"},
          {"kind", Takes::Text, "KIND", "only this kind"},
          {"provider", Takes::Text, "NAME", "only at this provider"},
          {"open", Takes::Nothing, "", "only what is not over"},
          {"hour", Takes::Number, "N", "only what was met in this hour of the day, 0 to 23"},
          {"offset", Takes::Number, "N", "leave out the newest N"}}},
        {"breakers",
         "list|open|close|release",
         0,
         2,
         "the circuit breakers; keep one open or closed by NAME, or let it go",
         {{"reason", Takes::Text, "TEXT", "open, close: why"}}},
        {"recovery",
         "list|set|reset",
         0,
         2,
         "which actions which failure calls for; change a row by PATTERN, or put it back",
         {{"steps", Takes::Text, "ACTIONS", "set: in order, with commas between"},
          {"attempts", Takes::Number, "N", "set: how often the same is tried"},
          {"first-ms", Takes::Number, "N", "set: first wait, at most"},
          {"longest-ms", Takes::Number, "N", "set: longest wait of our own"},
          {"longest-asked-ms", Takes::Number, "N", "set: longest wait that a provider may ask for"},
          {"alert-after", Takes::Number, "N", "set: call a person from so many times on"},
          {"retry-on-new-input", Takes::Text, "yes|no", "set: try again at once when the figures changed"}}},
        {"spend",
         "now|days|calls|prices",
         0,
         1,
         "what models cost, beside the caps and beside a refresh every 30 minutes",
         {limit,
          {"days", Takes::Number, "N", "days: how many (7)"},
          {"run", Takes::Number, "RUN", "calls: only of this run"},
          {"provider", Takes::Text, "NAME", "calls: only at this provider"},
          {"outcome", Takes::Text, "NAME", "calls: only these"},
          {"offset", Takes::Number, "N", "calls: leave out the newest N"}}},
        {"models",
         "[PROVIDER PROVIDER…]",
         0,
         -1,
         "how well each language model did, from the replies that are kept; several side by side on the same prompts",
         {{"days", Takes::Number, "N", "how far back (90)"},
          {"in-a-row", Takes::Number, "N", "chance that N replies in a row are clean (5)"}}},
        {"backup", "FILE", 1, 1, "copy the store, whole and checked", {}},
        {"restore", "FILE", 1, 1, "make the store as a backup has it", {}},
        {"prune", "", 0, 0, "delete what is past its retention", {}},
        {"undo",
         "",
         0,
         0,
         "take the newest change of an operator back",
         {{"step", Takes::Number, "N", "only if this step of `history` is the next"},
          {"dry-run", Takes::Nothing, "", "say what would be undone, write nothing"}}},
        {"redo",
         "",
         0,
         0,
         "do again what was undone last",
         {{"step", Takes::Number, "N", "only if this step of `history` is the next"},
          {"dry-run", Takes::Nothing, "", "say what would be done again, write nothing"}}},
        {"history", "", 0, 0, "the changes that can be undone or done again, newest first", {limit}},
        {"cancel", "RUN", 1, 1, "ask a run, in whichever process, to stop", {}},
    };
    return list;
}

const Command* findCommand(const QString& name)
{
    const auto found =
        std::ranges::find_if(commands(), [&](const Command& command) { return name == QLatin1String(command.name); });
    return found == commands().end() ? nullptr : &*found;
}

QString flagLine(const Flag& flag)
{
    QString left = u"  --"_s + QLatin1String(flag.name);
    if (flag.takes != Takes::Nothing)
        left += QLatin1Char(' ') + QString::fromUtf8(flag.value);
    constexpr int kColumn = 30;
    return left.leftJustified(kColumn) + QString::fromUtf8(flag.help) + QLatin1Char('\n');
}

const Flag* findFlag(const std::vector<Flag>& flags, const QString& name)
{
    const auto found = std::ranges::find_if(flags, [&](const Flag& flag) { return name == QLatin1String(flag.name); });
    return found == flags.end() ? nullptr : &*found;
}

std::unexpected<Error> usage(const QString& message)
{
    return fail(ErrorKind::Usage, message);
}

Result<void> setGlobal(CommandLine& line, const QString& name, const QString& value)
{
    if (name == "store"_L1)
        line.store = value;
    else if (name == "config"_L1)
        line.config = value;
    else if (name == "log-level"_L1)
        line.logLevel = value;
    else if (name == "log-format"_L1)
        line.logFormat = value;
    else if (name == "json"_L1)
        line.json = true;
    else if (name == "read-only"_L1)
        line.readOnly = true;
    else if (name == "headless"_L1)
        line.headless = true;
    else if (name == "help"_L1)
        line.help = true;
    else if (name == "version"_L1)
        line.version = true;
    else if (name == "cache"_L1 && value != "store"_L1)
        return usage(
            u"“%1” is not a cache that this version can use; the cache is kept in the store (--cache store)"_s.arg(
                value));
    else if (name == "now"_L1) {
        line.now = QDateTime::fromString(value, Qt::ISODateWithMs);
        if (!line.now.isValid())
            return usage(u"“%1” is not an instant; write 2026-03-29T00:30:00Z"_s.arg(value));
        if (line.now.timeSpec() == Qt::LocalTime)
            return usage(u"“%1” has no zone; add Z or an offset such as +01:00"_s.arg(value));
    }
    return {};
}

Result<void> checkCommand(const CommandLine& line, const Command& command)
{
    const auto given = static_cast<int>(line.arguments.size());
    const bool undo = line.options.contains(u"undo"_s);
    if (line.command == "import"_L1 && given == 0 && !undo)
        return usage(u"import needs a file or a folder"_s);
    if (line.command == "summary"_L1 && given == 1)
        return usage(u"summary needs FIELD YEAR, or neither for all of them"_s);
    if (given < command.least)
        return usage(u"%1 needs %2"_s.arg(line.command, QString::fromUtf8(command.operands)));
    if (command.most >= 0 && given > command.most)
        return usage(u"%1 does not know what to do with “%2”"_s.arg(line.command, line.arguments[command.most]));
    return {};
}

} // namespace

QString helpText(const QString& name)
{
    QString text;
    if (const Command* command = findCommand(name)) {
        text = u"factoid-desk --headless %1 %2\n\n%3\n\n"_s.arg(name, QString::fromUtf8(command->operands),
                                                                QString::fromUtf8(command->help));
        for (const Flag& flag : command->flags)
            text += flagLine(flag);
        return text + u"\nGlobal options are in factoid-desk --help; all of it in docs/command-line.md.\n"_s;
    }
    text = u"factoid-desk                                opens the window\n"
           "factoid-desk --headless COMMAND [options]   runs a command without a display\n\nCommands\n"_s;
    constexpr int kColumn = 20;
    for (const Command& command : commands())
        text += u"  "_s + QString::fromLatin1(command.name).leftJustified(kColumn) + QString::fromUtf8(command.help) +
                QLatin1Char('\n');
    text += u"\nGlobal options\n"_s;
    for (const Flag& flag : globalFlags())
        text += flagLine(flag);
    return text + u"\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 input rejected, 4 store or cache not reachable or "
                  u"too new,\n"
                  "5 a fallback was served, 6 verification failed, 130 interrupted.\n"_s;
}

Result<CommandLine> parseCommandLine(const QStringList& arguments)
{
    CommandLine line;
    const Command* command = nullptr;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString& argument = arguments[i];
        if (!argument.startsWith("--"_L1)) {
            if (command) {
                line.arguments << argument;
                continue;
            }
            command = findCommand(argument);
            if (!command)
                return usage(u"there is no command “%1”; --help lists them"_s.arg(argument));
            line.command = argument;
            continue;
        }
        const qsizetype equals = argument.indexOf(QLatin1Char('='));
        const QString name = argument.mid(2, equals < 0 ? -1 : equals - 2);
        const Flag* global = findFlag(globalFlags(), name);
        const Flag* flag = command ? findFlag(command->flags, name) : nullptr;
        if (!flag && !global) {
            return usage(command ? u"%1 has no option --%2"_s.arg(line.command, name)
                                 : u"there is no option --%1 (options of a command come after it)"_s.arg(name));
        }
        const Flag& known = flag ? *flag : *global;
        QString value;
        if (known.takes == Takes::Nothing && equals >= 0)
            return usage(u"--%1 takes no value"_s.arg(name));
        if (known.takes != Takes::Nothing) {
            if (equals < 0 && i + 1 >= arguments.size())
                return usage(u"--%1 needs %2"_s.arg(name, QString::fromUtf8(known.value)));
            value = equals < 0 ? arguments[++i] : argument.mid(equals + 1);
        }
        if (!flag) {
            TRY(setGlobal(line, name, value));
            continue;
        }
        QString key = name;
        key.replace(QLatin1Char('-'), QLatin1Char('_'));
        if (known.takes == Takes::Nothing) {
            line.options.insert(key, true);
        } else if (known.takes == Takes::Text) {
            line.options.insert(key, value);
        } else {
            bool isNumber = false;
            const int number = value.toInt(&isNumber);
            if (!isNumber || number < 1)
                return usage(u"--%1 needs a whole number from 1, not “%2”"_s.arg(name, value));
            line.options.insert(key, number);
        }
    }
    if (line.help || line.version || !command)
        return line;
    TRY(checkCommand(line, *command));
    return line;
}

} // namespace factoid
