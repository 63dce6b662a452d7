#include "core/publish/bundle_documents.h"

#include "core/base/csv_text.h"
#include "core/publish/canonical_json.h"

#include <QJsonArray>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace factoid {

namespace {

const QByteArray kZeroCheck(64, '0');

QJsonObject licence(const QString& name)
{
    if (name == QLatin1String("CC-BY-4.0"))
        return {{QStringLiteral("name"), name},
                {QStringLiteral("path"), QStringLiteral("https://creativecommons.org/licenses/by/4.0/")},
                {QStringLiteral("title"), QStringLiteral("Creative Commons Attribution 4.0")}};
    return {{QStringLiteral("name"), QStringLiteral("OGL-UK-3.0")},
            {QStringLiteral("path"),
             QStringLiteral("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")},
            {QStringLiteral("title"), QStringLiteral("Open Government Licence v3.0")}};
}

QJsonArray attributionArray(const std::vector<Attribution>& attributions)
{
    QJsonArray array;
    for (const Attribution& source : attributions) {
        QJsonObject item{{QStringLiteral("title"), source.title},
                         {QStringLiteral("licence"), source.licence},
                         {QStringLiteral("credit"), source.sentence}};
        if (!source.url.isEmpty())
            item.insert(QStringLiteral("url"), source.url);
        array.append(item);
    }
    return array;
}

// What every document opens with.
QJsonObject heading(const BundleInput& input)
{
    return {{QStringLiteral("title"), input.siteTitle},
            {QStringLiteral("created"), instantText(input.created)},
            {QStringLiteral("data_hash"), QString::fromLatin1(input.dataHash)}};
}

QString baseWithSlash(const QString& url)
{
    return url.endsWith(QLatin1Char('/')) ? url : url + QLatin1Char('/');
}

QJsonObject column(const QString& name, const QString& type, const QString& description)
{
    QJsonObject object{{QStringLiteral("name"), name},
                       {QStringLiteral("type"), type},
                       {QStringLiteral("description"), description}};
    // A curated factoid names no field, and a kind that only describes has no confidence.
    if (name != QLatin1String("councils") && name != QLatin1String("field") && name != QLatin1String("confidence"))
        object.insert(QStringLiteral("constraints"), QJsonObject{{QStringLiteral("required"), true}});
    return object;
}

// In the order of the columns of factoids.csv.
QJsonArray csvColumns()
{
    const QString string = QStringLiteral("string");
    return {column(QStringLiteral("id"), string, QStringLiteral("Identity of the factoid, as in factoids.json")),
            column(QStringLiteral("text"), string,
                   QStringLiteral("The sentence, plain text; an apostrophe stands before one that a spreadsheet "
                                  "would take for a formula")),
            column(QStringLiteral("language"), string, QStringLiteral("en or cy")),
            column(QStringLiteral("insight_type"), string, QStringLiteral("Kind of fact")),
            column(QStringLiteral("confidence"), QStringLiteral("number"),
                   QStringLiteral("0 to 1: one minus the false-discovery rate of the finding's own test; empty for a "
                                  "kind that has no test")),
            column(QStringLiteral("field"), string, QStringLiteral("Slug of the field that it is about")),
            column(QStringLiteral("councils"), string,
                   QStringLiteral("Codes of the councils named, a blank between")),
            column(QStringLiteral("generated_at"), QStringLiteral("datetime"), QStringLiteral("UTC")),
            column(QStringLiteral("generator"), string, QStringLiteral("Which writer wrote it")),
            column(QStringLiteral("data_hash"), string,
                   QStringLiteral("Hash of the figures that it was proven against")),
            column(QStringLiteral("extent"), string,
                   QStringLiteral("How far it is proven: whole; notice, a sentence that says nothing of the figures; "
                                  "none, not checked"))};
}

QJsonArray sources(const std::vector<Attribution>& attributions)
{
    QJsonArray array;
    for (const Attribution& source : attributions) {
        QJsonObject item{{QStringLiteral("title"), source.title}};
        if (!source.url.isEmpty())
            item.insert(QStringLiteral("path"), source.url);
        array.append(item);
    }
    return array;
}

QJsonObject csvResource(const BundleFile& csv)
{
    const QJsonObject schema{{QStringLiteral("fields"), csvColumns()},
                             {QStringLiteral("primaryKey"), QStringLiteral("id")}};
    const QJsonObject dialect{{QStringLiteral("delimiter"), QStringLiteral(",")},
                              {QStringLiteral("lineTerminator"), QStringLiteral("\r\n")},
                              {QStringLiteral("quoteChar"), QStringLiteral("\"")},
                              {QStringLiteral("doubleQuote"), true},
                              {QStringLiteral("header"), true}};
    return {{QStringLiteral("name"), QStringLiteral("factoids")},
            {QStringLiteral("path"), csv.name},
            {QStringLiteral("profile"), QStringLiteral("tabular-data-resource")},
            {QStringLiteral("format"), QStringLiteral("csv")},
            {QStringLiteral("mediatype"), QStringLiteral("text/csv")},
            {QStringLiteral("encoding"), QStringLiteral("utf-8")},
            {QStringLiteral("bytes"), csv.bytes.size()},
            {QStringLiteral("hash"), QStringLiteral("sha256:") + QString::fromLatin1(sha256Hex(csv.bytes))},
            {QStringLiteral("dialect"), dialect},
            {QStringLiteral("schema"), schema}};
}

} // namespace

