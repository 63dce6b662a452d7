// The main job through the real program, on the bundled sample of real figures.
#include "tests/support/small_data.h"

#include <QStandardPaths>

using namespace factoid::test;

namespace {

QJsonArray factoidsOf(const QJsonObject& json)
{
    return json.value(QStringLiteral("factoids")).toArray();
}

QStringList textsOf(const QJsonArray& factoids)
{
    QStringList texts;
    for (const QJsonValue& factoid : factoids)
        texts << factoid.toObject().value(QStringLiteral("text")).toString();
    return texts;
}

} // namespace

TEST_CASE("the whole job runs on the real sample and every number is borne out by the files")
{
    Desk desk;
    const QJsonObject imported = desk.ask({QStringLiteral("import"), samplePath()});
    CHECK(imported.value(QStringLiteral("rows")).toInt() == imported.value(QStringLiteral("accepted")).toInt() + imported.value(QStringLiteral("rejected")).toInt());
    CHECK(imported.value(QStringLiteral("rejected")).toInt() == 0);
    CHECK(imported.value(QStringLiteral("inserted")).toInt() > 50'000);

    const QJsonObject built = desk.ask({QStringLiteral("build-summaries")});
    CHECK(built.value(QStringLiteral("built")).toInt() > 100);
    CHECK(built.value(QStringLiteral("figures_read")).toInt() == imported.value(QStringLiteral("inserted")).toInt());
    CHECK(desk.ask({QStringLiteral("build-summaries")}).value(QStringLiteral("figures_read")).toInt() == 0);

    const QJsonObject updated = desk.ask(words("update-factoids --limit 5"));
    CHECK(updated.value(QStringLiteral("outcome")).toString() == QStringLiteral("published"));
    const QStringList texts = textsOf(factoidsOf(updated));
    REQUIRE(texts.size() == 5);

    const QJsonObject served = desk.ask(words("factoids --limit 5"));
    CHECK(textsOf(factoidsOf(served)) == texts);
    CHECK(served.value(QStringLiteral("source")).toString() == QStringLiteral("fresh"));
    CHECK(served.value(QStringLiteral("data_hash")) == updated.value(QStringLiteral("data_hash")));

    const QJsonObject verified = desk.ask({QStringLiteral("verify")});
    CHECK(verified.value(QStringLiteral("refused")).toInt() == 0);
    CHECK(verified.value(QStringLiteral("checked")).toInt() >= 5);

    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    REQUIRE_FALSE(python.isEmpty());
    desk.write(QStringLiteral("served.json"), QJsonDocument(served).toJson());
    QProcess check;
    check.start(python, {QStringLiteral(FACTOID_TEST_DIR "/independent/check_factoids.py"), samplePath(), desk.path(QStringLiteral("served.json"))});
    REQUIRE(check.waitForFinished(120'000));
    INFO(check.readAllStandardOutput().toStdString() << check.readAllStandardError().toStdString());
    CHECK(check.exitCode() == 0);

    const QJsonObject exported = desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("bundles"))});
    CHECK(desk.run({QStringLiteral("verify-bundle"), exported.value(QStringLiteral("path")).toString()}).code == 0);
    CHECK(desk.run({QStringLiteral("verify-bundle"), desk.path(QStringLiteral("bundles/latest"))}).code == 0);
    QFile feed(exported.value(QStringLiteral("path")).toString() + QStringLiteral("/feed.json"));
    REQUIRE(feed.open(QIODevice::ReadWrite));
    feed.seek(feed.size() / 2);
    feed.write("#");
    feed.close();
    CHECK(desk.run({QStringLiteral("verify-bundle"), exported.value(QStringLiteral("path")).toString()}).code == 6);
}

TEST_CASE("fault_01 what was generated is what another process serves")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QJsonObject updated = desk.ask(words("update-factoids --force"));
    CHECK(textsOf(factoidsOf(desk.ask({QStringLiteral("factoids")}))) == textsOf(factoidsOf(updated)));
}

TEST_CASE("fault_02 two processes and a restart see the same set")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids --force"));
    const QJsonArray first = factoidsOf(desk.ask({QStringLiteral("factoids")}));
    const QJsonArray second = factoidsOf(desk.ask({QStringLiteral("factoids")}));
    REQUIRE_FALSE(first.isEmpty());
    CHECK(first == second);
}

