// Atomic publish: puts a folder or a file beside others whole or not at all, then swaps a link to it.
// POSIX; blocks on the disk. Any thread; writers of one folder, in any process, take turns (flock).
//
// Order, so that a kill at any moment leaves the old or the new state: everything is written and synced
// under a hidden temporary name, renamed in one step, the folder is synced, and only then is the link
// replaced by renaming a new link over it. What a killed writer left is cleared by the next.
#pragma once

#include "core/publish/bundle.h"

namespace factoid {

struct PublishPlan {
    QString outDir; // made when it is missing
    QString name;   // without extension; must start with the 16 characters of a time stamp
    BundleForm form = BundleForm::Folder;
    std::vector<BundleFile> files; // Folder: its files. Zip: exactly one, the archive; its name is not used
};

struct Published {
    QString path;
    QString latestPath;
    bool latestMoved = false;
};

// As writeBundle; after an error (cancelling included) the folder is as it was.
[[nodiscard]] Result<Published> publishAtomically(const PublishPlan& plan, const TaskControl& control);

} // namespace factoid