QString instantText(const QDateTime& instant)
{
    return instant.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ssZ"));
}

QByteArray factoidsJson(const BundleInput& input)
{
    QJsonArray array;
    QJsonObject languages;
    for (Factoid factoid : input.factoids) {
        languages.insert(factoid.language, languages.value(factoid.language).toInt() + 1);
        factoid.generatedAt = factoid.generatedAt.toUTC(); // the text must not depend on the caller's zone
        array.append(toJson(factoid));
    }
    QJsonObject object = heading(input);
    object.insert(QStringLiteral("expires"), instantText(input.expiry));
    object.insert(QStringLiteral("languages"), languages);
    object.insert(QStringLiteral("sources"), attributionArray(input.attributions));
    object.insert(QStringLiteral("factoids"), array);
    return canonicalJson(object);
}

QByteArray factoidsCsv(const BundleInput& input)
{
    QStringList names;
    for (const QJsonValue& field : csvColumns())
        names.append(field.toObject().value(QLatin1String("name")).toString());
    QByteArray text = csvRow(names);
    for (const Factoid& factoid : input.factoids) {
        text += csvRow({factoid.id, factoid.text, factoid.language, factoid.insightType,
                        factoid.confidence ? QString::number(*factoid.confidence, 'g', QLocale::FloatingPointShortest) : QString(),
                        factoid.field,
                        factoid.councils.join(QLatin1Char(' ')), instantText(factoid.generatedAt),
                        factoid.generator, QString::fromLatin1(factoid.dataHash), extentOf(factoid)});
    }
    return text;
}

QByteArray feedJson(const BundleInput& input)
{
    const bool addressed = !input.baseUrl.isEmpty();
    const QString base = addressed ? baseWithSlash(input.baseUrl) : QString();
    QJsonArray items;
    QSet<QString> languages;
    for (const Factoid& factoid : input.factoids) {
        languages.insert(factoid.language);
        QJsonObject item{{QStringLiteral("id"), factoid.id},
                         {QStringLiteral("content_text"), factoid.text},
                         {QStringLiteral("language"), factoid.language},
                         {QStringLiteral("date_published"), instantText(factoid.generatedAt)}};
        // An extension of the format's own kind: its name opens with an underscore.
        if (extentOf(factoid) != kProvenWhole)
            item.insert(QStringLiteral("_factoid_desk"), QJsonObject{{QStringLiteral("extent"), extentOf(factoid)}});
        if (!factoid.field.isEmpty())
            item.insert(QStringLiteral("tags"), QJsonArray{factoid.field, factoid.insightType});
        if (addressed)
            item.insert(QStringLiteral("url"), base + QLatin1Char('#') + factoid.id);
        items.append(item);
    }
    QJsonObject feed{{QStringLiteral("version"), QStringLiteral("https://jsonfeed.org/version/1.1")},
                     {QStringLiteral("title"), input.siteTitle},
                     {QStringLiteral("items"), items}};
    // A feed has one language or none of its own; each item says its language in any case.
    if (languages.size() == 1)
        feed.insert(QStringLiteral("language"), *languages.cbegin());
    QStringList credits;
    for (const Attribution& source : input.attributions)
        credits.append(source.sentence);
    if (!credits.isEmpty())
        feed.insert(QStringLiteral("description"), credits.join(QLatin1Char(' ')));
    if (!input.siteTitle.isEmpty())
        feed.insert(QStringLiteral("authors"), QJsonArray{QJsonObject{{QStringLiteral("name"), input.siteTitle}}});
    if (addressed) {
        feed.insert(QStringLiteral("home_page_url"), base);
        feed.insert(QStringLiteral("feed_url"), base + QStringLiteral("feed.json"));
    }
    return canonicalJson(feed);
}

