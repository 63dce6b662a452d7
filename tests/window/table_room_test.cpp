// Room for what tables show: no figure and no heading of figures is cut, and no column hangs out of sight, on screens
// as operators have them.
#include "tests/window/full_desk.h"
#include "tests/window/model_window.h"
#include "ui/table/data_table.h"

#include <QHeaderView>
#include <QTabBar>

using namespace factoid;
using namespace factoid::test;

namespace {

// Tables that have more columns than a screen, and are scrolled.
bool isScrolled(const QTableView& view)
{
    return view.objectName() == "figures"_L1 || view.objectName() == "figures_totals"_L1;
}

QStringList cutIn(const QTableView& view)
{
    QStringList cut;
    const QHeaderView* header = view.horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        if (header->isSectionHidden(column))
            continue;
        const QString title = view.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool figures =
            view.model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        const auto say = [&](const QString& what) { cut << u"%1, %2: %3"_s.arg(view.accessibleName(), title, what); };
        if (!isScrolled(view) &&
            header->sectionViewportPosition(column) + header->sectionSize(column) > view.viewport()->width())
            say(u"ends at %1 of %2"_s.arg(header->sectionViewportPosition(column) + header->sectionSize(column))
                    .arg(view.viewport()->width()));
        if (!figures)
            continue;
        if (header->sectionSizeHint(column) > header->sectionSize(column))
            say(u"heading"_s);
        for (int row = std::max(0, view.rowAt(0));
             row < view.model()->rowCount() && view.rowViewportPosition(row) < view.viewport()->height(); ++row) {
            const QModelIndex index = view.model()->index(row, column);
            if (view.sizeHintForIndex(index).width() > view.columnWidth(column))
                say(u"“%1” has %2 of %3"_s.arg(index.data().toString())
                        .arg(view.columnWidth(column))
                        .arg(view.sizeHintForIndex(index).width()));
        }
    }
    return cut;
}

void check(Window& window, const QString& where)
{
    const auto cut = [&] {
        QStringList all;
        for (const QTableView* view : window->findChildren<QTableView*>()) {
            if (view->isVisible() && view->model())
                all << cutIn(*view);
        }
        return all;
    };
    constexpr int kLayoutPatience = 3'000; // ms
    (void)window.waitsFor([&] { return cut().isEmpty(); }, kLayoutPatience);
    INFO(where.toStdString());
    CHECK(cut().join(QLatin1Char('\n')).toStdString() == "");
}

} // namespace

TEST_CASE("no table of any page cuts a figure or puts a column out of sight")
{
    ModelEndpoint endpoint;
    endpoint.setReply(plainReply);
    ModelDesk models(QJsonArray{providerAt("a provider with a long name", endpoint.baseUrl()),
                                providerAt("cautious", endpoint.baseUrl())});
    for (const char* who : {"a provider with a long name", "cautious"})
        (void)models.ask({u"update-factoids"_s, u"--force"_s, u"--generator"_s, QLatin1String(who)});
    (void)models.ask({u"export"_s, u"--out"_s, models.desk.path(u"bundles"_s)});
    Window window(models.desk, {}, {}, false, models.config);
    for (const QSize size : {QSize(1440, 900), QSize(1280, 720)}) {
        window->resize(size);
        for (const PageSpec& page : window->pages()) {
            window->navigator().go({page.id});
            settle(window);
            const QString where = u"%1 at %2x%3"_s.arg(page.id).arg(size.width()).arg(size.height());
            check(window, where);
            window.picture(u"room-%1-%2"_s.arg(page.id).arg(size.width()));
            for (QTabBar* tabs : window->currentPage()->findChildren<QTabBar*>()) {
                if (!tabs->isVisible())
                    continue;
                for (int tab = 0; tab < tabs->count(); ++tab) {
                    tabs->setCurrentIndex(tab);
                    settle(window);
                    check(window, where + u", "_s + tabs->tabText(tab));
                    window.picture(u"room-%1-%2-%3"_s.arg(page.id).arg(size.width()).arg(tab));
                }
                tabs->setCurrentIndex(0);
            }
        }
    }
}