TEST_CASE("fault_04 sixteen cold readers get one set from one generation")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    std::vector<std::unique_ptr<QProcess>> readers;
    for (int i = 0; i < 16; ++i) {
        readers.push_back(std::make_unique<QProcess>());
        readers.back()->start(QStringLiteral(FACTOID_BINARY), desk.arguments(words("--json factoids")));
    }
    QSet<QString> answers;
    for (const auto& reader : readers) {
        REQUIRE(reader->waitForFinished(120'000));
        INFO(reader->readAllStandardError().toStdString());
        CHECK(reader->exitCode() == 0);
        answers.insert(textsOf(factoidsOf(QJsonDocument::fromJson(reader->readAllStandardOutput()).object())).join(QLatin1Char('\n')));
    }
    CHECK(answers.size() == 1);
    CHECK_FALSE(answers.begin()->isEmpty());
    int published = 0;
    for (const QJsonValue& run : desk.ask({QStringLiteral("status")}).value(QStringLiteral("last_runs")).toArray())
        published += run.toObject().value(QStringLiteral("outcome")).toString() == QStringLiteral("published") ? 1 : 0;
    CHECK(published == 1);
}

TEST_CASE("fault_05 looking changes nothing and each limit gets its own length")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QByteArray before = desk.read(QStringLiteral("store.db"));
    for (const char* command : {"status", "doctor", "changes", "facts", "verify", "simulate --days 3"})
        (void)desk.run(words(command));
    CHECK(desk.read(QStringLiteral("store.db")) == before);
    (void)desk.ask(words("update-factoids --limit 3"));
    CHECK(factoidsOf(desk.ask(words("factoids --limit 1"))).size() == 1);
    CHECK(factoidsOf(desk.ask(words("factoids --limit 3"))).size() == 3);
    CHECK(factoidsOf(desk.ask(words("factoids --limit 2"))).size() == 2);
    CHECK(factoidsOf(desk.ask({QStringLiteral("factoids")})).size() == 3);
}

TEST_CASE("fault_18 a dry run writes nothing at all")
{
    Desk desk;
    writeSmallData(desk);
    const Answer none = desk.run(words("update-factoids --dry-run"));
    CHECK(none.code != 0); // nothing to find facts in
    CHECK_FALSE(QFile::exists(desk.store()));
    const QJsonObject diff = desk.ask({QStringLiteral("import"), QStringLiteral("--dry-run"), desk.path(QStringLiteral("data"))});
    CHECK(diff.value(QStringLiteral("inserted")).toInt() == 360);
    CHECK_FALSE(QFile::exists(desk.store()));

    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    desk.write(QStringLiteral("more.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,77000000\n");
    const QByteArray before = desk.read(QStringLiteral("store.db"));
    const QJsonObject change = desk.ask({QStringLiteral("import"), QStringLiteral("--dry-run"), desk.path(QStringLiteral("more.csv"))});
    REQUIRE(change.value(QStringLiteral("diff")).toArray().size() == 1);
    CHECK(change.value(QStringLiteral("diff")).toArray()[0].toObject().value(QStringLiteral("new_value")).toString() == QStringLiteral("77000000"));
    CHECK(desk.ask(words("update-factoids --dry-run")).value(QStringLiteral("outcome")).toString() == QStringLiteral("dry_run"));
    CHECK(desk.ask(words("update-factoids --dry-run --check-schedule")).value(QStringLiteral("outcome")).toString().size() > 0);
    CHECK(desk.read(QStringLiteral("store.db")) == before);
    CHECK(QDir(QFileInfo(desk.store()).path()).entryList({QStringLiteral("store.db*")}) == QStringList{QStringLiteral("store.db")});
}

TEST_CASE("a figure that changes withdraws at once what it made untrue and lists it")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QJsonArray before = factoidsOf(desk.ask(words("update-factoids --limit 3")));
    // Every borrowing and culture figure more than triples: nothing said of them stays true.
    QByteArray doubled = smallFigures();
    QByteArray changed = "council_code,field_slug,year,value\n";
    for (const QByteArray& line : doubled.split('\n').mid(1)) {
        const auto cells = line.split(',');
        if (cells.size() == 4 && cells[1] != "population")
            changed += cells[0] + "," + cells[1] + "," + cells[2] + "," + QByteArray::number(3 * cells[3].toLongLong() + 12'345'678 * (cells[2].left(4).toInt() - 2013)) + "\n";
    }
    desk.write(QStringLiteral("changed.csv"), changed);
    const QJsonObject imported = desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("changed.csv"))});
    REQUIRE_FALSE(imported.value(QStringLiteral("withdrawn")).toArray().isEmpty());
    const Answer served = desk.run(words("--json factoids"));
    QStringList now = textsOf(factoidsOf(served.json()));
    for (const QJsonValue& gone : imported.value(QStringLiteral("withdrawn")).toArray())
        CHECK_FALSE(now.contains(gone.toObject().value(QStringLiteral("text")).toString()));
    CHECK(desk.ask({QStringLiteral("verify")}).value(QStringLiteral("refused")).toInt() == 0);
    (void)desk.ask(words("update-factoids"));
    const QJsonObject exported = desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    CHECK(exported.value(QStringLiteral("corrections")).toInt() == imported.value(QStringLiteral("withdrawn")).toArray().size());
}

