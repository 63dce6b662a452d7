// Texts without claims in the real window: notices, what is saved only by choice, and the badge "Not checked" wherever
// such a text is shown, by name and in both looks.
#include "tests/window/window_fixture.h"

#include "core/publish/bundle.h"
#include "core/store/site/set_store.h"
#include "ui/table/data_table.h"
#include "ui/widgets/reorder_list.h"

#include <QLineEdit>
#include <QPlainTextEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kNow = QStringLiteral("2026-06-01T09:00:00Z");
const QString kLie = QStringLiteral("Councillors stole from pensioners.");
const QString kNotice = QStringLiteral("New figures appear here when they are published.");
const QString kBadge = QStringLiteral("Not checked: nothing proves this text"); // its accessible name
const QString kNoticeBadge = QStringLiteral("Notice: it says nothing of the figures");

Desk& published(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({QStringLiteral("import"), desk.path(QStringLiteral("data"))});
    (void)desk.ask(words("update-factoids"));
    return desk;
}

void add(const Desk& desk, const QString& text, const QStringList& more = {})
{
    (void)desk.ask(QStringList{QStringLiteral("fallbacks"), QStringLiteral("add"), QStringLiteral("--text"), text} + more);
}

const QStringList kKept{QStringLiteral("--unchecked"), QStringLiteral("--owner"), QStringLiteral("Anna"), QStringLiteral("--reason"), QStringLiteral("agreed with the editors")};

QJsonArray stored(const Desk& desk)
{
    return desk.ask(words("fallbacks list")).value(QStringLiteral("fallbacks")).toArray();
}

// The badge beside that text, within one row.
QLabel* badgeOf(QWidget* row, const QString& name)
{
    for (QLabel* label : row->findChildren<QLabel*>()) {
        if (label->isVisible() && label->accessibleName() == name)
            return label;
    }
    return nullptr;
}

ReorderRow* rowOf(ReorderList* list, const QString& key)
{
    for (ReorderRow* row : list->findChildren<ReorderRow*>()) {
        if (row->isVisible() && row->key() == key)
            return row;
    }
    return nullptr;
}

std::unique_ptr<Database> open(const Desk& desk)
{
    auto db = Database::open({desk.store()}, OpenMode::ReadWrite);
    REQUIRE(db);
    return std::move(*db);
}

} // namespace

TEST_CASE("what is not checked is saved only with the switch, an owner and a reason, and a notice without")
{
    Desk desk;
    published(desk);
    Window window(desk, QStringLiteral("fallbacks"), kNow);
    REQUIRE(window.comesToShow(QStringLiteral("There are no fallbacks.")));
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    auto* text = window.wait<QPlainTextEdit>(QStringLiteral("Sentence"));
    auto* save = window.wait<QAbstractButton>(QStringLiteral("Save the fallback"));
    text->setFocus();
    QTest::keyClicks(text, kLie);
    CHECK(window.comesToShow(QStringLiteral("Not checked: no claim bears it out, and it is no notice")));
    CHECK_FALSE(save->isEnabled());
    CHECK_FALSE(window.find<QLabel>(kBadge)); // not in the preview: nobody would be served it
    auto* keep = window.wait<QAbstractButton>(QStringLiteral("Keep it though it is not checked"));
    auto* reason = window.wait<QLineEdit>(QStringLiteral("Why it is kept unchecked"));
    auto* owner = window.wait<QLineEdit>(QStringLiteral("Owner"));
    CHECK_FALSE(reason->isEnabled());
    keep->setFocus();
    QTest::keyClick(keep, Qt::Key_Space);
    REQUIRE(keep->isChecked());
    CHECK(window.comesToShow(QStringLiteral("Say why, and who answers for it")));
    CHECK_FALSE(save->isEnabled());
    QTest::keyClicks(reason, QStringLiteral("agreed with the editors"));
    CHECK(window.comesToShow(QStringLiteral("Say who answers for it")));
    CHECK_FALSE(save->isEnabled());
    QTest::keyClicks(owner, QStringLiteral("Anna"));
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    CHECK(window.waitsFor([&] { return window.find<QLabel>(kBadge) != nullptr; })); // as the site would be served it
    window.picture(QStringLiteral("unchecked-editor-light"));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return stored(desk).size() == 1; }));
    const QJsonObject kept = stored(desk).first().toObject();
    CHECK(kept.value(QStringLiteral("extent")).toString() == QStringLiteral("none"));
    CHECK(kept.value(QStringLiteral("unchecked")).toObject().value(QStringLiteral("owner")).toString() == QStringLiteral("Anna"));
    CHECK(kept.value(QStringLiteral("unchecked")).toObject().value(QStringLiteral("reason")).toString() == QStringLiteral("agreed with the editors"));
    CHECK(window.comesToShow(QStringLiteral("Kept by Anna: agreed with the editors")));
    CHECK(window.comesToShow(QStringLiteral("1 of 1 would be served today; 1 not checked")));

    // The same text as a notice: nothing has to be chosen.
    text->selectAll();
    QTest::keyClicks(text, kNotice);
    CHECK(window.comesToShow(QStringLiteral("Notice: it says nothing of the figures")));
    REQUIRE(window.waitsFor([&] { return save->isEnabled() && !keep->isVisible(); }));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return stored(desk).first().toObject().value(QStringLiteral("extent")).toString() == QStringLiteral("notice"); }));
    CHECK(stored(desk).first().toObject().value(QStringLiteral("unchecked")).isNull());
    CHECK(window.waitsFor([&] { return window.find<QLabel>(kNoticeBadge) != nullptr; }));
}

