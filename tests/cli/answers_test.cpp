// What the commands that only look say about one desk with a life behind it: two imports, summaries, sets by models and
// without, failures, slots, an operator's choices. Each answer is a file of cases/answers, compared key by key, so that
// whoever rewrites a question can see that it is answered as before. What differs from one life to the next (machines,
// processes, ports, measured times, what hangs on random ids) is only compared for being there.
//
// To write the cases anew after a change that is meant: FACTOID_WRITE_ANSWERS=1 test_cli "[answers]", then read the
// difference in version control. A case that no command asks for any more is an error.
#include "tests/support/model_endpoint.h"
#include "tests/support/plain_model.h"
#include "tests/support/small_data.h"

#include <QCryptographicHash>
#include <QUrl>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

struct Question {
    const char* name; // of the case
    const char* command;
    int code = 0;
};

constexpr Question kQuestions[] = {
    {"status", "status"},
    {"doctor", "doctor", 1},
    {"figures", "figures"},
    {"figures_field", "figures spend_cultural"},
    {"figures_council", "figures --council E07001004"},
    {"figure", "figure E07001000 total_borrowing 2023/24"},
    {"figure_at", "figure E07001000 total_borrowing 2023/24 --at 2026-06-02T12:00:00Z"},
    {"imports", "imports"},
    {"changes", "changes --limit 8"},
    {"changes_smallest", "changes --type revision,data_update --sort smallest --limit 3"},
    {"changes_by_type", "changes --group type --limit 1"},
    {"changes_by_field", "changes --group field --open --limit 1"},
    {"changes_by_import", "changes --group import --processed --limit 1"},
    {"changes_by_day", "changes --group day --from 2026-06-02 --to 2026-06-04 --limit 2"},
    {"changes_text", "changes --text borrowing --council E07001000 --year 2023/24 --import 2"},
    {"changes_at_least", "changes --at-least 3 --field total_borrowing"},
    {"changes_story", "changes --id 52"},
    {"summary_all", "summary"},
    {"summary", "summary total_borrowing 2023/24"},
    {"summary_on", "summary total_borrowing 2023/24 --on 2026-06-02"},
    {"summary_compare", "summary total_borrowing 2023/24 --compare 2026-06-01"},
    {"summary_spread", "summary total_borrowing 2023/24 --spread --type District"},
    {"sample", "sample total_borrowing 2023/24 --limit 4"},
    {"forecast", "forecast total_borrowing --council E07001000"},
    {"forecast_total", "forecast total_borrowing --total --years 1"},
    {"forecast_councils", "forecast spend_cultural"},
    {"facts", "facts --limit 3"},
    {"facts_cell", "facts --limit 3 --field population --year 2020/21"},
    {"verify", "verify"},
    {"factoids", "factoids --sources"},
    {"candidates", "curate candidates --limit 4"},
    {"choices", "curate list"},
    {"fallbacks", "fallbacks list --bin"},
    {"bundles", "bundles"},
    {"schedule", "schedule show"},
    {"schedule_coming", "schedule coming --days 2"},
    {"schedule_history", "schedule history"},
    {"schedule_sleep", "schedule sleep --from 02:00 --to 11:00"},
    {"schedule_preview", "schedule preview --slots 07:00,12:00 --days 2"},
    {"runs", "runs --limit 6"},
    {"runs_problem", "runs --outcome problem"},
    {"runs_job", "runs --job import --trigger command --since 2026-06-02T00:00:00Z"},
    {"runs_days", "runs --days 5"},
    {"run_import", "runs 5"},
    {"run_by_model", "runs 4"},
    {"run_fell_back", "runs 2"},
    {"cache", "cache levels"},
    {"cache_keys", "cache keys"},
    {"cache_served", "cache served"},
    {"cache_touches", "cache touches sitewide"},
    {"errors", "errors"},
    {"errors_kind", "errors --kind transport --provider down --open"},
    {"incident", "errors 1"},
    {"incident_provider", "errors 2"},
    {"breakers", "breakers list"},
    {"recovery", "recovery list"},
    {"spend", "spend"},
    {"spend_days", "spend days --days 4"},
    {"spend_calls", "spend calls --limit 3"},
    {"spend_calls_outcome", "spend calls --outcome refused --provider down"},
    {"spend_prices", "spend prices"},
    {"models", "models"},
    {"models_pair", "models primary second"},
    {"settings", "settings list"},
    {"audit", "audit"},
    {"audit_search", "audit --search settings"},
    {"history", "history"},
};

// Keys whose values belong to one life: where and when it ran, how long it took, and numbers drawn by lot.
const QStringList kOfOneLife{
    u"host"_s,     u"pid"_s,        u"seconds"_s,          u"milliseconds"_s,     u"first_byte_ms"_s,
    u"total_ms"_s, u"latency_ms"_s, u"p50_microseconds"_s, u"p99_microseconds"_s, u"bytes"_s};

// Of runs: there only when the run was not over at once.
const QStringList kSignsOfLife{u"heartbeat_at"_s, u"stage_started_at"_s};

