// The main job through the real program, on the bundled sample of real figures.
#include "tests/support/small_data.h"
#include "tests/support/test_paths.h"

#include <QStandardPaths>

using namespace factoid::test;
using namespace Qt::StringLiterals;

namespace {

QJsonArray factoidsOf(const QJsonObject& json)
{
    return json.value(u"factoids"_s).toArray();
}

QStringList textsOf(const QJsonArray& factoids)
{
    QStringList texts;
    for (const QJsonValue& factoid : factoids)
        texts << factoid.toObject().value(u"text"_s).toString();
    return texts;
}

} // namespace

TEST_CASE("the whole job runs on the real sample and every number is borne out by the files")
{
    Desk desk;
    const QJsonObject imported = desk.ask({u"import"_s, samplePath()});
    CHECK(imported.value(u"rows"_s).toInt() ==
          imported.value(u"accepted"_s).toInt() + imported.value(u"rejected"_s).toInt());
    CHECK(imported.value(u"rejected"_s).toInt() == 0);
    CHECK(imported.value(u"inserted"_s).toInt() > 50'000);

    const QJsonObject built = desk.ask({u"build-summaries"_s});
    CHECK(built.value(u"built"_s).toInt() > 100);
    CHECK(built.value(u"figures_read"_s).toInt() == imported.value(u"inserted"_s).toInt());
    CHECK(desk.ask({u"build-summaries"_s}).value(u"figures_read"_s).toInt() == 0);

    const QJsonObject updated = desk.ask(words("update-factoids --limit 5"));
    CHECK(updated.value(u"outcome"_s).toString() == u"published"_s);
    const QStringList texts = textsOf(factoidsOf(updated));
    REQUIRE(texts.size() == 5);

    const QJsonObject served = desk.ask(words("factoids --limit 5"));
    CHECK(textsOf(factoidsOf(served)) == texts);
    CHECK(served.value(u"source"_s).toString() == u"fresh"_s);
    CHECK(served.value(u"data_hash"_s) == updated.value(u"data_hash"_s));

    const QJsonObject verified = desk.ask({u"verify"_s});
    CHECK(verified.value(u"refused"_s).toInt() == 0);
    CHECK(verified.value(u"checked"_s).toInt() >= 5);

    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    REQUIRE_FALSE(python.isEmpty());
    desk.write(u"served.json"_s, QJsonDocument(served).toJson());
    QProcess check;
    check.start(python, {testPath(u"independent/check_factoids.py"_s), samplePath(), desk.path(u"served.json"_s)});
    REQUIRE(check.waitForFinished(120'000));
    INFO(check.readAllStandardOutput().toStdString() << check.readAllStandardError().toStdString());
    CHECK(check.exitCode() == 0);

    const QJsonObject exported = desk.ask({u"export"_s, u"--out"_s, desk.path(u"bundles"_s)});
    CHECK(desk.run({u"verify-bundle"_s, exported.value(u"path"_s).toString()}).code == 0);
    CHECK(desk.run({u"verify-bundle"_s, desk.path(u"bundles/latest"_s)}).code == 0);
    QFile feed(exported.value(u"path"_s).toString() + u"/feed.json"_s);
    REQUIRE(feed.open(QIODevice::ReadWrite));
    feed.seek(feed.size() / 2);
    feed.write("#");
    feed.close();
    CHECK(desk.run({u"verify-bundle"_s, exported.value(u"path"_s).toString()}).code == 6);
}

TEST_CASE("fault_01 what was generated is what another process serves")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QJsonObject updated = desk.ask(words("update-factoids --force"));
    CHECK(textsOf(factoidsOf(desk.ask({u"factoids"_s}))) == textsOf(factoidsOf(updated)));
}

TEST_CASE("fault_02 two processes and a restart see the same set")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids --force"));
    const QJsonArray first = factoidsOf(desk.ask({u"factoids"_s}));
    const QJsonArray second = factoidsOf(desk.ask({u"factoids"_s}));
    REQUIRE_FALSE(first.isEmpty());
    CHECK(first == second);
}

TEST_CASE("fault_04 sixteen cold readers get one set from one generation")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    std::vector<std::unique_ptr<QProcess>> readers;
    for (int i = 0; i < 16; ++i) {
        readers.push_back(std::make_unique<QProcess>());
        readers.back()->start(deskBinary(), desk.arguments(words("--json factoids")));
    }
    QSet<QString> answers;
    for (const auto& reader : readers) {
        REQUIRE(reader->waitForFinished(120'000));
        INFO(reader->readAllStandardError().toStdString());
        CHECK(reader->exitCode() == 0);
        answers.insert(textsOf(factoidsOf(QJsonDocument::fromJson(reader->readAllStandardOutput()).object()))
                           .join(QLatin1Char('\n')));
    }
    CHECK(answers.size() == 1);
    CHECK_FALSE(answers.begin()->isEmpty());
    int published = 0;
    for (const QJsonValue& run : desk.ask({u"status"_s}).value(u"last_runs"_s).toArray())
        published += run.toObject().value(u"outcome"_s).toString() == u"published"_s ? 1 : 0;
    CHECK(published == 1);
}

TEST_CASE("fault_05 looking changes nothing and each limit gets its own length")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QByteArray before = desk.read(u"store.db"_s);
    for (const char* command : {"status", "doctor", "changes", "facts", "verify", "simulate --days 3"})
        (void)desk.run(words(command));
    CHECK(desk.read(u"store.db"_s) == before);
    (void)desk.ask(words("update-factoids --limit 3"));
    CHECK(factoidsOf(desk.ask(words("factoids --limit 1"))).size() == 1);
    CHECK(factoidsOf(desk.ask(words("factoids --limit 3"))).size() == 3);
    CHECK(factoidsOf(desk.ask(words("factoids --limit 2"))).size() == 2);
    CHECK(factoidsOf(desk.ask({u"factoids"_s})).size() == 3);
}

TEST_CASE("fault_18 a dry run writes nothing at all")
{
    Desk desk;
    writeSmallData(desk);
    const Answer none = desk.run(words("update-factoids --dry-run"));
    CHECK(none.code != 0); // nothing to find facts in
    CHECK_FALSE(QFile::exists(desk.store()));
    const QJsonObject diff = desk.ask({u"import"_s, u"--dry-run"_s, desk.path(u"data"_s)});
    CHECK(diff.value(u"inserted"_s).toInt() == 360);
    CHECK_FALSE(QFile::exists(desk.store()));

    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.write(u"more.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,77000000\n");
    const QByteArray before = desk.read(u"store.db"_s);
    const QJsonObject change = desk.ask({u"import"_s, u"--dry-run"_s, desk.path(u"more.csv"_s)});
    REQUIRE(change.value(u"diff"_s).toArray().size() == 1);
    CHECK(change.value(u"diff"_s).toArray()[0].toObject().value(u"new_value"_s).toString() == u"77000000"_s);
    CHECK(desk.ask(words("update-factoids --dry-run")).value(u"outcome"_s).toString() == u"dry_run"_s);
    CHECK(desk.ask(words("update-factoids --dry-run --check-schedule")).value(u"outcome"_s).toString().size() > 0);
    CHECK(desk.read(u"store.db"_s) == before);
    CHECK(QDir(QFileInfo(desk.store()).path()).entryList({u"store.db*"_s}) == QStringList{u"store.db"_s});
}

TEST_CASE("a figure that changes withdraws at once what it made untrue and lists it")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QJsonArray before = factoidsOf(desk.ask(words("update-factoids --limit 3")));
    // Every borrowing and culture figure more than triples: nothing said of them stays true.
    QByteArray doubled = smallFigures();
    QByteArray changed = "council_code,field_slug,year,value\n";
    for (const QByteArray& line : doubled.split('\n').mid(1)) {
        const auto cells = line.split(',');
        if (cells.size() == 4 && cells[1] != "population")
            changed += cells[0] + "," + cells[1] + "," + cells[2] + "," +
                       QByteArray::number(3 * cells[3].toLongLong() + 12'345'678 * (cells[2].left(4).toInt() - 2013)) +
                       "\n";
    }
    desk.write(u"changed.csv"_s, changed);
    const QJsonObject imported = desk.ask({u"import"_s, desk.path(u"changed.csv"_s)});
    REQUIRE_FALSE(imported.value(u"withdrawn"_s).toArray().isEmpty());
    const Answer served = desk.run(words("--json factoids"));
    QStringList now = textsOf(factoidsOf(served.json()));
    for (const QJsonValue& gone : imported.value(u"withdrawn"_s).toArray())
        CHECK_FALSE(now.contains(gone.toObject().value(u"text"_s).toString()));
    CHECK(desk.ask({u"verify"_s}).value(u"refused"_s).toInt() == 0);
    (void)desk.ask(words("update-factoids"));
    const QJsonObject exported = desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    CHECK(exported.value(u"corrections"_s).toInt() == imported.value(u"withdrawn"_s).toArray().size());
}

