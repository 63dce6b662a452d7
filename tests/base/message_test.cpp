// What the program says is an id with arguments until somebody reads it, and the table words each id.
#include "core/base/message.h"
#include "core/base/message_json.h"
#include "core/base/message_table.h"
#include "tests/support/test_paths.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTimeZone>
#include <QTranslator>

#include <catch2/catch.hpp>

#include <set>

using namespace factoid;
using namespace factoid::test;

namespace {

QString sourceOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QString::fromUtf8(file.readAll());
}

// Which of %1 … %9 a text has.
std::set<int> placesIn(const char* text)
{
    std::set<int> places;
    static const QRegularExpression place(u"%([1-9])"_s);
    for (const auto& match : place.globalMatch(QString::fromUtf8(text)))
        places.insert(match.captured(1).toInt());
    return places;
}

// Says everything in capitals, and plurals by Welsh rules that are good enough to tell them apart.
class Shouter : public QTranslator
{
  public:
    QString translate(const char* context, const char* text, const char*, int count) const override
    {
        if (QByteArrayView(context) != kMessageContext)
            return {};
        return QString::fromUtf8(text).toUpper() + (count == 2 ? u" (TWO)"_s : QString());
    }
    bool isEmpty() const override { return false; }
};

} // namespace

TEST_CASE("a message is worded where it is read, and comes back from the store as it went in")
{
    const QDateTime slot(QDate(2026, 11, 24), QTime(6, 0), Qt::UTC);
    const QDateTime summer(QDate(2026, 6, 1), QTime(5, 0), Qt::UTC);
    struct Case {
        Message message;
        const char* says;
    };
    const Message figures = Message("count.figures").count(1250);
    const std::vector<Case> cases{
        {Message(), ""},
        {Message("undo.nothing"), "there is nothing to undo"},
        {Message("cancel.asked").arg(1250), "run 1250 has been asked to stop"},
        {Message("cache.invalidated").count(1), "1 key invalidated"},
        {Message("cache.invalidated").count(0), "0 keys invalidated"},
        {Message("cache.invalidated").count(1'234'567), "1,234,567 keys invalidated"},
        {Message("summaries.done").count(1).arg(2).arg(figures), "1 summary built, 2 unchanged, 1,250 figures read"},
        {Message("import.undone").arg(7).count(1), "import 7 undone: 1 figure restored"},
        {Message("label.pin").arg(u"%1 and 50 %"_s), "pin of “%1 and 50 %”"},
        {Message("schedule.slot_due").arg(slot, Message::Form::Full), "the slot of 06:00 on 24 November 2026 is due"},
        {Message("schedule.slot_due").arg(summer.toTimeZone(QTimeZone("Europe/London")), Message::Form::Time),
         "the slot of 06:00 is due"},
        {Message("breaker.open_until").arg(slot, Message::Form::UtcTime),
         "it failed too often and is not called until 06:00:00 UTC"},
        {Message("undo.done").arg(Message("label.import").arg(3)), "undone: import 3"},
        {Message::list({Message("prune.done"), Message(), Message("undo.nothing")}),
         "everything past its retention has been deleted; there is nothing to undo"},
        {Message::list({Message(), Message("undo.nothing")}), "there is nothing to undo"},
        {Message::commas({Message("proof.withdrawn").count(2), Message("proof.confirmed").count(1)}),
         "2 factoids withdrawn, 1 factoid confirmed again"},
        {Message::verbatim(u"No space left on device"_s), "No space left on device"},
        {Message::verbatim(u"[\"undo.nothing\"]"_s), "[\"undo.nothing\"]"},
        {Message::verbatim({}), ""},
    };
    for (const Case& row : cases) {
        INFO(row.says);
        CHECK(row.message.text().toStdString() == row.says);
        CHECK(row.message.isEmpty() == (row.says[0] == '\0'));
        const Message again = Message::fromStored(row.message.stored());
        CHECK(again == row.message);
        CHECK(again.text().toStdString() == row.says);
    }
    CHECK(Message("cache.invalidated").count(3).stored() == u"[\"cache.invalidated\",{\"count\":3}]"_s);
}

