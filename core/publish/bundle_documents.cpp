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
    if (name == "CC-BY-4.0"_L1)
        return {{u"name"_s, name},
                {u"path"_s, u"https://creativecommons.org/licenses/by/4.0/"_s},
                {u"title"_s, u"Creative Commons Attribution 4.0"_s}};
    return {{u"name"_s, u"OGL-UK-3.0"_s},
            {u"path"_s, u"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"_s},
            {u"title"_s, u"Open Government Licence v3.0"_s}};
}

QJsonArray attributionArray(const std::vector<Attribution>& attributions)
{
    QJsonArray array;
    for (const Attribution& source : attributions) {
        QJsonObject item{{u"title"_s, source.title}, {u"licence"_s, source.licence}, {u"credit"_s, source.sentence}};
        if (!source.url.isEmpty())
            item.insert(u"url"_s, source.url);
        array.append(item);
    }
    return array;
}

// What every document opens with.
QJsonObject heading(const BundleInput& input)
{
    return {{u"title"_s, input.siteTitle},
            {u"created"_s, instantText(input.created)},
            {u"data_hash"_s, QString::fromLatin1(input.dataHash)}};
}

QString baseWithSlash(const QString& url)
{
    return url.endsWith(QLatin1Char('/')) ? url : url + QLatin1Char('/');
}

QJsonObject column(const QString& name, const QString& type, const QString& description)
{
    QJsonObject object{{u"name"_s, name}, {u"type"_s, type}, {u"description"_s, description}};
    // A curated factoid names no field, and a kind that only describes has no confidence.
    if (name != "councils"_L1 && name != "field"_L1 && name != "confidence"_L1)
        object.insert(u"constraints"_s, QJsonObject{{u"required"_s, true}});
    return object;
}

// In the order of the columns of factoids.csv.
QJsonArray csvColumns()
{
    const QString string = u"string"_s;
    return {column(u"id"_s, string, u"Identity of the factoid, as in factoids.json"_s),
            column(u"text"_s, string,
                   u"The sentence, plain text; an apostrophe stands before one that a spreadsheet "
                   "would take for a formula"_s),
            column(u"language"_s, string, u"en or cy"_s),
            column(u"insight_type"_s, string, u"Kind of fact"_s),
            column(u"confidence"_s, u"number"_s,
                   u"0 to 1: one minus the false-discovery rate of the finding's own test; empty for a "
                   "kind that has no test"_s),
            column(u"field"_s, string, u"Slug of the field that it is about"_s),
            column(u"councils"_s, string, u"Codes of the councils named, a blank between"_s),
            column(u"generated_at"_s, u"datetime"_s, u"UTC"_s),
            column(u"generator"_s, string, u"Which writer wrote it"_s),
            column(u"data_hash"_s, string, u"Hash of the figures that it was proven against"_s),
            column(u"extent"_s, string,
                   u"How far it is proven: whole; notice, a sentence that says nothing of the figures; "
                   "none, not checked"_s)};
}

QJsonArray sources(const std::vector<Attribution>& attributions)
{
    QJsonArray array;
    for (const Attribution& source : attributions) {
        QJsonObject item{{u"title"_s, source.title}};
        if (!source.url.isEmpty())
            item.insert(u"path"_s, source.url);
        array.append(item);
    }
    return array;
}

QJsonObject csvResource(const BundleFile& csv)
{
    const QJsonObject schema{{u"fields"_s, csvColumns()}, {u"primaryKey"_s, u"id"_s}};
    const QJsonObject dialect{{u"delimiter"_s, u","_s},
                              {u"lineTerminator"_s, u"\r\n"_s},
                              {u"quoteChar"_s, u"\""_s},
                              {u"doubleQuote"_s, true},
                              {u"header"_s, true}};
    return {{u"name"_s, u"factoids"_s},
            {u"path"_s, csv.name},
            {u"profile"_s, u"tabular-data-resource"_s},
            {u"format"_s, u"csv"_s},
            {u"mediatype"_s, u"text/csv"_s},
            {u"encoding"_s, u"utf-8"_s},
            {u"bytes"_s, csv.bytes.size()},
            {u"hash"_s, u"sha256:"_s + QString::fromLatin1(sha256Hex(csv.bytes))},
            {u"dialect"_s, dialect},
            {u"schema"_s, schema}};
}

} // namespace

QString instantText(const QDateTime& instant)
{
    return instant.toUTC().toString(u"yyyy-MM-ddTHH:mm:ssZ"_s);
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
    object.insert(u"expires"_s, instantText(input.expiry));
    object.insert(u"languages"_s, languages);
    object.insert(u"sources"_s, attributionArray(input.attributions));
    object.insert(u"factoids"_s, array);
    return canonicalJson(object);
}

