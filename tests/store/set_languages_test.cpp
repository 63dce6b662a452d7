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
    made.text = u"%1 %2"_s.arg(language).arg(fact);
    made.factKey = u"fact %1"_s.arg(fact);
    made.field = u"field %1"_s.arg(fact);
    made.id = factoidId(language, made.text, {});
    return made;
}

struct Store {
    Store()
        : db(Database::open({folder.filePath(u"store.db"_s)}, OpenMode::ReadWrite).value())
    {
    }
    // Facts 1 to 4 in each language, two of them on show.
    void publish(const QStringList& languages, const QString& at = u"2026-06-01T09:00:00Z"_s)
    {
        PublishedSet set;
        set.publishedAt = QDateTime::fromString(at, Qt::ISODate);
        set.slot = u"now"_s;
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
        return texts.join(u", "_s);
    }

    QTemporaryDir folder;
    std::unique_ptr<Database> db;
};

const QString kEn = u"en"_s, kCy = u"cy"_s;
const QDateTime kLater = QDateTime::fromString(u"2026-06-02T09:00:00Z"_s, Qt::ISODate);

} // namespace

TEST_CASE("each language of a set shows as many, English first, whichever was written first")
{
    Store store;
    store.publish({kCy, kEn});
    CHECK(store.current().languages() == QStringList{kEn, kCy});
    CHECK(store.live() == u"en 1, en 2, cy 1, cy 2"_s);
    CHECK(store.live(kCy) == u"cy 1, cy 2"_s);
    CHECK(store.current().liveIn(kCy, 3).size() == 3);
    CHECK(store.current().allLive().size() == 8);
    CHECK(store.live(u"fr"_s).isEmpty());
}

TEST_CASE("a text that goes is followed by the next of its language, and the other language stays as it is")
{
    Store store;
    store.publish({kEn, kCy});
    SetStore sets(*store.db);
    REQUIRE(sets.withdraw(store.current(), text(kCy, 1), {u"wrong"_s, -1, {}}, kLater));
    CHECK(store.live(kCy) == u"cy 2, cy 3"_s);
    CHECK(store.live(kEn) == u"en 1, en 2"_s);
    REQUIRE(sets.bringBack(store.current(), text(kCy, 1).id));
    CHECK(store.live(kCy) == u"cy 1, cy 2"_s);
    for (int fact = 1; fact <= 4; ++fact)
        REQUIRE(sets.withdraw(store.current(), text(kEn, fact), {u"wrong"_s, -1, {}}, kLater));
    CHECK(store.current().languages() == QStringList{kEn, kCy}); // it is a set in both all the same
    CHECK(store.live() == u"cy 1, cy 2"_s);
}

TEST_CASE("a text is put in at its place within its language, and the same fact once a language")
{
    Store store;
    store.publish({kEn, kCy});
    SetStore sets(*store.db);
    const auto [behind, en, cy] = GENERATE(table<int, const char*, const char*>({{0, "en 1, en 2", "cy 9, cy 1"},
                                                                                 {1, "en 1, en 2", "cy 1, cy 9"},
                                                                                 {2, "en 1, en 2", "cy 1, cy 2"},
                                                                                 {99, "en 1, en 2", "cy 1, cy 2"}}));
    INFO("behind " << behind);
    REQUIRE(sets.insert(store.current(), text(kCy, 9), behind));
    CHECK(store.live(kEn) == QLatin1String(en));
    CHECK(store.live(kCy) == QLatin1String(cy));
    const auto all = store.current().liveIn(kCy, 10);
    CHECK(all[static_cast<size_t>(std::min(behind, 4))].text == u"cy 9"_s);
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
    CHECK(two.db->scalar(u"SELECT COUNT(*) FROM shown"_s).value()->toInt() == 4);
    for (const QString& language : {kEn, kCy}) {
        const auto past = SetStore(*two.db).showings(u"fact 1"_s, language, 10);
        REQUIRE(past);
        REQUIRE(past->size() == 2);
        for (const auto& showing : *past)
            CHECK(showing.text == u"%1 1"_s.arg(language));
        CHECK(past->front().set > past->back().set);
    }
    const auto english = SetStore(*one.db).showings(u"fact 1"_s, kCy, 1);
    REQUIRE(english);
    REQUIRE(english->size() == 1);
    CHECK(english->front().language == kEn);
}
