// FirstSteps: what an empty store shows: the real sample, a folder to import, or another store; then the way from
// figures to a first published set and bundle, a step at a time. GUI thread.
#pragma once

#include "core/queries/overview/overview_query.h"
#include "ui/shell/page.h"

namespace factoid {

class FirstSteps : public QWidget
{
    Q_OBJECT

  public:
    FirstSteps(PageContext& context, QWidget* parent = nullptr);

    // Says which steps are done.
    void set(const OverviewAnswer& overview);
    // Every step is done: the overview takes over.
    [[nodiscard]] static bool isDone(const OverviewAnswer& overview);

  private:
    struct Step {
        StateDot* dot;
        QPushButton* button;
        QLabel* note;
    };
    Step addStep(QVBoxLayout* layout, const QString& title, const QString& note, const QString& action,
                 const std::function<void()>& run);
    void importSample();
    void chooseFolder();
    void mark(const Step& step, bool done, bool next, const QString& title);
    void run(const QString& job, const QJsonObject& options, const QString& label);

    PageContext& m_context;
    Step m_figures, m_publish, m_export;
    QPushButton *m_folder, *m_other;
    FormError* m_error;
    bool m_handOver = false; // the keyboard was on a step that is being done
};

} // namespace factoid
