// StoreWatcher: tells when anybody, this process or another, has changed the store. Looks twice a second off the GUI
// thread; costs one pragma. GUI thread; owned by the window's session.
#pragma once

#include "core/queries/store_reader.h"

#include <QFutureWatcher>
#include <QTimer>

namespace factoid {

class StoreWatcher : public QObject
{
    Q_OBJECT

  public:
    explicit StoreWatcher(StoreReader& reader, QObject* parent = nullptr);
    ~StoreWatcher() override;
    // What stands in the way of reading the store; empty when nothing does.
    [[nodiscard]] QString problem() const { return m_problem; }

  Q_SIGNALS:
    void changed();
    void problemChanged(const QString& sentence);

  private:
    void look();
    StoreReader& m_reader;
    QTimer m_timer;
    QFutureWatcher<Result<qint64>> m_watcher;
    qint64 m_version = -1;
    QString m_problem;
};

} // namespace factoid
