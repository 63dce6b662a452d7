// Bundle documents: the text of each file of a bundle. Pure; equal inputs give equal bytes. Any thread.
#pragma once

#include "core/publish/bundle.h"

namespace factoid {

[[nodiscard]] QByteArray factoidsJson(const BundleInput& input);
[[nodiscard]] QByteArray factoidsCsv(const BundleInput& input);
// JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/; plain text only.
[[nodiscard]] QByteArray feedJson(const BundleInput& input);
[[nodiscard]] QByteArray correctionsJson(const BundleInput& input);
// Frictionless Data Package v1, https://specs.frictionlessdata.io/data-package/: describes factoids.csv.
[[nodiscard]] QByteArray dataPackageJson(const BundleInput& input, const BundleFile& csv);

// What manifest.json says. Its text follows from these values alone.
struct Manifest {
    struct File {
        QString name;
        qint64 size = 0;
        QByteArray sha256;
    };
    QString programVersion; // of factoid-desk, which is the only writer of this format
    QDateTime created, expires;
    QByteArray dataHash;
    QByteArray previousSha256; // empty: the first bundle
    std::vector<File> files;
};
// The files sorted by name. Its `check` is the SHA-256 of the manifest's own bytes with the 64
// digits of the check written as zeros: it finds damage; that it was made by us, a signature says.
[[nodiscard]] QByteArray manifestText(Manifest manifest);
// Lists every one of `files`.
[[nodiscard]] QByteArray manifestJson(const BundleInput& input, const std::vector<BundleFile>& files);

// The manifest's bytes with its check zeroed; nullopt when `check` does not stand there exactly once.
[[nodiscard]] std::optional<QByteArray> withCheckZeroed(const QByteArray& manifest, const QByteArray& check);

// RFC 3339 in UTC, whole seconds: "2026-06-15T09:00:00Z".
[[nodiscard]] QString instantText(const QDateTime& instant);

} // namespace factoid
