// fallbacks add, remove, import (SPEC 7): curated factoids, each checked against today's figures first.
#include "core/jobs/job.h"
#include "core/jobs/proof.h"
#include "core/store/cell_store.h"
#include "core/store/fallback_store.h"
#include "core/store/settings_store.h"

#include <QFile>
#include <QJsonDocument>

namespace factoid {

namespace {

// A fallback without claims states nothing that can be proven, so it may not hold numbers either: the
// verifier refuses the number. Gives the first fallback's reason.
Result<void> prove(Database& db, const std::vector<Fallback>& fallbacks)
{
    std::vector<Factoid> factoids;
    for (const Fallback& fallback : fallbacks)
        factoids.push_back(fallback.toFactoid({}));
    const auto proof = Proof::of(db, factoids);
    if (!proof)
        return std::unexpected(proof.error());
    for (const Factoid& factoid : factoids) {
        const auto verdict = (*proof)->verify(factoid);
        if (!verdict.supported)
            return fail(ErrorKind::Verification, QStringLiteral("“%1” is not borne out by the figures: %2").arg(factoid.text, verdict.reason));
    }
    return {};
}

Result<std::vector<Fallback>> readFallbacks(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Input, QStringLiteral("cannot be read: %1").arg(file.errorString()), path);
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parse);
    QJsonArray rows = document.isArray() ? document.array() : document.object().value(QStringLiteral("fallbacks")).toArray();
    // One of our own factoids will do as well: `factoids --json` gives them with their claims.
    if (rows.isEmpty())
        rows = document.object().value(QStringLiteral("factoids")).toArray();
    if (rows.isEmpty() && document.object().contains(QStringLiteral("text")))
        rows.append(document.object());
    if (rows.isEmpty())
        return fail(ErrorKind::Input, parse.error == QJsonParseError::NoError ? QStringLiteral("holds no fallbacks") : QStringLiteral("is not JSON: %1").arg(parse.errorString()), path);
    std::vector<Fallback> fallbacks;
    for (const QJsonValue& row : rows) {
        auto fallback = Fallback::fromJson(row.toObject());
        if (!fallback)
            return fail(ErrorKind::Input, QStringLiteral("fallback %1: %2").arg(fallbacks.size() + 1).arg(fallback.error().message), path);
        fallbacks.push_back(std::move(*fallback));
    }
    return fallbacks;
}

Result<std::vector<Fallback>> wanted(const QJsonObject& options)
{
    if (const QString path = options.value(QStringLiteral("file")).toString(); !path.isEmpty())
        return readFallbacks(path);
    auto one = Fallback::fromJson(options);
    if (!one)
        return std::unexpected(one.error());
    return std::vector<Fallback>{std::move(*one)};
}

} // namespace

Result<JobOutcome> fallbacksJob(JobContext& context, const QJsonObject& options)
{
    const QString action = options.value(QStringLiteral("action")).toString();
    const QDateTime now = context.clock.now();
    FallbackStore store(context.db);
    JobOutcome outcome;
    if (action == QLatin1String("remove")) {
        const qint64 id = options.value(QStringLiteral("id")).toInteger();
        auto removed = context.db.transaction<bool>([&]() -> Result<bool> {
            if (auto gone = store.remove(id, now); !gone)
                return std::unexpected(gone.error());
            if (auto noted = SettingsStore(context.db).audit(now, context.trigger, QStringLiteral("fallback removed"), options); !noted)
                return std::unexpected(noted.error());
            return true;
        });
        if (!removed)
            return std::unexpected(removed.error());
        outcome.result = {{QStringLiteral("removed"), id}};
        outcome.note = QStringLiteral("fallback %1 is in the bin for 14 days").arg(id);
        return outcome;
    }
    const auto fallbacks = wanted(options);
    if (!fallbacks)
        return std::unexpected(fallbacks.error());
    if (auto proven = prove(context.db, *fallbacks); !proven)
        return std::unexpected(proven.error());
    QJsonArray ids;
    auto added = context.db.transaction<bool>([&]() -> Result<bool> {
        for (const Fallback& fallback : *fallbacks) {
            const auto id = store.add(fallback, now);
            if (!id)
                return std::unexpected(id.error());
            ids.append(*id);
        }
        if (auto noted = SettingsStore(context.db).audit(now, context.trigger, QStringLiteral("fallbacks added"), {{QStringLiteral("ids"), ids}}); !noted)
            return std::unexpected(noted.error());
        return true;
    });
    if (!added)
        return std::unexpected(added.error());
    outcome.result = {{QStringLiteral("added"), ids}};
    outcome.note = QStringLiteral("%1 fallbacks added, each borne out by today's figures").arg(ids.size());
    return outcome;
}

} // namespace factoid