TEST_CASE("the list of fallbacks has a badge a kind, and what was kept before says that nobody keeps it")
{
    Desk desk;
    published(desk);
    desk.write(QStringLiteral("set.json"), desk.run(words("--json factoids --limit 1")).out);
    (void)desk.ask({QStringLiteral("fallbacks"), QStringLiteral("import"), desk.path(QStringLiteral("set.json"))});
    add(desk, kNotice);
    add(desk, kLie, kKept);
    add(desk, QStringLiteral("Councils sold XIV homes."), kKept);
    add(desk, QStringLiteral("caerdydd sydd mewn dyled."), kKept + QStringList{QStringLiteral("--language"), QStringLiteral("cy")});
    REQUIRE(open(desk)->run(QStringLiteral("UPDATE fallbacks SET owner = '', unchecked_owner = 'before checking', unchecked_reason = 'before' WHERE id = 4")));
    Window window(desk, QStringLiteral("fallbacks"), kNow);
    auto* list = window.wait<ReorderList>(QStringLiteral("Fallbacks in the order in which they are served"));
    REQUIRE(window.waitsFor([&] { return list->keys().size() == 5; }));
    const std::pair<const char*, QString> expected[] = {
        {"1", QStringLiteral("Proven: every word holds against today's figures")}, {"2", kNoticeBadge}, {"3", kBadge}, {"4", kBadge}, {"5", kBadge}};
    for (const auto& [key, badge] : expected) {
        const QString row = QLatin1String(key);
        INFO(key);
        REQUIRE(window.waitsFor([&] { return rowOf(list, row) != nullptr; }));
        QLabel* found = badgeOf(rowOf(list, row), badge);
        REQUIRE(found);
        CHECK(found->text().contains(QStringLiteral("✓")) == (row == QStringLiteral("1"))); // a tick is for what is proven
    }
    CHECK(window.comesToShow(QStringLiteral("Nobody keeps it, so it is not served.")));
    CHECK(window.comesToShow(QStringLiteral("4 of 5 would be served today; 3 not checked")));
    for (const char* look : {"light", "dark"}) {
        window.theme().choose(QLatin1String(look));
        window.picture(QStringLiteral("unchecked-list-") + QLatin1String(look));
    }
    // Deciding, by keys: the owner of the upgrade is nobody, so the field is empty.
    list->setCurrent(QStringLiteral("4"));
    Q_EMIT list->currentChanged(QStringLiteral("4"));
    auto* owner = window.wait<QLineEdit>(QStringLiteral("Owner"));
    auto* keep = window.wait<QAbstractButton>(QStringLiteral("Keep it though it is not checked"));
    CHECK(owner->text().isEmpty());
    CHECK_FALSE(keep->isChecked());
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QTest::keyClicks(window.wait<QLineEdit>(QStringLiteral("Why it is kept unchecked")), QStringLiteral("known"));
    QTest::keyClicks(owner, QStringLiteral("Ben"));
    auto* save = window.wait<QAbstractButton>(QStringLiteral("Save the fallback"));
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    CHECK(window.comesToShow(QStringLiteral("5 of 5 would be served today; 3 not checked")));
}

