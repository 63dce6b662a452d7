#include "core/publish/bundle.h"

#include "core/base/sha256.h"
#include "core/publish/atomic_publish.h"
#include "core/publish/bundle_documents.h"
#include "core/publish/zip_archive.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace factoid {

namespace {

constexpr qsizetype kHashDigitsInName = 12;
constexpr qsizetype kSha256Digits = 64;

Result<void> checkInput(const BundleInput& input)
{
    const auto refuse = [](const QString& why) {
        return fail(ErrorKind::Input, u"the bundle cannot be made: "_s + why);
    };
    if (!input.created.isValid() || !input.expiry.isValid() || input.expiry <= input.created)
        return refuse(u"it needs an instant of creation and a later one of expiry"_s);
    if (!isSha256Hex(input.dataHash))
        return refuse(u"its data hash is not 64 lower-case hexadecimal digits"_s);
    if (!input.previousManifestSha256.isEmpty() && !isSha256Hex(input.previousManifestSha256))
        return refuse(u"the previous manifest's hash is not 64 lower-case hexadecimal digits"_s);
    const QUrl base(input.baseUrl, QUrl::StrictMode);
    const bool web = base.scheme() == "https"_L1 || base.scheme() == "http"_L1;
    if (!input.baseUrl.isEmpty() &&
        (!base.isValid() || !web || base.host().isEmpty() || base.hasQuery() || base.hasFragment()))
        return refuse(u"its base URL “%1” is not an http or https address"_s.arg(input.baseUrl));
    QSet<QString> ids;
    for (const Factoid& factoid : input.factoids) {
        if (factoid.id.isEmpty() || ids.contains(factoid.id))
            return refuse(u"the factoid id “%1” is empty or occurs twice"_s.arg(factoid.id));
        ids.insert(factoid.id);
    }
    return {};
}

} // namespace

QByteArray sha256Hex(QByteArrayView bytes)
{
    // Qt 6.4 hashes views through addData only.
    Sha256 hash;
    hash.addData(bytes);
    return hash.result().toHex();
}

bool isSha256Hex(QByteArrayView text)
{
    return text.size() == kSha256Digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::vector<Attribution> standardAttributions()
{
    const QString ogl = u"OGL-UK-3.0"_s;
    const QString crown = u"Contains public sector information licensed under the Open Government Licence v3.0."_s;
    return {
        {u"MHCLG: Local authority revenue expenditure and financing, Borrowing and investment live "
         "table, Council tax requirement returns"_s,
         u"https://www.gov.uk/government/organisations/ministry-of-housing-communities-local-government"_s, ogl, crown},
        {u"ONS: Mid-year population estimates"_s,
         u"https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"_s, ogl,
         u"Source: Office for National Statistics licensed under the Open Government Licence v3.0."_s},
        {u"mySociety: UK local authority names and codes"_s,
         u"https://pages.mysociety.org/uk_local_authority_names_and_codes/"_s, u"CC-BY-4.0"_s,
         u"Council names and codes by mySociety, licensed under CC BY 4.0."_s},
    };
}

Result<std::vector<BundleFile>> renderBundle(const BundleInput& input)
{
    TRY(checkInput(input));
    const BundleFile csv{u"factoids.csv"_s, factoidsCsv(input)};
    std::vector<BundleFile> files = {
        {u"corrections.json"_s, correctionsJson(input)},
        {u"datapackage.json"_s, dataPackageJson(input, csv)},
        csv,
        {u"factoids.json"_s, factoidsJson(input)},
        {u"feed.json"_s, feedJson(input)},
    };
    files.push_back({QString(kManifestName), manifestJson(input, files)});
    return files;
}

Result<WrittenBundle> writeBundle(const BundleInput& input, const QString& outDir, BundleForm form,
                                  const TaskControl& control)
{
    auto files = renderBundle(input);
    if (!files)
        return std::unexpected(files.error());
    WrittenBundle written;
    written.manifestSha256 = sha256Hex(files->back().bytes);
    if (form == BundleForm::Zip) {
        auto archive = TRY(zipOf(*files, input.created));
        files = std::vector<BundleFile>{{QString(), std::move(archive)}};
    }
    PublishPlan plan;
    plan.outDir = outDir;
    plan.name = input.created.toUTC().toString(u"yyyyMMddTHHmmssZ"_s) + QLatin1Char('-') +
                QString::fromLatin1(input.dataHash.left(kHashDigitsInName));
    plan.form = form;
    plan.files = std::move(*files);
    auto published = TRY(publishAtomically(plan, control));
    written.path = published.path;
    written.latestPath = published.latestPath;
    written.latestMoved = published.latestMoved;
    return written;
}

} // namespace factoid
