#include "core/store/sql/store_url.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace factoid {

Result<StoreUrl> StoreUrl::parse(const QString& url)
{
    const qsizetype colon = url.indexOf(QLatin1Char(':'));
    const QString scheme = colon > 0 ? url.left(colon) : u"sqlite"_s;
    if (scheme != "sqlite"_L1) {
        return fail(ErrorKind::Usage, Message("store.not_an_address").arg(scheme));
    }
    const QString path = colon > 0 ? url.mid(colon + 1) : url;
    if (path.isEmpty())
        return fail(ErrorKind::Usage, Message("store.no_path"));
    return StoreUrl{QFileInfo(path).absoluteFilePath()};
}

StoreUrl StoreUrl::standard()
{
    return {QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)).filePath(u"store.db"_s)};
}

bool StoreUrl::hasStandard()
{
    return !qEnvironmentVariableIsEmpty("HOME") || !qEnvironmentVariableIsEmpty("XDG_DATA_HOME");
}

QString StoreUrl::toString() const
{
    return u"sqlite:"_s + path;
}

} // namespace factoid
