// Bundle queries: what was exported, what is in a bundle, whether it is whole; asked by the window and by
// `bundles` and `verify-bundle` on the command line. Reading a bundle blocks on the disk; none of them writes.
#pragma once

#include "core/queries/queries.h"

namespace factoid {

// {bundles: [{id, exported_at, path, folder, name, form: folder|zip, data_hash, manifest_sha256, factoids, exists,
// latest, of_published_set}], newest first, total, published (whether there is a set to export), last_folder (where the
// newest lies, or null)}. `latest`: the link beside it points at it; `of_published_set`: made of the figures of the set
// that is published now.
[[nodiscard]] Result<QJsonObject> bundlesQuery(QueryContext& context, int limit);

// Whether a bundle is whole: {ok, problems: [{kind, file, message}], files_checked, created, expires, data_hash,
// manifest_sha256, recorded (null: not one of this store's), sentence}. `previous`: as BundleCheck; empty: not looked
// at. A bundle that this store exported must also be the one that it wrote, and a link (`latest`) beside its bundles
// must not lead to an older one than the newest that it wrote there.
[[nodiscard]] Result<QJsonObject> bundleCheckQuery(QueryContext& context, const QString& path,
                                                   const QByteArray& previous = {});
// What a store knows of a bundle from having written it.
struct WrittenHere {
    std::optional<QByteArray> manifestSha256; // of the manifest that must be there
    QString newer;                            // name of a newer bundle that the link should lead to; empty: none
};
// The same for a reader without a store.
[[nodiscard]] QJsonObject checkBundle(const QString& path, const QDateTime& now, const QByteArray& previous,
                                      const WrittenHere& written = {});

// What is in a bundle, by its own manifest and by the bytes that lie there: {path, form, texts: [{text, language,
// extent}], files: [{name, bytes, sha256, listed_bytes, listed_sha256, as_listed}], bytes, manifest}. Errors: Input,
// not a bundle that can be read.
[[nodiscard]] Result<QJsonObject> bundleContentQuery(const QString& path);

} // namespace factoid