QByteArray correctionsJson(const BundleInput& input)
{
    QJsonArray array;
    for (const Correction& correction : input.corrections) {
        array.append(QJsonObject{{QStringLiteral("factoid_id"), correction.factoidId},
                                 {QStringLiteral("text"), correction.text},
                                 {QStringLiteral("language"), correction.language},
                                 {QStringLiteral("withdrawn_at"), instantText(correction.withdrawnAt)},
                                 {QStringLiteral("reason"), correction.reason},
                                 {QStringLiteral("claim"), toJson(correction.claim)},
                                 {QStringLiteral("old_value"), correction.oldValue},
                                 {QStringLiteral("new_value"),
                                  correction.newValue.isEmpty() ? QJsonValue() : QJsonValue(correction.newValue)}});
    }
    QJsonObject object = heading(input);
    object.insert(QStringLiteral("corrections"), array);
    return canonicalJson(object);
}

QByteArray dataPackageJson(const BundleInput& input, const BundleFile& csv)
{
    QJsonObject package{
        {QStringLiteral("name"), QStringLiteral("factoids")},
        {QStringLiteral("profile"), QStringLiteral("tabular-data-package")},
        {QStringLiteral("title"), input.siteTitle},
        {QStringLiteral("created"), instantText(input.created)},
        {QStringLiteral("licenses"), QJsonArray{licence(QStringLiteral("OGL-UK-3.0"))}},
        {QStringLiteral("resources"), QJsonArray{csvResource(csv)}}};
    if (!input.attributions.empty())
        package.insert(QStringLiteral("sources"), sources(input.attributions));
    if (!input.baseUrl.isEmpty())
        package.insert(QStringLiteral("homepage"), baseWithSlash(input.baseUrl));
    return canonicalJson(package);
}

QByteArray manifestText(Manifest manifest)
{
    std::ranges::sort(manifest.files, {}, &Manifest::File::name);
    QJsonArray list;
    for (const Manifest::File& file : manifest.files) {
        list.append(QJsonObject{{QStringLiteral("name"), file.name},
                                {QStringLiteral("size"), file.size},
                                {QStringLiteral("sha256"), QString::fromLatin1(file.sha256)}});
    }
    const QJsonObject generator{{QStringLiteral("name"), QStringLiteral("factoid-desk")},
                                {QStringLiteral("version"), manifest.programVersion}};
    const QJsonObject object{
        {QStringLiteral("format"), QString(kBundleFormatName)},
        {QStringLiteral("version"), kBundleFormatVersion},
        {QStringLiteral("generator"), generator},
        {QStringLiteral("created"), instantText(manifest.created)},
        {QStringLiteral("expires"), instantText(manifest.expires)},
        {QStringLiteral("data_hash"), QString::fromLatin1(manifest.dataHash)},
        {QStringLiteral("previous_manifest_sha256"),
         manifest.previousSha256.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(manifest.previousSha256))},
        {QStringLiteral("files"), list},
        {QStringLiteral("check"), QString::fromLatin1(kZeroCheck)}};
    QByteArray text = canonicalJson(object);
    const QByteArray key = QByteArrayLiteral("\"check\": \"");
    // "check" sorts first among the keys, so this is the key and not somebody's text.
    return text.replace(text.indexOf(key) + key.size(), kZeroCheck.size(), sha256Hex(text));
}

QByteArray manifestJson(const BundleInput& input, const std::vector<BundleFile>& files)
{
    Manifest manifest{QStringLiteral(FACTOID_VERSION), input.created, input.expiry, input.dataHash, input.previousManifestSha256, {}};
    for (const BundleFile& file : files)
        manifest.files.push_back({file.name, file.bytes.size(), sha256Hex(file.bytes)});
    return manifestText(std::move(manifest));
}

std::optional<QByteArray> withCheckZeroed(const QByteArray& manifest, const QByteArray& check)
{
    const QByteArray quoted = '"' + check + '"';
    const qsizetype at = manifest.indexOf(quoted);
    if (check.size() != kZeroCheck.size() || at < 0 || manifest.indexOf(quoted, at + 1) >= 0)
        return std::nullopt;
    QByteArray zeroed = manifest;
    zeroed.replace(at + 1, kZeroCheck.size(), kZeroCheck);
    return zeroed;
}

} // namespace factoid