constexpr int kTries = 20;

const QString kMark = u"(of one life)"_s;

// The folder of the desk, the port of the endpoint and the room on the disk stand in texts too.
struct Places {
    QString folder, port;
};

QJsonValue lasting(const QJsonValue& value, const Places& places)
{
    if (value.isString()) {
        static const QRegularExpression room(u"^\\d+ MB free$"_s);
        QString text = value.toString();
        if (room.match(text).hasMatch())
            return kMark;
        return text.replace(places.folder, u"DESK"_s).replace(places.port, u"PORT"_s);
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue& each : value.toArray())
            array.append(lasting(each, places));
        return array;
    }
    if (value.isObject()) {
        QJsonObject object;
        const QJsonObject given = value.toObject();
        for (auto it = given.begin(); it != given.end(); ++it)
            object.insert(it.key(), kSignsOfLife.contains(it.key()) || (kOfOneLife.contains(it.key()) && !it->isNull())
                                        ? QJsonValue(kMark)
                                        : lasting(*it, places));
        return object;
    }
    return value;
}

// Of a long list the ends are kept whole and what is between them by its count and hash.
QJsonValue brief(const QJsonValue& value)
{
    constexpr qsizetype kEnd = 3, kLong = 20;
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            *it = brief(*it);
        return object;
    }
    if (!value.isArray())
        return value;
    const QJsonArray all = value.toArray();
    const bool isLong = all.size() > kLong && all.first().isObject();
    QJsonArray kept, between;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const bool inside = isLong && i >= kEnd && i < all.size() - kEnd;
        if (inside)
            between.append(all[i]);
        else
            kept.append(brief(all[i]));
    }
    if (isLong) {
        const QByteArray bytes = QJsonDocument(between).toJson(QJsonDocument::Compact);
        kept.insert(
            kEnd, QJsonObject{{u"between"_s, between.size()},
                              {u"sha256"_s, QString::fromLatin1(
                                                QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex())}});
    }
    return kept;
}