TEST_CASE("unchanged figures generate nothing and say why")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    const QJsonObject again = desk.ask({u"update-factoids"_s});
    CHECK(again.value(u"outcome"_s).toString() == u"unchanged"_s);
    CHECK(again.value(u"reason"_s).toString().contains(u"no comparison field has changed"_s));
}

TEST_CASE("fault_07 a council at zero is a value and generation still succeeds")
{
    Desk desk;
    writeSmallData(desk);
    QByteArray figures = smallFigures();
    figures.replace("E07001003,total_borrowing,2023/24,", "E07001003,total_borrowing,2023/24,0\n#");
    QByteArray clean;
    for (const QByteArray& line : figures.split('\n')) {
        if (!line.startsWith('#') && !line.isEmpty())
            clean += line + "\n";
    }
    desk.write(u"data/figures.csv"_s, clean);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"build-summaries"_s});
    const QJsonObject summary = desk.ask(words("summary total_borrowing 2023/24"));
    CHECK(summary.value(u"min"_s).toString() == u"0.00"_s);
    CHECK(summary.value(u"bottom_5"_s).toArray()[0].toObject().value(u"code"_s).toString() == u"E07001003"_s);
    CHECK(desk.ask({u"update-factoids"_s}).value(u"outcome"_s).toString() == u"published"_s);
}

