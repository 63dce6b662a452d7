// CommandPalette: one line that finds every action, page, council, field, year and factoid, and does or opens it.
// GUI thread; a child of the window, hidden until it is summoned.
#pragma once

#include "core/queries/overview/search_query.h"
#include "ui/shell/page.h"

#include <QFrame>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace factoid {

class CommandPalette : public QFrame
{
    Q_OBJECT

  public:
    CommandPalette(PageContext& context, const std::vector<PageSpec>& pages, QWidget* window);

    // Shows it over the window, empty and with the keyboard.
    void summon(const QString& typed = {});
    // The store's names are asked for again at the next summons.
    void forgetNames() { m_namesKnown = false; }

  private:
    struct Item {
        QString title, note, kind, form, icon;
        int bonus = 0;
        std::function<void()> run;
        bool isHere = false;    // an action of the page that is shown
        QString dangerous = {}; // of what takes something away: its own words, and no others, find it
    };
    // Which items come first, whatever their letters score.
    enum class Rank { Here, Words, Dangerous, Letters };
    [[nodiscard]] static std::optional<Rank> rankOf(const Item& item, const QString& typed);
    void askNames();
    void collect();
    void addNames(const std::vector<SearchEntry>& entries);
    void filter();
    void runCurrent();
    void step(int rows);
    bool eventFilter(QObject* watched, QEvent* event) override;

    PageContext& m_context;
    const std::vector<PageSpec>& m_pages;
    QLineEdit* m_line;
    QListView* m_list;
    QLabel* m_hint;
    QStandardItemModel* m_model;
    std::vector<Item> m_items;
    std::vector<SearchEntry> m_names;
    Latest<std::vector<SearchEntry>> m_asking;
    bool m_namesKnown = false;
    QPointer<QWidget> m_focusBefore;
};

} // namespace factoid
