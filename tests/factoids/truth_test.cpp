// Sentences whose numbers are all right and which say them of something else: the cases that once were believed, on all
// of the real figures.
#include "words_support.h"

#include <QDir>
#include <QJsonDocument>

using namespace factoid;
using namespace factoid::test;

namespace {

// The factoids of a case; empty for cases of another kind.
std::vector<Factoid> factoidsOf(const QJsonObject& json)
{
    std::vector<Factoid> factoids;
    for (const QJsonValue& each : json.value("factoids"_L1).toArray()) {
        const QJsonObject object = each.toObject();
        Factoid made;
        made.text = object.value("text"_L1).toString();
        made.language = object.value("language"_L1).toString(u"en"_s);
        for (const QJsonValue& claim : object.value("claims"_L1).toArray()) {
            if (auto read = claimFromJson(claim.toObject()))
                made.claims.push_back(*std::move(read));
        }
        factoids.push_back(std::move(made));
    }
    return factoids;
}

} // namespace

TEST_CASE("lies that were believed are refused", "[shared-data]")
{
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const QDir folder(qEnvironmentVariable("FACTOID_SHARED_DATA") + u"/../cases/truth"_s);
    if (!folder.exists()) {
        WARN("skipped: there is no folder of cases beside the data");
        return;
    }
    const Verifier verifier(*panel, wordTraits());
    int judged = 0;
    for (const QString& name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        if (!json.value("expected"_L1).toString().startsWith("refused"_L1))
            continue;
        for (const Factoid& factoid : factoidsOf(json)) {
            INFO(name.toStdString() << ": " << factoid.text.toStdString() << " ("
                                    << json.value("why"_L1).toString().toStdString() << ")");
            CHECK_FALSE(verifier.verify(factoid).supported);
            ++judged;
        }
    }
    CHECK(judged >= 40);
}