TEST_CASE("unchanged figures generate nothing and say why")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    const QJsonObject again = desk.ask({QStringLiteral("update-factoids")});
    CHECK(again.value(QStringLiteral("outcome")).toString() == QStringLiteral("unchanged"));
    CHECK(again.value(QStringLiteral("reason")).toString().contains(QStringLiteral("no comparison field has changed")));
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
    desk.write(QStringLiteral("data/figures.csv"), clean);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("build-summaries")});
    const QJsonObject summary = desk.ask(words("summary total_borrowing 2023/24"));
    CHECK(summary.value(QStringLiteral("min")).toString() == QStringLiteral("0.00"));
    CHECK(summary.value(QStringLiteral("bottom_5")).toArray()[0].toObject().value(QStringLiteral("code")).toString() == QStringLiteral("E07001003"));
    CHECK(desk.ask({QStringLiteral("update-factoids")}).value(QStringLiteral("outcome")).toString() == QStringLiteral("published"));
}

TEST_CASE("without figures a failure is a failure")
{
    Desk desk;
    desk.write(QStringLiteral("data/councils.csv"), smallCouncils());
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const Answer answer = desk.run(words("update-factoids --force"));
    CHECK(answer.code == 1);
    CHECK(answer.err.contains("no fact could be found"));
    const QJsonArray runs = desk.ask({QStringLiteral("status")}).value(QStringLiteral("last_runs")).toArray();
    CHECK(runs[0].toObject().value(QStringLiteral("outcome")).toString() == QStringLiteral("failed"));
}

TEST_CASE("backup and restore bring the store back and prune keeps what is in force")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    (void)desk.ask({QStringLiteral("backup"), desk.path(QStringLiteral("copy.db"))});
    desk.write(QStringLiteral("more.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,1\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("more.csv"))});
    (void)desk.ask({QStringLiteral("build-summaries")});
    CHECK(desk.ask(words("summary total_borrowing 2023/24")).value(QStringLiteral("min")).toString() == QStringLiteral("1.00"));
    (void)desk.ask({QStringLiteral("restore"), desk.path(QStringLiteral("copy.db"))});
    CHECK(desk.ask(words("summary total_borrowing 2023/24")).value(QStringLiteral("min")).toString() != QStringLiteral("1.00"));
    CHECK(desk.run({QStringLiteral("restore"), desk.path(QStringLiteral("more.csv"))}).code == 3);
    CHECK(desk.run({QStringLiteral("backup"), desk.path(QStringLiteral("more.csv"))}).code == 2);
    CHECK(desk.read(QStringLiteral("more.csv")).startsWith("council_code"));
    CHECK(desk.run({QStringLiteral("backup"), desk.store()}).code == 2);
    (void)desk.ask({QStringLiteral("prune")});
    CHECK(desk.run({QStringLiteral("factoids")}).code == 0);
    CHECK(desk.ask({QStringLiteral("doctor")}).value(QStringLiteral("healthy")).toBool());
}

TEST_CASE("undo of an import brings back figures summaries and hash")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("build-summaries")});
    const QJsonObject before = desk.ask(words("summary total_borrowing 2023/24"));
    desk.write(QStringLiteral("more.csv"), "council_code,field_slug,year,value\nE07001000,total_borrowing,2023/24,1\n");
    const qint64 id = desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("more.csv"))}).value(QStringLiteral("import_id")).toInteger();
    CHECK(desk.ask(words("summary total_borrowing 2023/24")).value(QStringLiteral("stale")).toBool());
    (void)desk.ask({QStringLiteral("import"), QStringLiteral("--undo"), QString::number(id)});
    (void)desk.ask({QStringLiteral("build-summaries")});
    CHECK(desk.ask(words("summary total_borrowing 2023/24")) == before);
}

TEST_CASE("fallbacks are proven before they are kept and served when nothing else is there")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QJsonObject made = desk.ask(words("update-factoids --dry-run --limit 2"));
    desk.write(QStringLiteral("good.json"), QJsonDocument(made).toJson());
    CHECK(desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("good.json"))}).value(QStringLiteral("added")).toArray().size() == 2);
    const Answer lie = desk.run({QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--text"), QStringLiteral("Ashby owed £9 billion in March 2024.")});
    CHECK(lie.code == 6);
    const QJsonArray list = desk.ask({QStringLiteral("fallbacks"), QStringLiteral("list")}).value(QStringLiteral("fallbacks")).toArray();
    REQUIRE(list.size() == 2);
    CHECK(list[0].toObject().value(QStringLiteral("supported")).toBool());
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("remove"), QString::number(list[0].toObject().value(QStringLiteral("id")).toInteger())});
    CHECK(desk.ask({QStringLiteral("fallbacks"), QStringLiteral("list")}).value(QStringLiteral("fallbacks")).toArray().size() == 1);
}

