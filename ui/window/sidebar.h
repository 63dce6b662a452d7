// Sidebar: the pages in groups, with badges that count what needs a person; folds to icons. GUI thread.
#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/widgets.h"

#include <map>

class QButtonGroup;
class QToolButton;

namespace factoid {

class Sidebar : public QFrame
{
    Q_OBJECT

  public:
    Sidebar(const Theme& theme, const std::vector<PageSpec>& pages, QWidget* parent = nullptr);

    void setCurrent(const QString& page);
    // 0 hides the badge; `tone` "warning" or "bad".
    void setBadge(const QString& page, qint64 count, const char* tone);
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    // The store's profile: its name, its colour, and whether it may only be read.
    void setProfile(const QString& name, const QColor& color, bool readOnly);

  Q_SIGNALS:
    void chosen(const QString& page);
    void profileClicked();

  private:
    struct Entry {
        QPushButton* button;
        QLabel* badge;
        QString title, icon;
    };
    void addEntry(const PageSpec& page, QVBoxLayout* layout);
    void reicon();
    void keyPressEvent(QKeyEvent* event) override;

    const Theme& m_theme;
    QLabel* m_name;
    QPushButton* m_profile;
    QFrame* m_stripe;
    QToolButton* m_fold;
    QButtonGroup* m_group;
    std::vector<QLabel*> m_headings;
    std::vector<QString> m_order;
    std::map<QString, Entry> m_entries;
    bool m_folded = false;
};

} // namespace factoid