TEST_CASE("Overview shows what readers get when nothing of the set is left, not as proven")
{
    Desk desk;
    published(desk);
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    add(desk, kLie, kKept);
    add(desk, kNotice);
    for (const QJsonValue& factoid : desk.ask(words("factoids --limit 99")).value(QStringLiteral("factoids")).toArray())
        (void)desk.ask({QStringLiteral("curate"), QStringLiteral("withdraw"), factoid.toObject().value(QStringLiteral("id")).toString(), QStringLiteral("--reason"), QStringLiteral("wrong")});
    Window window(desk, QStringLiteral("overview"), kNow);
    REQUIRE(window.comesToShow(kLie));
    CHECK(window.find<QLabel>(kBadge));
    CHECK(window.find<QLabel>(kNoticeBadge));
    CHECK_FALSE(window.shows(QStringLiteral("✓ proven")));
    CHECK_FALSE(window.find<QAbstractButton>(QStringLiteral("Why it is true: ") + kLie));
    for (const char* look : {"light", "dark"}) {
        window.theme().choose(QLatin1String(look));
        window.picture(QStringLiteral("unchecked-overview-") + QLatin1String(look));
    }
    window.click(QStringLiteral("See it in Fallbacks: ") + kLie);
    CHECK(window.wait<QPlainTextEdit>(QStringLiteral("Sentence"))->toPlainText() == kLie);
}

TEST_CASE("a text of the set that another program put there without claims is marked on Factoids and on Overview")
{
    Desk desk;
    published(desk);
    (void)desk.ask({QStringLiteral("export"), QStringLiteral("--out"), desk.path(QStringLiteral("out"))});
    const QJsonObject lie{{QStringLiteral("id"), QStringLiteral("f0123456789abcdef")}, {QStringLiteral("text"), kLie}, {QStringLiteral("language"), QStringLiteral("en")},
                          {QStringLiteral("claims"), QJsonArray()}, {QStringLiteral("generated_at"), kNow}, {QStringLiteral("extent"), QStringLiteral("whole")}};
    REQUIRE(open(desk)->run(QStringLiteral("UPDATE factoids SET id = ?, body = ? WHERE position = 1"),
                            {lie.value(QStringLiteral("id")).toString(), QString::fromUtf8(QJsonDocument(lie).toJson(QJsonDocument::Compact))}));
    Window window(desk, QStringLiteral("factoids"), kNow);
    REQUIRE(window.comesToShow(kLie));
    CHECK(window.waitsFor([&] { return window.find<QLabel>(kBadge) != nullptr; }));
    CHECK(window.comesToShow(QStringLiteral("1 not checked")));
    window.picture(QStringLiteral("unchecked-factoids-light"));
    window->navigator().go({QStringLiteral("overview")});
    REQUIRE(window.comesToShow(kLie));
    CHECK(window.find<QLabel>(kBadge));
    CHECK_FALSE(window.find<QAbstractButton>(QStringLiteral("Why it is true: ") + kLie));
}

TEST_CASE("a bundle's panel names each text in it that is not proven")
{
    Desk desk;
    published(desk);
    Factoid lie;
    lie.text = kLie;
    lie.id = factoidId(lie.language, lie.text, {});
    lie.generatedAt = QDateTime::fromString(kNow, Qt::ISODate);
    Factoid notice = lie;
    notice.text = kNotice;
    notice.id = factoidId(notice.language, notice.text, {});
    notice.extent = kIsNotice;
    BundleInput input;
    input.factoids = {lie, notice};
    input.siteTitle = QStringLiteral("Test");
    input.created = lie.generatedAt;
    input.expiry = input.created.addDays(30);
    input.dataHash = QByteArray(64, 'a');
    const auto written = writeBundle(input, desk.path(QStringLiteral("out")));
    REQUIRE(written);
    {
        const auto db = open(desk);
        REQUIRE(SetStore(*db).noteBundle(input.created, written->path, input.dataHash, written->manifestSha256, 2));
    }
    CHECK(desk.run({QStringLiteral("bundles"), written->path}).out.contains("not checked: " + kLie.toUtf8()));
    Window window(desk, QStringLiteral("bundles"), kNow);
    auto* table = window.wait<DataTable>(QStringLiteral("Bundles"));
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 1; }));
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    CHECK(window.comesToShow(QStringLiteral("0 of 2")));
    CHECK(window.comesToShow(kLie));
    CHECK(window.find<QLabel>(kBadge));
    CHECK(window.find<QLabel>(kNoticeBadge));
    window.picture(QStringLiteral("unchecked-bundle-light"));
}
