// Bundle: a published set as files that anybody can read and check (docs/contract.md, “Bundles”).
// renderBundle is pure; writeBundle touches only the folder it is given. Any thread; writers of one
// folder, in any process, take turns.
#pragma once

#include "core/base/cancel.h"
#include "core/factoids/words/factoid.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <vector>

namespace factoid {

inline constexpr int kBundleFormatVersion = 1;
inline constexpr QLatin1String kBundleFormatName("factoid-bundle");
inline constexpr QLatin1String kManifestName("manifest.json");
// Every bundle has these, and whatever else its manifest lists.
inline constexpr QLatin1String kRequiredFiles[] = {"corrections.json"_L1, "datapackage.json"_L1, "factoids.csv"_L1,
                                                   "factoids.json"_L1, "feed.json"_L1};

// A factoid that was published and withdrawn because the figures no longer bear it out.
struct Correction {
    QString factoidId;
    QString text; // as it was published
    QString language = u"en"_s;
    QDateTime withdrawnAt; // UTC
    QString reason;        // one sentence
    Claim claim;           // the claim that failed, as it was published
    QString oldValue;      // what was published, a decimal as text
    QString newValue;      // what the figures say now; empty when they say nothing
};

// Whom to credit for the data.
struct Attribution {
    QString title;    // of the publication
    QString url;      // where it is published; may be empty
    QString licence;  // "OGL-UK-3.0", "CC-BY-4.0"
    QString sentence; // the credit to print
};

// The sources of the real figures: OGL v3.0 for all of them, CC BY 4.0 for the register's codes.
[[nodiscard]] std::vector<Attribution> standardAttributions();

struct BundleInput {
    std::vector<Factoid> factoids; // in the order to show, of one language after the other
    std::vector<Correction> corrections;
    QString siteTitle;
    QString baseUrl;                   // http(s) address under which the newest bundle's files are served; may be empty
    QDateTime created;                 // UTC; stands in every file, so that equal inputs give equal bytes
    QDateTime expiry;                  // after `created`: a reader must not trust the bundle from then on
    QByteArray dataHash;               // site hash, 64 lower-case hex digits
    QByteArray previousManifestSha256; // 64 lower-case hex digits; empty for the first bundle
    std::vector<Attribution> attributions = standardAttributions();
    bool byteOrderMark = false; // at the start of factoids.csv
};

struct BundleFile {
    QString name;
    QByteArray bytes;
    friend bool operator==(const BundleFile&, const BundleFile&) = default;
};

// Lower-case hex SHA-256.
[[nodiscard]] QByteArray sha256Hex(QByteArrayView bytes);
[[nodiscard]] bool isSha256Hex(QByteArrayView text);

// Every file of the bundle, sorted by name, with manifest.json last. Errors (Input): an instant that is
// missing or the wrong way round, a hash that is not one, two factoids with one id, a base URL that
// is not http(s).
[[nodiscard]] Result<std::vector<BundleFile>> renderBundle(const BundleInput& input);

enum class BundleForm { Folder, Zip };

struct WrittenBundle {
    QString path;              // of the folder or .zip
    QString latestPath;        // the link beside it: "latest" or "latest.zip"
    bool latestMoved = false;  // false: the link already points at a newer bundle
    QByteArray manifestSha256; // for the next bundle's previousManifestSha256
};

// Writes OUT/<time>-<first 12 digits of the data hash> (or .zip) whole or not at all, then points the
// link at it. An equal bundle that is already there is left as it is; another one of the same
// name is never overwritten, the new one gets "-2" (and so on) behind its name.
// `attendance` is told each step before it is taken.
// Errors: as renderBundle; DiskFull; Failed (cannot be written, another writer does not finish, `latest`
// is not a link); Interrupted. After an error the folder is as it was.
[[nodiscard]] Result<WrittenBundle> writeBundle(const BundleInput& input, const QString& outDir,
                                                BundleForm form = BundleForm::Folder, const TaskControl& control = {});

} // namespace factoid
