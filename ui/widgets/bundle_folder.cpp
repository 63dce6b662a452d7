#include "ui/widgets/bundle_folder.h"

#include <QDir>
#include <QStandardPaths>

namespace factoid {

namespace {

const QString kKey = u"view/bundles/folder"_s;

} // namespace

QString bundleFolder(const UiState& state)
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return state.value(kKey, QDir(documents).filePath(u"Factoid Desk bundles"_s)).toString();
}

void rememberBundleFolder(UiState& state, const QString& folder)
{
    state.set(kKey, folder);
}

} // namespace factoid
