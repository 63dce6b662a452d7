// Bundle verifier: finds whatever differs between a bundle and what was written (docs/contract.md, “Bundles”). Trusts
// nothing that it reads: sizes are bounded, no link is followed, no path leaves the folder, nothing
// is unpacked to disk. Reads only. Any thread.
#pragma once

#include "core/publish/bundle.h"

#include <optional>

namespace factoid {

enum class BundleProblemKind {
    Unreadable, // there is no bundle, or a file cannot be read
    Manifest,   // manifest.json is missing, damaged or incomplete
    Version,    // made in a format that this program does not know
    Missing,    // a file that must be there is not
    Added,      // something is there that the manifest does not list, links and folders included
    Size,
    Hash,
    Path,      // a name that is not a plain file name
    Duplicate, // one name twice
    Spelling,  // a JSON file that is not in the one form that the writer gives
    Limit,     // larger than a bundle may be
    Zip,       // the archive's own bytes are not those that the writer gives for these files
    NotYet,    // created in the future
    Expired,
    Rollback, // older than, or not the successor of, what the reader has
};

[[nodiscard]] QString bundleProblemName(BundleProblemKind kind); // "unreadable", "not_yet" …

struct BundleProblem {
    BundleProblemKind kind = BundleProblemKind::Unreadable;
    QString file;    // name inside the bundle, or empty when it is about the whole
    QString message; // one sentence
};

struct BundleCheck {
    QDateTime now; // invalid: neither expiry nor the future is looked at
    // The manifest hash of the newest bundle that the reader has accepted: this bundle must be that one
    // or name it as its predecessor. Empty: not looked at.
    QByteArray previousManifestSha256;
    QDateTime minimumCreated; // an earlier bundle is a rollback; invalid: not looked at
};

struct BundleReport {
    std::vector<BundleProblem> problems; // empty: the bundle is whole
    QByteArray manifestSha256;           // empty when there is no manifest
    QDateTime created;                   // invalid when the manifest does not say
    QDateTime expires;
    QByteArray dataHash;
    int filesChecked = 0;

    [[nodiscard]] bool ok() const { return problems.empty(); }
};

// `path`: a bundle's folder or .zip; a link to one (`latest`) is followed, links inside are problems.
[[nodiscard]] BundleReport verifyBundle(const QString& path, const BundleCheck& check = {});

} // namespace factoid
