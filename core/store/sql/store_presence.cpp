#include "core/store/sql/store_presence.h"

#include <QFileInfo>

namespace factoid {

Result<void> StorePresence::look()
{
    const QFileInfo file(m_store.path);
    if (file.exists() && file.size() > 0) {
        m_seen = true;
        return {};
    }
    if (!m_seen)
        return {};
    return fail(ErrorKind::Store,
                u"the store %1 is no longer there; put the file back, or open another store"_s.arg(m_store.path));
}

} // namespace factoid
