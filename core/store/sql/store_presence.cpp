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
    return fail(ErrorKind::Store, Message("store.gone").arg(m_store.path));
}

} // namespace factoid