TEST_CASE("a failed first generation falls back to the curated ones and says so")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    const QJsonObject made = desk.ask(words("update-factoids --dry-run --limit 2"));
    desk.write(QStringLiteral("good.json"), QJsonDocument(made).toJson());
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("good.json"))});
    (void)desk.ask(words("update-factoids --init-schedule"));
    // Without a comparison field there is nothing to generate from.
    QByteArray fields = smallFields();
    fields.replace(",yes,", ",no,");
    desk.write(QStringLiteral("fields.csv"), fields);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("fields.csv"))});
    const Answer answer = desk.run(words("--json update-factoids --force"));
    CHECK(answer.code == 5);
    CHECK(answer.json().value(QStringLiteral("outcome")).toString() == QStringLiteral("fell_back"));
    CHECK(answer.json().value(QStringLiteral("factoids")).toArray().size() == 2);
    const Answer served = desk.run(words("--json factoids"));
    CHECK(served.code == 5);
    CHECK(served.json().value(QStringLiteral("source")).toString() == QStringLiteral("fallback"));
}

TEST_CASE("a council or field that changes withdraws what it made untrue and its undo is logged")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    QByteArray fields = smallFields();
    fields.replace(",GBP,", ",EUR,");
    desk.write(QStringLiteral("fields.csv"), fields);
    const QJsonObject changed = desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("fields.csv"))});
    CHECK_FALSE(changed.value(QStringLiteral("withdrawn")).toArray().isEmpty());
    CHECK(changed.value(QStringLiteral("changes")).toInt() == 2);
    const QJsonObject row = desk.ask(words("changes --limit 1")).value(QStringLiteral("changes")).toArray()[0].toObject();
    CHECK(row.value(QStringLiteral("old_value")).toString() == QStringLiteral("GBP"));
    CHECK(row.value(QStringLiteral("new_value")).toString() == QStringLiteral("EUR"));
    const QJsonObject undone = desk.ask({QStringLiteral("import"), QStringLiteral("--undo"), QString::number(changed.value(QStringLiteral("import_id")).toInteger())});
    CHECK(undone.value(QStringLiteral("changes")).toInt() == 2);
    CHECK(desk.ask({QStringLiteral("verify")}).value(QStringLiteral("refused")).toInt() == 0);
}

TEST_CASE("a figure edited by another program withdraws what it made untrue before anything is exported")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask({QStringLiteral("update-factoids")});
    QProcess sqlite;
    sqlite.start(QStringLiteral("sqlite3"), {desk.store(), QStringLiteral("UPDATE figures SET value = value * 3 + 123450000 * council_id WHERE year >= 202021 AND field_id <> (SELECT id FROM fields WHERE slug = 'population')")});
    REQUIRE(sqlite.waitForFinished());
    REQUIRE(sqlite.exitCode() == 0);
    (void)desk.run({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    CHECK(desk.ask({QStringLiteral("verify")}).value(QStringLiteral("refused")).toInt() == 0);
    CHECK(desk.ask({QStringLiteral("update-factoids")}).value(QStringLiteral("outcome")).toString() == QStringLiteral("published"));
    CHECK(desk.ask(words("changes --type data_update")).value(QStringLiteral("total")).toInt() > 0);
    CHECK(desk.run({QStringLiteral("doctor")}).code == 0);
}

TEST_CASE("an undo that later figures stand in the way of is refused and the folder of a store must exist")
{
    Desk desk;
    writeSmallData(desk);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    desk.write(QStringLiteral("new.csv"), "code,name,type,nation,region\nZZ1,Zed,District,England,North\n");
    const qint64 id = desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("new.csv"))}).value(QStringLiteral("import_id")).toInteger();
    desk.write(QStringLiteral("figure.csv"), "council_code,field_slug,year,value\nZZ1,total_borrowing,2023/24,5\n");
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("figure.csv"))});
    const Answer refused = desk.run({QStringLiteral("import"), QStringLiteral("--undo"), QString::number(id)});
    CHECK(refused.code == 3);
    CHECK(refused.err.contains("ZZ1"));
    Desk nowhere(QStringLiteral("no/such/store.db"));
    CHECK(nowhere.run({QStringLiteral("status")}).code == 4);
}