TEST_CASE("without figures a failure is a failure")
{
    Desk desk;
    desk.write(u"data/councils.csv"_s, smallCouncils());
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const Answer answer = desk.run(words("update-factoids --force"));
    CHECK(answer.code == 1);
    CHECK(answer.err.contains("no fact could be found"));
    const QJsonArray runs = desk.ask({u"status"_s}).value(u"last_runs"_s).toArray();
    CHECK(runs[0].toObject().value(u"outcome"_s).toString() == u"failed"_s);
}

TEST_CASE("backup and restore bring the store back and prune keeps what is in force")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    (void)desk.ask({u"backup"_s, desk.path(u"copy.db"_s)});
    desk.write(u"more.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,1\n");
    (void)desk.ask({u"import"_s, desk.path(u"more.csv"_s)});
    (void)desk.ask({u"build-summaries"_s});
    CHECK(desk.ask(words("summary total_borrowing 2023/24")).value(u"min"_s).toString() == u"1.00"_s);
    (void)desk.ask({u"restore"_s, desk.path(u"copy.db"_s)});
    CHECK(desk.ask(words("summary total_borrowing 2023/24")).value(u"min"_s).toString() != u"1.00"_s);
    CHECK(desk.run({u"restore"_s, desk.path(u"more.csv"_s)}).code == 3);
    CHECK(desk.run({u"backup"_s, desk.path(u"more.csv"_s)}).code == 2);
    CHECK(desk.read(u"more.csv"_s).startsWith("council_code"));
    CHECK(desk.run({u"backup"_s, desk.store()}).code == 2);
    (void)desk.ask({u"prune"_s});
    CHECK(desk.run({u"factoids"_s}).code == 0);
    CHECK(desk.ask({u"doctor"_s}).value(u"healthy"_s).toBool());
}