TEST_CASE("what an older store kept is read word for word, and an id of a newer program loses no word")
{
    for (const char* kept : {"12 rows: 11 accepted, 1 rejected; 0 new", "import 3 undone: 1 figure is as before",
                             "[] is odd", "[\"broken", "[\"\\u0000", "[12,\"x\"]", "{\"id\":\"undo.nothing\"}"}) {
        INFO(kept);
        const Message message = Message::fromStored(QString::fromUtf8(kept));
        CHECK(message.text().toStdString() == kept);
        CHECK(Message::fromStored(message.stored()) == message);
    }
    CHECK(Message::fromStored(u"[\"moon.landed\",\"Apollo\",{\"count\":11}]"_s).text() == u"moon.landed Apollo 11"_s);
}

TEST_CASE("a translator words messages, with the plural of its language")
{
    Shouter shouter;
    QCoreApplication::installTranslator(&shouter);
    CHECK(Message("undo.nothing").text() == u"THERE IS NOTHING TO UNDO"_s);
    CHECK(Message("cache.invalidated").count(2).text() == u"2 KEYS INVALIDATED (TWO)"_s);
    CHECK(Message("undo.done").arg(Message("label.pin").arg(u"Leeds"_s)).text() == u"UNDONE: PIN OF “Leeds”"_s);
    QCoreApplication::removeTranslator(&shouter);
}

TEST_CASE("messages within JSON are spoken at any depth, and other texts stay")
{
    const QJsonObject kept{
        {u"reason"_s, Message("cancel.asked").arg(7).stored()},
        {u"text"_s, u"[\"not JSON"_s},
        {u"count"_s, 3},
        {u"attempts"_s, QJsonArray{QJsonObject{{u"why"_s, Message("undo.nothing").stored()}}, u"plain"_s}}};
    CHECK(spoken(kept) ==
          QJsonObject{{u"reason"_s, u"run 7 has been asked to stop"_s},
                      {u"text"_s, u"[\"not JSON"_s},
                      {u"count"_s, 3},
                      {u"attempts"_s, QJsonArray{QJsonObject{{u"why"_s, u"there is nothing to undo"_s}}, u"plain"_s}}});
}

TEST_CASE("a text in a message can be replaced at any depth")
{
    const Message message = Message("chain.of_provider").arg(u"first"_s).arg(Message("key.empty").arg(u"sk-123"_s));
    const Message clean = message.withTexts([](const QString& text) { return text == "sk-123"_L1 ? u"…"_s : text; });
    CHECK(clean.text() == u"first: no key: … is empty"_s);
}

TEST_CASE("the table of messages has each id once, with the same arguments in singular and plural")
{
    std::set<QByteArray> ids;
    for (const MessageText& row : messageTable()) {
        INFO(row.id);
        CHECK(ids.insert(row.id).second);
        CHECK(messageText(row.id) == &row);
        const std::set<int> places = placesIn(row.text);
        CHECK((places.empty() || *places.rbegin() == std::ssize(places)));
        if (row.one) {
            CHECK(!places.empty());
            for (const int place : placesIn(row.one))
                CHECK(places.contains(place));
        }
    }
    CHECK(messageText("no.such") == nullptr);
}

TEST_CASE("every id in the sources is in the table, and every row of the table is used")
{
    // What stands between the brackets of “Message(…)” or “Message words(…)”, and any bare literal of the form of an
    // id: settings and actions, which have dots as well, are QStrings (u"…").
    static const QRegularExpression made(u"\\bMessage(?: \\w+)?\\(([^;{}()]*)\\)"_s);
    static const QRegularExpression literal(u"(?<!u)\"([a-z]+\\.[a-z0-9_]+)\"(?!_)"_s);
    std::set<QString> used;
    int ids = 0;
    QDirIterator files(sourcePath(u"core"_s), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.endsWith("core/base/message_table.cpp"_L1))
            continue;
        const QString source = sourceOf(path);
        for (const auto& message : made.globalMatch(source)) {
            for (const auto& match : literal.globalMatch(message.captured(1))) {
                INFO(path.toStdString() << ": " << match.captured(1).toStdString());
                CHECK(messageText(match.captured(1).toLatin1()) != nullptr);
                ++ids;
            }
        }
        for (const auto& match : literal.globalMatch(source))
            used.insert(match.captured(1));
    }
    CHECK(ids > 300);
    for (const MessageText& row : messageTable()) {
        INFO(row.id);
        CHECK(used.contains(QString::fromLatin1(row.id)));
    }
}
