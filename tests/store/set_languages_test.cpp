// A set in two languages as the store keeps it: what is on show, what moves up, what counts as shown.
#include "core/store/site/set_store.h"

#include <catch2/catch.hpp>

#include <QTemporaryDir>

using namespace factoid;

namespace {

Factoid text(const QString& language, int fact)
{
    Factoid made;
    made.language = language;
    made.text = QStringLiteral("%1 %2").arg(language).arg(fact);
    made.factKey = QStringLiteral("fact %1").arg(fact);
    made.field = QStringLiteral("field %1").arg(fact);
    made.id = factoidId(language, made.text, {});
    return made;
}

struct Store {
    Store() : db(Database::open({folder.filePath(QStringLiteral("store.db"))}, OpenMode::ReadWrite).value()) {}
    // Facts 1 to 4 in each language, two of them on show.
    void publish(const QStringList& languages, const QString& at = QStringLiteral("2026-06-01T09:00:00Z"))
    {
        PublishedSet set;
        set.publishedAt = QDateTime::fromString(at, Qt::ISODate);
        set.slot = QStringLiteral("now");
        set.onShow = 2;
        for (const QString& language : languages) {
            for (int fact = 1; fact <= 4; ++fact)
                set.factoids.push_back({text(language, fact), static_cast<int>(set.factoids.size()) + 1, {}});
        }
        REQUIRE(SetStore(*db).publish(set, {}));
    }
    [[nodiscard]] PublishedSet current() const { return SetStore(*db).current().value(); }
    [[nodiscard]] QString live(const QString& language = {}) const
    {
        QStringList texts;
        for (const Factoid& factoid : language.isEmpty() ? current().live() : current().liveIn(language))
            texts << factoid.text;
        return texts.join(QStringLiteral(", "));
    }

    QTemporaryDir folder;
    std::unique_ptr<Database> db;
};

const QString kEn = QStringLiteral("en"), kCy = QStringLiteral("cy");
const QDateTime kLater = QDateTime::fromString(QStringLiteral("2026-06-02T09:00:00Z"), Qt::ISODate);

} // namespace

TEST_CASE("each language of a set shows as many, English first, whichever was written first")
{
    Store store;
    store.publish({kCy, kEn});
    CHECK(store.current().languages() == QStringList{kEn, kCy});
    CHECK(store.live() == QStringLiteral("en 1, en 2, cy 1, cy 2"));
    CHECK(store.live(kCy) == QStringLiteral("cy 1, cy 2"));
    CHECK(store.current().liveIn(kCy, 3).size() == 3);
    CHECK(store.current().allLive().size() == 8);
    CHECK(store.live(QStringLiteral("fr")).isEmpty());
}

TEST_CASE("a text that goes is followed by the next of its language, and the other language stays as it is")
{
    Store store;
    store.publish({kEn, kCy});
    SetStore sets(*store.db);
    REQUIRE(sets.withdraw(store.current(), text(kCy, 1), {QStringLiteral("wrong"), -1, {}}, kLater));
    CHECK(store.live(kCy) == QStringLiteral("cy 2, cy 3"));
    CHECK(store.live(kEn) == QStringLiteral("en 1, en 2"));
    REQUIRE(sets.bringBack(store.current(), text(kCy, 1).id));
    CHECK(store.live(kCy) == QStringLiteral("cy 1, cy 2"));
    for (int fact = 1; fact <= 4; ++fact)
        REQUIRE(sets.withdraw(store.current(), text(kEn, fact), {QStringLiteral("wrong"), -1, {}}, kLater));
    CHECK(store.current().languages() == QStringList{kEn, kCy}); // it is a set in both all the same
    CHECK(store.live() == QStringLiteral("cy 1, cy 2"));
}

TEST_CASE("a text is put in at its place within its language, and the same fact once a language")
{
    Store store;
    store.publish({kEn, kCy});
    SetStore sets(*store.db);
    const auto [behind, en, cy] = GENERATE(table<int, const char*, const char*>({
        {0, "en 1, en 2", "cy 9, cy 1"}, {1, "en 1, en 2", "cy 1, cy 9"}, {2, "en 1, en 2", "cy 1, cy 2"}, {99, "en 1, en 2", "cy 1, cy 2"}}));
    INFO("behind " << behind);
    REQUIRE(sets.insert(store.current(), text(kCy, 9), behind));
    CHECK(store.live(kEn) == QLatin1String(en));
    CHECK(store.live(kCy) == QLatin1String(cy));
    const auto all = store.current().liveIn(kCy, 10);
    CHECK(all[static_cast<size_t>(std::min(behind, 4))].text == QStringLiteral("cy 9"));
    REQUIRE(sets.insert(store.current(), text(kEn, 9), 0));
    const auto twice = sets.insert(store.current(), text(kCy, 9), 0);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().kind == ErrorKind::Input);
}

TEST_CASE("a fact that is shown in two languages is shown once, and its past is told in the language that is asked for")
{
    Store one, two;
    for (const char* at : {"2026-06-01T09:00:00Z", "2026-06-01T18:00:00Z"}) {
        one.publish({kEn}, QLatin1String(at));
        two.publish({kEn, kCy}, QLatin1String(at));
    }
    REQUIRE(SetStore(*two.db).noteShown(kLater));
    const auto shownOne = SetStore(*one.db).shown(kLater), shownTwo = SetStore(*two.db).shown(kLater);
    REQUIRE((shownOne && shownTwo));
    CHECK(shownOne->factAgeDays == shownTwo->factAgeDays);
    CHECK(shownOne->fieldAgeDays == shownTwo->fieldAgeDays);
    CHECK(two.db->scalar(QStringLiteral("SELECT COUNT(*) FROM shown")).value()->toInt() == 4);
    for (const QString& language : {kEn, kCy}) {
        const auto past = SetStore(*two.db).showings(QStringLiteral("fact 1"), language, 10);
        REQUIRE(past);
        REQUIRE(past->size() == 2);
        for (const auto& showing : *past)
            CHECK(showing.text == QStringLiteral("%1 1").arg(language));
        CHECK(past->front().set > past->back().set);
    }
    const auto english = SetStore(*one.db).showings(QStringLiteral("fact 1"), kCy, 1);
    REQUIRE(english);
    REQUIRE(english->size() == 1);
    CHECK(english->front().language == kEn);
}