TEST_CASE("undo of an import brings back figures summaries and hash")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"build-summaries"_s});
    const QJsonObject before = desk.ask(words("summary total_borrowing 2023/24"));
    desk.write(u"more.csv"_s, "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,1\n");
    const qint64 id = desk.ask({u"import"_s, desk.path(u"more.csv"_s)}).value(u"import_id"_s).toInteger();
    CHECK(desk.ask(words("summary total_borrowing 2023/24")).value(u"stale"_s).toBool());
    (void)desk.ask({u"import"_s, u"--undo"_s, QString::number(id)});
    (void)desk.ask({u"build-summaries"_s});
    CHECK(desk.ask(words("summary total_borrowing 2023/24")) == before);
}

TEST_CASE("fallbacks are proven before they are kept and served when nothing else is there")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QJsonObject made = desk.ask(words("update-factoids --dry-run --limit 2"));
    desk.write(u"good.json"_s, QJsonDocument(made).toJson());
    CHECK(desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"good.json"_s)}).value(u"added"_s).toArray().size() == 2);
    const Answer lie = desk.run({u"fallbacks"_s, u"add"_s, u"--text"_s, u"Ashby owed £9 billion in March 2024."_s});
    CHECK(lie.code == 6);
    const QJsonArray list = desk.ask({u"fallbacks"_s, u"list"_s}).value(u"fallbacks"_s).toArray();
    REQUIRE(list.size() == 2);
    CHECK(list[0].toObject().value(u"supported"_s).toBool());
    (void)desk.ask({u"fallbacks"_s, u"remove"_s, QString::number(list[0].toObject().value(u"id"_s).toInteger())});
    CHECK(desk.ask({u"fallbacks"_s, u"list"_s}).value(u"fallbacks"_s).toArray().size() == 1);
}

TEST_CASE("a failed first generation falls back to the curated ones and says so")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QJsonObject made = desk.ask(words("update-factoids --dry-run --limit 2"));
    desk.write(u"good.json"_s, QJsonDocument(made).toJson());
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"good.json"_s)});
    (void)desk.ask(words("update-factoids --init-schedule"));
    // Without a comparison field there is nothing to generate from.
    QByteArray fields = smallFields();
    fields.replace(",yes,", ",no,");
    desk.write(u"fields.csv"_s, fields);
    (void)desk.ask({u"import"_s, desk.path(u"fields.csv"_s)});
    const Answer answer = desk.run(words("--json update-factoids --force"));
    CHECK(answer.code == 5);
    CHECK(answer.json().value(u"outcome"_s).toString() == u"fell_back"_s);
    CHECK(answer.json().value(u"factoids"_s).toArray().size() == 2);
    const Answer served = desk.run(words("--json factoids"));
    CHECK(served.code == 5);
    CHECK(served.json().value(u"source"_s).toString() == u"fallback"_s);
}

TEST_CASE("a council or field that changes withdraws what it made untrue and its undo is logged")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    QByteArray fields = smallFields();
    fields.replace(",GBP,", ",EUR,");
    desk.write(u"fields.csv"_s, fields);
    const QJsonObject changed = desk.ask({u"import"_s, desk.path(u"fields.csv"_s)});
    CHECK_FALSE(changed.value(u"withdrawn"_s).toArray().isEmpty());
    CHECK(changed.value(u"changes"_s).toInt() == 2);
    const QJsonObject row = desk.ask(words("changes --limit 1")).value(u"changes"_s).toArray()[0].toObject();
    CHECK(row.value(u"old_value"_s).toString() == u"GBP"_s);
    CHECK(row.value(u"new_value"_s).toString() == u"EUR"_s);
    const QJsonObject undone =
        desk.ask({u"import"_s, u"--undo"_s, QString::number(changed.value(u"import_id"_s).toInteger())});
    CHECK(undone.value(u"changes"_s).toInt() == 2);
    CHECK(desk.ask({u"verify"_s}).value(u"refused"_s).toInt() == 0);
}

