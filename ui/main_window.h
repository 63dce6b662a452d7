// MainWindow: the frame and its first page, the status of the store. Shows, and computes nothing. GUI thread.
#pragma once

#include "core/engine.h"

#include <QFutureWatcher>
#include <QMainWindow>
#include <QTimer>

class QLabel;

namespace factoid {

class StatusPage;

class MainWindow : public QMainWindow
{
    Q_OBJECT

  public:
    // The engine must outlive the window.
    explicit MainWindow(Engine& engine, QWidget* parent = nullptr);
    ~MainWindow() override;

  private:
    void ask();
    void show_(const Result<QJsonObject>& status);

    Engine& m_engine;
    StatusPage* m_page = nullptr;
    QLabel* m_store = nullptr;
    QTimer m_timer;
    QFutureWatcher<Result<QJsonObject>> m_watcher;
};

} // namespace factoid
