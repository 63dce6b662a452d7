// Sentences whose numbers are all right and which say them of something else: the cases that once were believed, on all of
// the real figures.
#include "words_support.h"

#include <QDir>
#include <QJsonDocument>

using namespace factoid;
using namespace factoid::test;

namespace {

// The factoids of a case; empty for cases of another kind.
std::vector<Factoid> factoidsOf(const QJsonObject& json) {
    std::vector<Factoid> factoids;
    for (const QJsonValue& each : json.value(QLatin1String("factoids")).toArray()) {
        const QJsonObject object = each.toObject();
        Factoid made;
        made.text = object.value(QLatin1String("text")).toString();
        made.language = object.value(QLatin1String("language")).toString(QStringLiteral("en"));
        for (const QJsonValue& claim : object.value(QLatin1String("claims")).toArray()) {
            if (auto read = claimFromJson(claim.toObject()))
                made.claims.push_back(*std::move(read));
        }
        factoids.push_back(std::move(made));
    }
    return factoids;
}

} // namespace

TEST_CASE("lies that were believed are refused", "[shared-data]") {
    const Panel* panel = sharedPanel();
    if (!panel)
        return;
    const QDir folder(qEnvironmentVariable("FACTOID_SHARED_DATA") + QStringLiteral("/../cases/truth"));
    if (!folder.exists()) {
        WARN("skipped: there is no folder of cases beside the data");
        return;
    }
    const Verifier verifier(*panel, wordTraits());
    int judged = 0;
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        if (!json.value(QLatin1String("expected")).toString().startsWith(QLatin1String("refused")))
            continue;
        for (const Factoid& factoid : factoidsOf(json)) {
            INFO(name.toStdString() << ": " << factoid.text.toStdString() << " (" << json.value(QLatin1String("why")).toString().toStdString() << ")");
            CHECK_FALSE(verifier.verify(factoid).supported);
            ++judged;
        }
    }
    CHECK(judged >= 40);
}
