// Every text of the window and every message that the store keeps can be translated: lupdate finds each under the
// context in which the program asks for it.
#include "core/base/message_table.h"
#include "tests/support/test_paths.h"
#include "tests/window/full_desk.h"

#include <QProcess>
#include <QTranslator>
#include <QXmlStreamReader>

#include <set>

using namespace factoid;
using namespace factoid::test;

namespace {

using Asked = std::pair<QString, QString>; // context, text

// Translates nothing and remembers what the window asked for.
class Listener : public QTranslator
{
  public:
    QString translate(const char* context, const char* text, const char*, int) const override
    {
        if (QByteArrayView(context).startsWith("factoid"))
            m_asked.insert({QString::fromUtf8(context), QString::fromUtf8(text)});
        return {};
    }
    bool isEmpty() const override { return false; }
    [[nodiscard]] const std::set<Asked>& asked() const { return m_asked; }

  private:
    mutable std::set<Asked> m_asked;
};

std::set<Asked> textsOf(const QString& file)
{
    QFile ts(file);
    REQUIRE(ts.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&ts);
    std::set<Asked> texts;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "name"_L1)
            context = xml.readElementText();
        else if (xml.name() == "source"_L1)
            texts.insert({context, xml.readElementText()});
    }
    return texts;
}

// What lupdate says, but for what it is doing.
QStringList complaints(const QByteArray& said)
{
    QStringList found;
    for (const QString& line : QString::fromUtf8(said).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!line.startsWith("Scanning"_L1) && !line.startsWith("Updating"_L1) && !line.contains("Found "_L1))
            found << line;
    }
    return found;
}

} // namespace

TEST_CASE("lupdate finds every text that the pages ask for, under that context, and warns of nothing")
{
    Desk desk;
    const QString file = desk.path(u"desk.ts"_s);
    QProcess lupdate;
    lupdate.setWorkingDirectory(sourcePath());
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(lupdateBinary(), {u"ui"_s, u"app"_s, u"core"_s, u"-I"_s, u"."_s, u"-ts"_s, file});
    REQUIRE(lupdate.waitForFinished(kPatience));
    REQUIRE(lupdate.exitCode() == 0);
    CHECK(complaints(lupdate.readAll()).join(QLatin1Char('\n')).toStdString() == "");
    const std::set<Asked> found = textsOf(file);
    CHECK(found.size() > 1500);
    for (const auto& [context, text] : found) {
        INFO(text.toStdString());
        CHECK((context.startsWith("factoid::"_L1) || context == "QObject"_L1));
    }

    for (const MessageText& row : messageTable()) {
        INFO(row.id);
        CHECK(found.contains({QString::fromLatin1(kMessageContext), QString::fromUtf8(row.text)}));
    }

    Listener listener;
    QCoreApplication::installTranslator(&listener);
    {
        fill(desk);
        Window window(desk);
        for (const PageSpec& page : window->pages()) {
            window->navigator().go({page.id});
            settle(window);
        }
    }
    QCoreApplication::removeTranslator(&listener);
    CHECK(std::ranges::any_of(listener.asked(),
                              [](const Asked& each) { return each.first == QLatin1String(kMessageContext); }));
    CHECK(listener.asked().size() > 400);
    for (const auto& [context, text] : listener.asked()) {
        INFO(context.toStdString() << " asks for “" << text.toStdString() << "”");
        CHECK(found.contains({context, text}));
    }
}