TEST_CASE("a figure edited by another program withdraws what it made untrue before anything is exported")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s});
    QProcess sqlite;
    sqlite.start(
        u"sqlite3"_s,
        {desk.store(),
         u"UPDATE figures SET value = value * 3 + 123450000 * council_id WHERE year >= 202021 AND field_id <> (SELECT id FROM fields WHERE slug = 'population')"_s});
    REQUIRE(sqlite.waitForFinished());
    REQUIRE(sqlite.exitCode() == 0);
    (void)desk.run({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    CHECK(desk.ask({u"verify"_s}).value(u"refused"_s).toInt() == 0);
    CHECK(desk.ask({u"update-factoids"_s}).value(u"outcome"_s).toString() == u"published"_s);
    CHECK(desk.ask(words("changes --type data_update")).value(u"total"_s).toInt() > 0);
    CHECK(desk.run({u"doctor"_s}).code == 0);
}

TEST_CASE("an undo that later figures stand in the way of is refused and the folder of a store must exist")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    desk.write(u"new.csv"_s, "code,name,type,nation,region\nZZ1,Zed,District,England,North\n");
    const qint64 id = desk.ask({u"import"_s, desk.path(u"new.csv"_s)}).value(u"import_id"_s).toInteger();
    desk.write(u"figure.csv"_s, "council_code,field_slug,year,value\nZZ1,total_borrowing,2023/24,5\n");
    (void)desk.ask({u"import"_s, desk.path(u"figure.csv"_s)});
    const Answer refused = desk.run({u"import"_s, u"--undo"_s, QString::number(id)});
    CHECK(refused.code == 3);
    CHECK(refused.err.contains("ZZ1"));
    Desk nowhere(u"no/such/store.db"_s);
    CHECK(nowhere.run({u"status"_s}).code == 4);
}

TEST_CASE("where nothing is compared, facts says so")
{
    Desk desk;
    CHECK(desk.ask({u"facts"_s}).value(u"note"_s).toString() == u"there are no figures yet; import some"_s);
    writeSmallData(desk);
    QByteArray fields = smallFields();
    fields.replace(",yes,", ",no,");
    desk.write(u"data/fields.csv"_s, fields);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    const QString note = desk.ask({u"facts"_s}).value(u"note"_s).toString();
    CHECK(note.startsWith(u"no field is marked for comparison"_s));
    CHECK(desk.run({u"facts"_s}).out.startsWith("no facts: no field is marked for comparison"));
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    CHECK_FALSE(desk.ask({u"facts"_s}).contains(u"note"_s));
}

TEST_CASE("a source that two claims share is named once")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s, u"--limit"_s, u"20"_s});
    QStringList sources;
    int named = 0;
    for (const QString& line : QString::fromUtf8(desk.run(words("factoids --sources")).out).split(u'\n')) {
        if (!line.startsWith(u"    "_s)) {
            sources.clear();
            continue;
        }
        CHECK_FALSE(sources.contains(line));
        sources << line;
        ++named;
    }
    CHECK(named > 10);
}

TEST_CASE("an import of the heads alone withdraws what it made untrue of an amount for each of them")
{
    Desk desk;
    desk.setNow(u"2026-06-01T09:00:00Z"_s);
    writeSmallData(desk);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask({u"update-factoids"_s, u"--force"_s, u"--limit"_s, u"40"_s});
    QStringList perHead;
    const QJsonArray published = desk.ask(words("factoids --limit 100")).value(u"factoids"_s).toArray();
    for (const QJsonValue& factoid : published) {
        if (QJsonDocument(factoid.toObject().value(u"claims"_s).toArray()).toJson().contains("per_head"))
            perHead << factoid.toObject().value(u"text"_s).toString();
    }
    REQUIRE_FALSE(perHead.isEmpty());
    QByteArray heads = "council_code,field_slug,year,value\n";
    for (const QByteArray& line : smallFigures().split('\n')) {
        if (line.contains(",population,"))
            heads += line + "0\n"; // ten times as many
    }
    desk.write(u"heads.csv"_s, heads);
    QStringList withdrawn;
    for (const QJsonValue& one : desk.ask({u"import"_s, desk.path(u"heads.csv"_s)}).value(u"withdrawn"_s).toArray())
        withdrawn << one.toObject().value(u"text"_s).toString();
    CHECK_FALSE(withdrawn.isEmpty());
    for (const QString& text : withdrawn)
        CHECK(perHead.contains(text));
    // What is left holds.
    CHECK(desk.run({u"verify"_s}).code == 0);
}
