// Texts without claims in the real window: notices, what is saved only by choice, and the badge "Not checked" wherever
// such a text is shown, by name and in both looks.
#include "tests/window/window_fixture.h"

#include "core/publish/bundle.h"
#include "core/store/site/bundle_store.h"
#include "ui/table/data_table.h"
#include "ui/widgets/reorder_list.h"

#include <QLineEdit>
#include <QPlainTextEdit>

using namespace factoid;
using namespace factoid::test;

namespace {

const QString kNow = u"2026-06-01T09:00:00Z"_s;
const QString kLie = u"Councillors stole from pensioners."_s;
const QString kNotice = u"New figures appear here when they are published."_s;
const QString kBadge = u"Not checked: nothing proves this text"_s; // its accessible name
const QString kNoticeBadge = u"Notice: it says nothing about the figures"_s;

Desk& published(Desk& desk)
{
    writeSmallData(desk);
    desk.setNow(kNow);
    (void)desk.ask({u"import"_s, desk.path(u"data"_s)});
    (void)desk.ask(words("update-factoids"));
    return desk;
}

void add(const Desk& desk, const QString& text, const QStringList& more = {})
{
    (void)desk.ask(QStringList{u"fallbacks"_s, u"add"_s, u"--text"_s, text} + more);
}

const QStringList kKept{u"--unchecked"_s, u"--owner"_s, u"Anna"_s, u"--reason"_s, u"agreed with the editors"_s};

QJsonArray stored(const Desk& desk)
{
    return desk.ask(words("fallbacks list")).value(u"fallbacks"_s).toArray();
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
    Window window(desk, u"fallbacks"_s, kNow);
    REQUIRE(window.comesToShow(u"There are no fallbacks."_s));
    QTest::keyClick(&*window, Qt::Key_N, Qt::ControlModifier);
    auto* text = window.wait<QPlainTextEdit>(u"Sentence"_s);
    auto* save = window.wait<QAbstractButton>(u"Save the fallback"_s);
    text->setFocus();
    QTest::keyClicks(text, kLie);
    CHECK(window.comesToShow(u"Not checked: no claim supports it, and it is not a notice"_s));
    CHECK_FALSE(save->isEnabled());
    CHECK_FALSE(window.find<QLabel>(kBadge)); // not in the preview: nobody would be served it
    auto* keep = window.wait<QAbstractButton>(u"Keep it unchecked"_s);
    auto* reason = window.wait<QLineEdit>(u"Why it is kept unchecked"_s);
    auto* owner = window.wait<QLineEdit>(u"Owner"_s);
    CHECK_FALSE(reason->isEnabled());
    keep->setFocus();
    QTest::keyClick(keep, Qt::Key_Space);
    REQUIRE(keep->isChecked());
    CHECK(window.comesToShow(u"Give a reason, and name who is responsible"_s));
    CHECK_FALSE(save->isEnabled());
    QTest::keyClicks(reason, u"agreed with the editors"_s);
    CHECK(window.comesToShow(u"Name who is responsible"_s));
    CHECK_FALSE(save->isEnabled());
    QTest::keyClicks(owner, u"Anna"_s);
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    CHECK(window.waitsFor([&] { return window.find<QLabel>(kBadge) != nullptr; })); // as the site would be served it
    window.picture(u"unchecked-editor-light"_s);
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    REQUIRE(window.waitsFor([&] { return stored(desk).size() == 1; }));
    const QJsonObject kept = stored(desk).first().toObject();
    CHECK(kept.value(u"extent"_s).toString() == u"none"_s);
    CHECK(kept.value(u"unchecked"_s).toObject().value(u"owner"_s).toString() == u"Anna"_s);
    CHECK(kept.value(u"unchecked"_s).toObject().value(u"reason"_s).toString() == u"agreed with the editors"_s);
    CHECK(window.comesToShow(u"Kept by Anna: agreed with the editors"_s));
    CHECK(window.comesToShow(u"1 of 1 would be served today; 1 not checked"_s));

    // The same text as a notice: nothing has to be chosen.
    text->selectAll();
    QTest::keyClicks(text, kNotice);
    CHECK(window.comesToShow(u"Notice: it says nothing about the figures"_s));
    REQUIRE(window.waitsFor([&] { return save->isEnabled() && !keep->isVisible(); }));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    REQUIRE(
        window.waitsFor([&] { return stored(desk).first().toObject().value(u"extent"_s).toString() == u"notice"_s; }));
    CHECK(stored(desk).first().toObject().value(u"unchecked"_s).isNull());
    CHECK(window.waitsFor([&] { return window.find<QLabel>(kNoticeBadge) != nullptr; }));
}

TEST_CASE("the list of fallbacks has a badge a kind, and what was kept before says that nobody keeps it")
{
    Desk desk;
    published(desk);
    desk.write(u"set.json"_s, desk.run(words("--json factoids --limit 1")).out);
    (void)desk.ask({u"fallbacks"_s, u"import"_s, desk.path(u"set.json"_s)});
    add(desk, kNotice);
    add(desk, kLie, kKept);
    add(desk, u"Councils sold XIV homes."_s, kKept);
    add(desk, u"caerdydd sydd mewn dyled."_s, kKept + QStringList{u"--language"_s, u"cy"_s});
    REQUIRE(open(desk)->run(
        u"UPDATE fallbacks SET owner = '', unchecked_owner = 'before checking', unchecked_reason = 'before' WHERE id = 4"_s));
    Window window(desk, u"fallbacks"_s, kNow);
    auto* list = window.wait<ReorderList>(u"Fallbacks in the order in which they are served"_s);
    REQUIRE(window.waitsFor([&] { return list->keys().size() == 5; }));
    const std::pair<const char*, QString> expected[] = {{"1", u"Proven: every word is supported by today's figures"_s},
                                                        {"2", kNoticeBadge},
                                                        {"3", kBadge},
                                                        {"4", kBadge},
                                                        {"5", kBadge}};
    for (const auto& [key, badge] : expected) {
        const QString row = QLatin1String(key);
        INFO(key);
        REQUIRE(window.waitsFor([&] { return rowOf(list, row) != nullptr; }));
        QLabel* found = badgeOf(rowOf(list, row), badge);
        REQUIRE(found);
        CHECK(found->text().contains(u"✓"_s) == (row == u"1"_s)); // a tick is for what is proven
    }
    CHECK(window.comesToShow(u"Nobody is responsible for it, so it is not served."_s));
    CHECK(window.comesToShow(u"4 of 5 would be served today; 3 not checked"_s));
    for (const char* look : {"light", "dark"}) {
        window.theme().choose(QLatin1String(look));
        window.picture(u"unchecked-list-"_s + QLatin1String(look));
    }
    // Deciding, by keys: the owner of the upgrade is nobody, so the field is empty.
    list->setCurrent(u"4"_s);
    Q_EMIT list->currentChanged(u"4"_s);
    auto* owner = window.wait<QLineEdit>(u"Owner"_s);
    auto* keep = window.wait<QAbstractButton>(u"Keep it unchecked"_s);
    CHECK(owner->text().isEmpty());
    CHECK_FALSE(keep->isChecked());
    QTest::mouseClick(keep, Qt::LeftButton, {}, QPoint(8, keep->height() / 2));
    QTest::keyClicks(window.wait<QLineEdit>(u"Why it is kept unchecked"_s), u"known"_s);
    QTest::keyClicks(owner, u"Ben"_s);
    auto* save = window.wait<QAbstractButton>(u"Save the fallback"_s);
    REQUIRE(window.waitsFor([&] { return save->isEnabled(); }));
    QTest::keyClick(&*window, Qt::Key_S, Qt::ControlModifier);
    CHECK(window.comesToShow(u"5 of 5 would be served today; 3 not checked"_s));
}

TEST_CASE("Overview shows what readers get when nothing of the set is left, not as proven")
{
    Desk desk;
    published(desk);
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    add(desk, kLie, kKept);
    add(desk, kNotice);
    for (const QJsonValue& factoid : desk.ask(words("factoids --limit 99")).value(u"factoids"_s).toArray())
        (void)desk.ask(
            {u"curate"_s, u"withdraw"_s, factoid.toObject().value(u"id"_s).toString(), u"--reason"_s, u"wrong"_s});
    Window window(desk, u"overview"_s, kNow);
    REQUIRE(window.comesToShow(kLie));
    CHECK(window.find<QLabel>(kBadge));
    CHECK(window.find<QLabel>(kNoticeBadge));
    CHECK_FALSE(window.shows(u"✓ proven"_s));
    CHECK_FALSE(window.find<QAbstractButton>(u"Why it is true: "_s + kLie));
    for (const char* look : {"light", "dark"}) {
        window.theme().choose(QLatin1String(look));
        window.picture(u"unchecked-overview-"_s + QLatin1String(look));
    }
    window.click(u"See it in Fallbacks: "_s + kLie);
    CHECK(window.wait<QPlainTextEdit>(u"Sentence"_s)->toPlainText() == kLie);
}

TEST_CASE("a text of the set that another program put there without claims is marked on Factoids and on Overview")
{
    Desk desk;
    published(desk);
    (void)desk.ask({u"export"_s, u"--out"_s, desk.path(u"out"_s)});
    const QJsonObject lie{{u"id"_s, u"f0123456789abcdef"_s}, {u"text"_s, kLie},         {u"language"_s, u"en"_s},
                          {u"claims"_s, QJsonArray()},       {u"generated_at"_s, kNow}, {u"extent"_s, u"whole"_s}};
    REQUIRE(open(desk)->run(
        u"UPDATE factoids SET id = ?, body = ? WHERE position = 1"_s,
        {lie.value(u"id"_s).toString(), QString::fromUtf8(QJsonDocument(lie).toJson(QJsonDocument::Compact))}));
    Window window(desk, u"factoids"_s, kNow);
    REQUIRE(window.comesToShow(kLie));
    CHECK(window.waitsFor([&] { return window.find<QLabel>(kBadge) != nullptr; }));
    CHECK(window.comesToShow(u"1 not checked"_s));
    window.picture(u"unchecked-factoids-light"_s);
    window->navigator().go({u"overview"_s});
    REQUIRE(window.comesToShow(kLie));
    CHECK(window.find<QLabel>(kBadge));
    CHECK_FALSE(window.find<QAbstractButton>(u"Why it is true: "_s + kLie));
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
    input.siteTitle = u"Test"_s;
    input.created = lie.generatedAt;
    input.expiry = input.created.addDays(30);
    input.dataHash = QByteArray(64, 'a');
    const auto written = writeBundle(input, desk.path(u"out"_s));
    REQUIRE(written);
    {
        const auto db = open(desk);
        REQUIRE(BundleStore(*db).note(input.created, written->path, input.dataHash, written->manifestSha256, 2));
    }
    CHECK(desk.run({u"bundles"_s, written->path}).out.contains("not checked: " + kLie.toUtf8()));
    Window window(desk, u"bundles"_s, kNow);
    auto* table = window.wait<DataTable>(u"Bundles"_s);
    REQUIRE(window.waitsFor([&] { return table->view()->model()->rowCount() == 1; }));
    table->view()->setFocus();
    table->view()->selectRow(0);
    QTest::keyClick(table->view(), Qt::Key_Return);
    CHECK(window.comesToShow(u"0 of 2"_s));
    CHECK(window.comesToShow(kLie));
    CHECK(window.find<QLabel>(kBadge));
    CHECK(window.find<QLabel>(kNoticeBadge));
    window.picture(u"unchecked-bundle-light"_s);
}