QString inShort(const QJsonValue& value)
{
    return value.isUndefined() ? u"nothing"_s
                               : QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

void compare(const QString& at, const QJsonValue& kept, const QJsonValue& now, QStringList& differences)
{
    if (kept.isObject() && now.isObject()) {
        const QJsonObject before = kept.toObject(), after = now.toObject();
        QStringList keys = before.keys() + after.keys();
        keys.removeDuplicates();
        for (const QString& key : keys)
            compare(at + u'.' + key, before.value(key), after.value(key), differences);
    } else if (kept.isArray() && now.isArray()) {
        const QJsonArray before = kept.toArray(), after = now.toArray();
        for (qsizetype i = 0; i < std::max(before.size(), after.size()); ++i)
            compare(u"%1[%2]"_s.arg(at).arg(i), i < before.size() ? before.at(i) : QJsonValue(QJsonValue::Undefined),
                    i < after.size() ? after.at(i) : QJsonValue(QJsonValue::Undefined), differences);
    } else if (kept != now) {
        differences << u"%1: was %2, is %3"_s.arg(at, inShort(kept), inShort(now));
    }
}

QString pathOf(const QString& name)
{
    return testPath(u"cli/cases/answers/%1.json"_s.arg(name));
}

// A desk with a life behind it, the same each time: every table of the store has rows.
class LivedDesk
{
  public:
    LivedDesk()
    {
        m_endpoint.setReply(plainReply);
        const auto provider = [&](const char* name, const QString& url) {
            return QJsonObject{{u"name"_s, QLatin1String(name)}, {u"base_url"_s, url}, {u"model"_s, u"little"_s}};
        };
        const QJsonArray providers{provider("down", u"http://127.0.0.1:9/v1"_s),
                                   provider("primary", m_endpoint.baseUrl()), provider("second", m_endpoint.baseUrl())};
        const QJsonArray prices{
            QJsonObject{
                {u"provider"_s, u"primary"_s}, {u"in"_s, u"0.50"_s}, {u"out"_s, u"1.50"_s}, {u"currency"_s, u"GBP"_s}},
            QJsonObject{{u"free"_s, true}, {u"currency"_s, u"GBP"_s}}};
        m_desk.write(u"config.json"_s, QJsonDocument(QJsonObject{{u"providers"_s, providers},
                                                                 {u"spend"_s, QJsonObject{{u"prices"_s, prices}}}})
                                           .toJson());
        firstDay();
        secondDay();
        thirdDay();
        m_desk.setNow(u"2026-06-05T12:00:00Z"_s);
    }

    [[nodiscard]] Answer look(const Question& question) const
    {
        return m_desk.run(with(QStringList{u"--json"_s, u"--read-only"_s} + words(question.command)));
    }
    [[nodiscard]] Places places() const
    {
        return {QFileInfo(m_desk.path(u"."_s)).canonicalFilePath(), QString::number(QUrl(m_endpoint.baseUrl()).port())};
    }

  private:
    [[nodiscard]] QStringList with(const QStringList& command) const
    {
        return QStringList{u"--config"_s, m_desk.path(u"config.json"_s)} + command;
    }
    void ask(const char* command) const { (void)m_desk.ask(with(words(command))); }
    void import() const { (void)m_desk.ask(with({u"import"_s, m_desk.path(u"data"_s)})); }

    // Nothing to say yet but a curated text, then figures, and a set by a model after another that is not there.
    void firstDay()
    {
        m_desk.setNow(u"2026-06-01T08:00:00Z"_s);
        (void)m_desk.ask(with({u"fallbacks"_s, u"add"_s, u"--text"_s, u"We are updating this page."_s}));
        CHECK(m_desk.run(with(words("update-factoids --force --generator statistics"))).code == 5);
        m_desk.setNow(u"2026-06-01T09:00:00Z"_s);
        writeSmallData(m_desk);
        import();
        ask("update-factoids --force");
        ask("build-summaries");
        ask("update-factoids --init-schedule");
    }
    // Figures restated, one new, a council named anew, a row that is refused.
    void secondDay()
    {
        m_desk.setNow(u"2026-06-03T09:30:00Z"_s);
        QByteArray figures = smallFigures(2'000'000);
        figures.replace("E07001003,spend_cultural,2016/17,", "E07001003,spend_cultural,2016/17,about ");
        figures.replace("E07001005,spend_cultural,2020/21,7", "E07001005,spend_cultural,2020/21,8");
        figures += "E07001000,total_borrowing,2024/25,61000000\n";
        m_desk.write(u"data/figures.csv"_s, figures);
        m_desk.write(u"data/councils.csv"_s, smallCouncils().replace("Lorton", "Lorton Vale"));
        import();
        ask("build-summaries");
        m_desk.setNow(u"2026-06-03T10:45:00Z"_s);
        ask("update-factoids --check-schedule");
        ask("update-factoids --force --generator second");
    }
    void thirdDay()
    {
        m_desk.setNow(u"2026-06-04T09:00:00Z"_s);
        CHECK(m_desk.run(with({u"import"_s, m_desk.path(u"nowhere.csv"_s)})).code != 0);
        ask("settings set factoids.set_size=4 cache.stale_days=7");
        ask("curate never E07001007");
        (void)m_desk.ask(with({u"breakers"_s, u"open"_s, u"down"_s, u"--reason"_s, u"not paid for"_s}));
        ask("recovery set rate --attempts 7");
        ask("undo");
        ask("rehearse memory --minutes 240");
        (void)m_desk.ask(with({u"export"_s, u"--out"_s, m_desk.path(u"bundles"_s)}));
        (void)m_desk.ask(with({u"fallbacks"_s, u"add"_s, u"--text"_s, u"Tea is served at four."_s, u"--unchecked"_s,
                               u"--owner"_s, u"Ann"_s, u"--reason"_s, u"it always was"_s}));
        ask("fallbacks remove 1");
        ask("warm-cache");
        m_desk.setNow(u"2026-06-05T10:45:00Z"_s);
        ask("update-factoids --check-schedule");
        // Nobody has looked at this yet.
        m_desk.setNow(u"2026-06-05T11:30:00Z"_s);
        writeSmallData(m_desk, 3'000'000);
        import();
    }

    ModelEndpoint m_endpoint;
    Desk m_desk;
};

} // namespace

TEST_CASE("each command that looks answers as its case says", "[answers]")
{
    const bool writes = qEnvironmentVariableIsSet("FACTOID_WRITE_ANSWERS");
    const LivedDesk desk;
    QStringList names;
    for (const Question& question : kQuestions) {
        const QString name = QLatin1String(question.name);
        INFO(question.name << ": " << question.command);
        CHECK_FALSE(names.contains(name));
        names << name;
        QFile file(pathOf(name));
        if (!writes)
            REQUIRE(file.open(QIODevice::ReadOnly));
        const QJsonObject kept = QJsonDocument::fromJson(writes ? QByteArray() : file.readAll()).object();
        QJsonObject now;
        QStringList differences;
        int code = -1;
        // A reader of the cache waits so briefly for it that a busy machine has him served something else.
        for (int attempt = 0; attempt < kTries && (attempt == 0 || code != question.code || !differences.isEmpty());
             ++attempt) {
            const Answer answer = desk.look(question);
            code = answer.code;
            now = brief(lasting(answer.json(), desk.places())).toObject();
            differences.clear();
            if (!writes)
                compare({}, kept, now, differences);
        }
        CHECK(code == question.code);
        INFO(differences.mid(0, 20).join(QLatin1Char('\n')).toStdString());
        CHECK(differences.isEmpty());
        if (writes) {
            REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            const QByteArray bytes = QJsonDocument(now).toJson();
            REQUIRE(file.write(bytes) == bytes.size());
        }
    }
    for (const QString& file : QDir(testPath(u"cli/cases/answers"_s)).entryList({u"*.json"_s})) {
        INFO(file.toStdString() << " is no question's case");
        CHECK(names.contains(QFileInfo(file).completeBaseName()));
    }
}
