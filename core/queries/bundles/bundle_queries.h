// Bundle queries: what was exported, what is in a bundle, whether it is whole; asked by the window and by
// `bundles` and `verify-bundle` on the command line. Reading a bundle blocks on the disk; none of them writes.
#pragma once

#include "core/base/record.h"
#include "core/queries/queries.h"

namespace factoid {

// A bundle that this store exported.
struct ExportedBundle {
    qint64 id = 0;
    QString exportedAt;
    QString path, folder, name;
    QString form; // folder, zip
    QString dataHash, manifestSha256;
    int factoids = 0;
    bool exists = false;         // at its path, today
    bool latest = false;         // the link beside it points at it
    bool ofPublishedSet = false; // made of the figures of the set that is published now

    static auto fields()
    {
        return std::tuple{field("id", &ExportedBundle::id),
                          field("exported_at", &ExportedBundle::exportedAt),
                          field("path", &ExportedBundle::path),
                          field("folder", &ExportedBundle::folder),
                          field("name", &ExportedBundle::name),
                          field("form", &ExportedBundle::form),
                          field("data_hash", &ExportedBundle::dataHash),
                          field("manifest_sha256", &ExportedBundle::manifestSha256),
                          field("factoids", &ExportedBundle::factoids),
                          field("exists", &ExportedBundle::exists),
                          field("latest", &ExportedBundle::latest),
                          field("of_published_set", &ExportedBundle::ofPublishedSet)};
    }
};

struct BundlesAnswer {
    std::vector<ExportedBundle> bundles; // newest first
    qint64 total = 0;
    bool published = false;            // there is a set to export
    std::optional<QString> lastFolder; // where the newest lies; none: nothing was exported

    static auto fields()
    {
        return std::tuple{field("bundles", &BundlesAnswer::bundles), field("total", &BundlesAnswer::total),
                          field("published", &BundlesAnswer::published),
                          field("last_folder", &BundlesAnswer::lastFolder)};
    }
};

[[nodiscard]] Result<BundlesAnswer> bundlesQuery(QueryContext& context, int limit);

struct BundleProblemRow {
    QString kind;
    QString file; // empty: the bundle as a whole
    QString message;

    static auto fields()
    {
        return std::tuple{field("kind", &BundleProblemRow::kind), field("file", &BundleProblemRow::file),
                          field("message", &BundleProblemRow::message)};
    }
};

// Whether a bundle is whole.
struct BundleCheckAnswer {
    bool ok = false;
    std::vector<BundleProblemRow> problems;
    int filesChecked = 0;
    QString manifestSha256;
    std::optional<QString> recorded; // the manifest that this store wrote there; none: not one of this store's
    QString created, expires;        // empty: it does not say
    QString dataHash;
    QString sentence;

    static auto fields()
    {
        return std::tuple{field("ok", &BundleCheckAnswer::ok),
                          field("problems", &BundleCheckAnswer::problems),
                          field("files_checked", &BundleCheckAnswer::filesChecked),
                          field("manifest_sha256", &BundleCheckAnswer::manifestSha256),
                          field("recorded", &BundleCheckAnswer::recorded),
                          field("created", &BundleCheckAnswer::created),
                          field("expires", &BundleCheckAnswer::expires),
                          field("data_hash", &BundleCheckAnswer::dataHash),
                          field("sentence", &BundleCheckAnswer::sentence)};
    }
};

// `previous`: as BundleCheck; empty: not looked at. A bundle that this store exported must also be the one that it
// wrote, and a link (`latest`) beside its bundles must not lead to an older one than the newest that it wrote there.
[[nodiscard]] Result<BundleCheckAnswer> bundleCheckQuery(QueryContext& context, const QString& path,
                                                         const QByteArray& previous = {});
// What a store knows of a bundle from having written it.
struct WrittenHere {
    std::optional<QByteArray> manifestSha256; // of the manifest that must be there
    QString newer;                            // name of a newer bundle that the link should lead to; empty: none
};
// The same for a reader without a store.
[[nodiscard]] BundleCheckAnswer checkBundle(const QString& path, const QDateTime& now, const QByteArray& previous,
                                            const WrittenHere& written = {});

struct BundleText {
    QString text;
    QString language;
    QString extent; // how far it is proven

    static auto fields()
    {
        return std::tuple{field("text", &BundleText::text), field("language", &BundleText::language),
                          field("extent", &BundleText::extent)};
    }
};

// A file that lies in a bundle, beside what the manifest lists of it.
struct BundleFileRow {
    QString name;
    qint64 bytes = 0;
    QString sha256;
    std::optional<qint64> listedBytes; // none: the manifest does not list it
    std::optional<QString> listedSha256;
    bool asListed = false;

    static auto fields()
    {
        return std::tuple{field("name", &BundleFileRow::name),
                          field("bytes", &BundleFileRow::bytes),
                          field("sha256", &BundleFileRow::sha256),
                          fieldIfAny("listed_bytes", &BundleFileRow::listedBytes),
                          fieldIfAny("listed_sha256", &BundleFileRow::listedSha256),
                          field("as_listed", &BundleFileRow::asListed)};
    }
};

// What is in a bundle, by its own manifest and by the bytes that lie there.
struct BundleContentAnswer {
    QString path;
    QString form; // folder, zip
    std::vector<BundleText> texts;
    std::vector<BundleFileRow> files;
    qint64 bytes = 0;
    QJsonObject manifest; // as it lies there

    static auto fields()
    {
        return std::tuple{
            field("path", &BundleContentAnswer::path),   field("form", &BundleContentAnswer::form),
            field("texts", &BundleContentAnswer::texts), field("files", &BundleContentAnswer::files),
            field("bytes", &BundleContentAnswer::bytes), field("manifest", &BundleContentAnswer::manifest)};
    }
};

// Errors: Input, not a bundle that can be read.
[[nodiscard]] Result<BundleContentAnswer> bundleContentQuery(const QString& path);

} // namespace factoid