QByteArray factoidsCsv(const BundleInput& input)
{
    QStringList names;
    for (const QJsonValue& field : csvColumns())
        names.append(field.toObject().value("name"_L1).toString());
    QByteArray text = (input.byteOrderMark ? QByteArray("\xEF\xBB\xBF") : QByteArray()) + csvRow(names);
    for (const Factoid& factoid : input.factoids) {
        text += csvRow(
            {factoid.id, factoid.text, factoid.language, factoid.insightType,
             factoid.confidence ? QString::number(*factoid.confidence, 'g', QLocale::FloatingPointShortest) : QString(),
             factoid.field, factoid.councils.join(QLatin1Char(' ')), instantText(factoid.generatedAt),
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
        QJsonObject item{{u"id"_s, factoid.id},
                         {u"content_text"_s, factoid.text},
                         {u"language"_s, factoid.language},
                         {u"date_published"_s, instantText(factoid.generatedAt)}};
        // An extension of the format's own kind: its name opens with an underscore.
        if (extentOf(factoid) != kProvenWhole)
            item.insert(u"_factoid_desk"_s, QJsonObject{{u"extent"_s, extentOf(factoid)}});
        if (!factoid.field.isEmpty())
            item.insert(u"tags"_s, QJsonArray{factoid.field, factoid.insightType});
        if (addressed)
            item.insert(u"url"_s, base + QLatin1Char('#') + factoid.id);
        items.append(item);
    }
    QJsonObject feed{
        {u"version"_s, u"https://jsonfeed.org/version/1.1"_s}, {u"title"_s, input.siteTitle}, {u"items"_s, items}};
    // A feed has one language or none of its own; each item says its language in any case.
    if (languages.size() == 1)
        feed.insert(u"language"_s, *languages.cbegin());
    QStringList credits;
    for (const Attribution& source : input.attributions)
        credits.append(source.sentence);
    if (!credits.isEmpty())
        feed.insert(u"description"_s, credits.join(QLatin1Char(' ')));
    if (!input.siteTitle.isEmpty())
        feed.insert(u"authors"_s, QJsonArray{QJsonObject{{u"name"_s, input.siteTitle}}});
    if (addressed) {
        feed.insert(u"home_page_url"_s, base);
        feed.insert(u"feed_url"_s, base + u"feed.json"_s);
    }
    return canonicalJson(feed);
}

QByteArray correctionsJson(const BundleInput& input)
{
    QJsonArray array;
    for (const Correction& correction : input.corrections) {
        array.append(QJsonObject{
            {u"factoid_id"_s, correction.factoidId},
            {u"text"_s, correction.text},
            {u"language"_s, correction.language},
            {u"withdrawn_at"_s, instantText(correction.withdrawnAt)},
            {u"reason"_s, correction.reason},
            {u"claim"_s, toJson(correction.claim)},
            {u"old_value"_s, correction.oldValue},
            {u"new_value"_s, correction.newValue.isEmpty() ? QJsonValue() : QJsonValue(correction.newValue)}});
    }
    QJsonObject object = heading(input);
    object.insert(u"corrections"_s, array);
    return canonicalJson(object);
}

QByteArray dataPackageJson(const BundleInput& input, const BundleFile& csv)
{
    QJsonObject package{{u"name"_s, u"factoids"_s},
                        {u"profile"_s, u"tabular-data-package"_s},
                        {u"title"_s, input.siteTitle},
                        {u"created"_s, instantText(input.created)},
                        {u"licenses"_s, QJsonArray{licence(u"OGL-UK-3.0"_s)}},
                        {u"resources"_s, QJsonArray{csvResource(csv)}}};
    if (!input.attributions.empty())
        package.insert(u"sources"_s, sources(input.attributions));
    if (!input.baseUrl.isEmpty())
        package.insert(u"homepage"_s, baseWithSlash(input.baseUrl));
    return canonicalJson(package);
}

QByteArray manifestText(Manifest manifest)
{
    std::ranges::sort(manifest.files, {}, &Manifest::File::name);
    QJsonArray list;
    for (const Manifest::File& file : manifest.files) {
        list.append(QJsonObject{
            {u"name"_s, file.name}, {u"size"_s, file.size}, {u"sha256"_s, QString::fromLatin1(file.sha256)}});
    }
    const QJsonObject generator{{u"name"_s, u"factoid-desk"_s}, {u"version"_s, manifest.programVersion}};
    const QJsonObject object{
        {u"format"_s, QString(kBundleFormatName)},
        {u"version"_s, kBundleFormatVersion},
        {u"generator"_s, generator},
        {u"created"_s, instantText(manifest.created)},
        {u"expires"_s, instantText(manifest.expires)},
        {u"data_hash"_s, QString::fromLatin1(manifest.dataHash)},
        {u"previous_manifest_sha256"_s,
         manifest.previousSha256.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(manifest.previousSha256))},
        {u"files"_s, list},
        {u"check"_s, QString::fromLatin1(kZeroCheck)}};
    QByteArray text = canonicalJson(object);
    const QByteArray key = QByteArrayLiteral("\"check\": \"");
    // "check" sorts first among the keys, so this is the key and not somebody's text.
    return text.replace(text.indexOf(key) + key.size(), kZeroCheck.size(), sha256Hex(text));
}

QByteArray manifestJson(const BundleInput& input, const std::vector<BundleFile>& files)
{
    Manifest manifest{
        QStringLiteral(FACTOID_VERSION), input.created, input.expiry, input.dataHash, input.previousManifestSha256, {}};
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
