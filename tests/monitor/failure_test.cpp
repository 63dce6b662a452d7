// One incident one row, whatever numbers its sentences hold.
#include "core/monitor/recovery/incident_log.h"
#include "tests/monitor/monitor_support.h"

#include <random>
#include <thread>

using namespace factoid;
using namespace factoid::test;

namespace {

Failure failureOf(FailureKind kind, const QString& sentence, const QString& provider = {}, const QString& field = {},
                  const QString& job = u"update-factoids"_s)
{
    Failure failure;
    failure.kind = kind;
    failure.sentence = Message::verbatim(sentence);
    failure.provider = provider;
    failure.field = field;
    failure.job = job;
    return failure;
}

} // namespace

TEST_CASE("every kind has a name and comes back from it")
{
    CHECK(failureKinds().size() == 13);
    for (const FailureKind kind : failureKinds())
        CHECK(failureKindFromName(failureKindName(kind)) == kind);
    CHECK_FALSE(failureKindFromName(u"weather"_s));
    CHECK_FALSE(failureKindOf(ErrorKind::Usage));
    CHECK_FALSE(failureKindOf(ErrorKind::Interrupted));
    CHECK(failureKindOf(ErrorKind::DiskFull) == FailureKind::DiskFull);
}

TEST_CASE("what differs between two looks at one incident is left out of its fingerprint")
{
    const std::pair<const char*, const char*> same[] = {
        {"429: try again in 20s (request req_7Hs0x1abc)", "429: try again in 3.5s (request req_Zq81kk02)"},
        {"no answer from http://10.0.0.7:8080/v1 after 30000 ms",
         "no answer from http://10.0.0.9:8080/v1 after 29999 ms"},
        {"/data/june/figures.csv:12: “abc” is not a number", "/data/june/figures.csv:90: “abc” is not a number"},
        {"set of 2026-11-24T06:00:00Z refused", "set of 2026-11-24T10:30:00.123Z refused"},
        {"run 4b6f0a1e-1111-2222-3333-444455556666 died", "run 99999999-aaaa-bbbb-cccc-ddddeeeeffff died"},
    };
    for (const auto& [a, b] : same) {
        INFO(a);
        CHECK(failureFingerprint(failureOf(FailureKind::Rate, QString::fromUtf8(a))) ==
              failureFingerprint(failureOf(FailureKind::Rate, QString::fromUtf8(b))));
    }
    const Failure base = failureOf(FailureKind::Rate, u"too many calls"_s, u"primary"_s);
    CHECK(failureFingerprint(base) !=
          failureFingerprint(failureOf(FailureKind::Auth, base.sentence.text(), base.provider)));
    CHECK(failureFingerprint(base) !=
          failureFingerprint(failureOf(FailureKind::Rate, base.sentence.text(), u"second"_s)));
    CHECK(failureFingerprint(base) !=
          failureFingerprint(failureOf(FailureKind::Rate, base.sentence.text(), base.provider, u"debt"_s)));
    CHECK(failureFingerprint(base) !=
          failureFingerprint(failureOf(FailureKind::Rate, u"the quota of calls"_s, base.provider)));
}

TEST_CASE("fault_19 five polls of one incident are one row that says five times")
{
    const Books books;
    auto db = books.open();
    IncidentLog book(*db);
    const QDateTime start = at("2026-11-24T09:12:00Z");
    for (int i = 0; i < 5; ++i)
        must(book.note(failureOf(FailureKind::Auth, u"401 for request %1"_s.arg(1000 + i), u"primary"_s),
                       start.addSecs(1'800 * i)));
    const auto open = must(FailureStore(*db).open());
    REQUIRE(open.size() == 1);
    CHECK(open[0].count == 5);
    CHECK(open[0].firstSeen == start);
    CHECK(open[0].lastSeen == start.addSecs(7'200));
    CHECK(open[0].sentence.text() == u"401 for request 1004"_s);
    CHECK(must(db->scalar(u"SELECT group_concat(hour || '=' || count, ' ') FROM failure_hours"_s))->toString() ==
          u"2026-11-24T09=2 2026-11-24T10=2 2026-11-24T11=1"_s);
    // It works again: over. The same later is another incident.
    CHECK(must(book.providerWorks(u"primary"_s, start.addSecs(8'000))) == 1);
    CHECK(must(book.note(failureOf(FailureKind::Auth, u"401 for request 7"_s, u"primary"_s), start.addSecs(9'000)))
              .count == 1);
    CHECK(must(db->scalar(u"SELECT COUNT(*) FROM failures"_s))->toInt() == 2);
    // And so is one after a quiet day.
    CHECK(must(book.note(failureOf(FailureKind::Auth, u"401 for request 8"_s, u"primary"_s), start.addDays(3))).count ==
          1);
    CHECK(must(db->scalar(u"SELECT COUNT(*) FROM failures WHERE resolved_at IS NULL"_s))->toInt() == 1);
}

TEST_CASE("a job that works again ends its incidents, not those of a provider or of a file")
{
    const Books books;
    auto db = books.open();
    IncidentLog book(*db);
    const QDateTime now = at("2026-11-24T09:00:00Z");
    must(book.note(failureOf(FailureKind::Content, u"nothing could be proven"_s), now));
    must(book.note(failureOf(FailureKind::Auth, u"401"_s, u"primary"_s), now));
    must(book.note(failureOf(FailureKind::BadData, u"no such column"_s, {}, {}, u"import"_s), now));
    CHECK(must(book.jobWorks(u"update-factoids"_s, now)) == 1);
    CHECK(must(book.jobWorks(u"import"_s, now)) == 0);
    CHECK(must(FailureStore(*db).open()).size() == 2);
    // A quiet day ends the others too, whatever is met or done then.
    CHECK(must(book.jobWorks(u"build-summaries"_s, now.addDays(2))) == 0);
    CHECK(must(FailureStore(*db).open()).empty());
}

TEST_CASE("fault_19 many who meet one incident at once make one row")
{
    const Books books;
    {
        auto db = books.open();
    }
    std::vector<std::thread> threads;
    std::atomic<int> noted = 0;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&] {
            auto db = Database::open(books.url, OpenMode::ReadWrite);
            for (int i = 0; db && i < 25; ++i) {
                if (IncidentLog(**db).note(
                        failureOf(FailureKind::Transport, u"reset after %1 bytes"_s.arg(i), u"primary"_s),
                        at("2026-11-24T09:00:00Z")))
                    ++noted;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    auto db = books.open();
    const auto open = must(FailureStore(*db).open());
    REQUIRE(open.size() == 1);
    CHECK(open[0].count == noted);
    CHECK(must(db->scalar(u"SELECT SUM(count) FROM failure_hours"_s))->toInt() == noted);
}
