#include "core/publish/bundle.h"

#include "core/publish/atomic_publish.h"
#include "core/publish/bundle_documents.h"
#include "core/publish/zip_archive.h"

#include <QCryptographicHash>
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
        return fail(ErrorKind::Input, QStringLiteral("the bundle cannot be made: ") + why);
    };
    if (!input.created.isValid() || !input.expiry.isValid() || input.expiry <= input.created)
        return refuse(QStringLiteral("it needs an instant of creation and a later one of expiry"));
    if (!isSha256Hex(input.dataHash))
        return refuse(QStringLiteral("its data hash is not 64 lower-case hexadecimal digits"));
    if (!input.previousManifestSha256.isEmpty() && !isSha256Hex(input.previousManifestSha256))
        return refuse(QStringLiteral("the previous manifest's hash is not 64 lower-case hexadecimal digits"));
    const QUrl base(input.baseUrl, QUrl::StrictMode);
    const bool web = base.scheme() == QLatin1String("https") || base.scheme() == QLatin1String("http");
    if (!input.baseUrl.isEmpty() && (!base.isValid() || !web || base.host().isEmpty() || base.hasQuery() || base.hasFragment()))
        return refuse(QStringLiteral("its base URL “%1” is not an http or https address").arg(input.baseUrl));
    QSet<QString> ids;
    for (const Factoid& factoid : input.factoids) {
        if (factoid.id.isEmpty() || ids.contains(factoid.id))
            return refuse(QStringLiteral("the factoid id “%1” is empty or occurs twice").arg(factoid.id));
        ids.insert(factoid.id);
    }
    return {};
}

} // namespace

QByteArray sha256Hex(QByteArrayView bytes)
{
    // Qt 6.4 hashes views through addData only.
    QCryptographicHash hash(QCryptographicHash::Sha256);
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
    const QString ogl = QStringLiteral("OGL-UK-3.0");
    const QString crown =
        QStringLiteral("Contains public sector information licensed under the Open Government Licence v3.0.");
    return {
        {QStringLiteral("MHCLG: Local authority revenue expenditure and financing, Borrowing and investment live "
                        "table, Council tax requirement returns"),
         QStringLiteral("https://www.gov.uk/government/organisations/ministry-of-housing-communities-local-government"),
         ogl, crown},
        {QStringLiteral("ONS: Mid-year population estimates"),
         QStringLiteral("https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates"),
         ogl,
         QStringLiteral("Source: Office for National Statistics licensed under the Open Government Licence v3.0.")},
        {QStringLiteral("mySociety: UK local authority names and codes"),
         QStringLiteral("https://pages.mysociety.org/uk_local_authority_names_and_codes/"),
         QStringLiteral("CC-BY-4.0"),
         QStringLiteral("Council names and codes by mySociety, licensed under CC BY 4.0.")},
    };
}

Result<std::vector<BundleFile>> renderBundle(const BundleInput& input)
{
    if (auto checked = checkInput(input); !checked)
        return std::unexpected(checked.error());
    const BundleFile csv{QStringLiteral("factoids.csv"), factoidsCsv(input)};
    std::vector<BundleFile> files = {
        {QStringLiteral("corrections.json"), correctionsJson(input)},
        {QStringLiteral("datapackage.json"), dataPackageJson(input, csv)},
        csv,
        {QStringLiteral("factoids.json"), factoidsJson(input)},
        {QStringLiteral("feed.json"), feedJson(input)},
    };
    files.push_back({QString(kManifestName), manifestJson(input, files)});
    return files;
}

Result<WrittenBundle> writeBundle(const BundleInput& input, const QString& outDir, BundleForm form,
                                  const Attendance& attendance)
{
    auto files = renderBundle(input);
    if (!files)
        return std::unexpected(files.error());
    WrittenBundle written;
    written.manifestSha256 = sha256Hex(files->back().bytes);
    if (form == BundleForm::Zip) {
        auto archive = zipOf(*files, input.created);
        if (!archive)
            return std::unexpected(archive.error());
        files = std::vector<BundleFile>{{QString(), std::move(*archive)}};
    }
    PublishPlan plan;
    plan.outDir = outDir;
    plan.name = input.created.toUTC().toString(QStringLiteral("yyyyMMddTHHmmssZ")) + QLatin1Char('-')
                + QString::fromLatin1(input.dataHash.left(kHashDigitsInName));
    plan.form = form;
    plan.files = std::move(*files);
    auto published = publishAtomically(plan, attendance);
    if (!published)
        return std::unexpected(published.error());
    written.path = published->path;
    written.latestPath = published->latestPath;
    written.latestMoved = published->latestMoved;
    return written;
}

} // namespace factoid
