// export (docs/contract.md, “Bundles”): what a site is shown now, as a bundle.
#include "core/base/counted.h"
#include "core/base/languages.h"
#include "core/jobs/job_table.h"
#include "core/publish/bundle.h"
#include "core/site/proof.h"
#include "core/store/data/register_store.h"
#include "core/store/site/bundle_store.h"
#include "core/store/site/set_store.h"

#include <QFileInfo>

namespace factoid {

namespace {

constexpr int kCorrectionsInBundle = 200;

Correction toCorrection(const CorrectionRecord& record)
{
    Correction correction;
    correction.factoidId = record.factoid.id;
    correction.text = record.factoid.text;
    correction.language = record.factoid.language;
    correction.withdrawnAt = record.withdrawnAt;
    correction.reason = record.reason;
    if (record.factoid.claims.empty())
        return correction;
    // A sentence that fails as a whole is represented by its first claim.
    correction.claim = record.factoid.claims[static_cast<size_t>(std::max(record.failedClaim, 0))];
    correction.oldValue = correction.claim.result.toString();
    correction.newValue = record.newValue;
    return correction;
}

} // namespace

Result<JobOutcome> exportJob(JobContext& context, const QJsonObject& options)
{
    const QString given = options.value(u"out"_s).toString();
    if (given.isEmpty())
        return fail(ErrorKind::Usage, Message("export.no_folder"));
    // The history of bundles is read from elsewhere.
    const QString out = QFileInfo(given).absoluteFilePath();
    SetStore sets(context.db);
    // Nothing leaves the house that today's figures do not bear out, however they came to change.
    auto proven = context.db.transaction<Reproof>([&] { return proveAgain(context.db, context.clock.now()); });
    if (!proven)
        return std::unexpected(proven.error());
    const auto current = TRY(sets.current());
    if (current.id == 0)
        return fail(ErrorKind::Failed, Message("export.nothing_published"));
    const auto corrections = TRY(sets.corrections(kCorrectionsInBundle));
    const auto previous = TRY(BundleStore(context.db).lastManifest());

    if (current.live().empty())
        return fail(ErrorKind::Verification, Message("export.none_true"));

    BundleInput input;
    input.factoids = current.live();
    for (const CorrectionRecord& record : corrections)
        input.corrections.push_back(toCorrection(record));
    input.siteTitle = context.settings.siteTitle;
    input.baseUrl = context.settings.siteUrl;
    input.created = context.clock.now();
    input.expiry = input.created.addDays(context.settings.bundleExpiryDays);
    input.byteOrderMark = context.settings.bundleByteOrderMark == "on"_L1;
    // The sources are those of the United Kingdom's figures; of others none is known.
    if (!TRY(RegisterStore(context.db).load()).profile().isUk())
        input.attributions.clear();
    input.dataHash = current.dataHash;
    input.previousManifestSha256 = previous;

    const Stage stage(context, u"writing the bundle"_s);
    const auto form = options.value(u"zip"_s).toBool() ? BundleForm::Zip : BundleForm::Folder;
    const auto written = TRY(writeBundle(input, out, form, context.control));
    JobOutcome outcome;
    outcome.result = {
        {u"path"_s, written.path},
        {u"latest"_s, written.latestPath},
        {u"factoids"_s, static_cast<qint64>(input.factoids.size())},
        {u"corrections"_s, static_cast<qint64>(input.corrections.size())},
        {u"data_hash"_s, QString::fromLatin1(input.dataHash)},
        {u"manifest_sha256"_s, QString::fromLatin1(written.manifestSha256)},
    };
    QList<Message> counts;
    QJsonObject languages;
    for (const QString& language : current.languages()) {
        const auto some = static_cast<qint64>(current.liveIn(language).size());
        languages.insert(language, some);
        counts << Message("export.in_language").arg(some).arg(languageName(language));
    }
    outcome.result.insert(u"languages"_s, languages);
    const Message done(counts.size() > 1 ? "export.done_languages" : "export.done");
    outcome.note = done.count(std::ssize(input.factoids)).arg(written.path).arg(Message::commas(counts));
    return context.apply([&]() -> Result<JobOutcome> {
        TRY(BundleStore(context.db)
                .note(input.created, written.path, input.dataHash, written.manifestSha256,
                      static_cast<int>(input.factoids.size())));
        return outcome;
    });
}

} // namespace factoid
