#include "ui/schedule/zone_picker.h"

#include "ui/widgets/widgets.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>

namespace factoid {

namespace {

constexpr int kZoneRole = Qt::UserRole + 1;
constexpr QSize kSize{320, 340};

} // namespace

ZonePicker::ZonePicker(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_line(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Time zones"));
    resize(kSize);
    auto* layout = new QVBoxLayout(this);
    m_line->setPlaceholderText(tr("Type a city, a country or an offset"));
    m_line->setAccessibleName(tr("Find a time zone"));
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("Time zones"));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    layout->addWidget(m_line);
    layout->addWidget(m_list, 1);
    m_filter.setSourceModel(&m_model);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(&m_filter);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& text) {
        QString wanted = text.trimmed();
        m_filter.setFilterFixedString(wanted.replace(QLatin1Char(' '), QLatin1Char('_')));
        if (m_filter.rowCount() == 0)
            m_filter.setFilterFixedString(text.trimmed()); // countries have blanks where zones have lines
        m_list->setCurrentIndex(m_filter.index(0, 0));
    });
    connect(m_list, &QListView::activated, this, &ZonePicker::pick);
    connect(m_list, &QListView::clicked, this, &ZonePicker::pick);
}

void ZonePicker::setZones(const std::vector<ZoneRow>& zones, const QString& current)
{
    m_model.clear();
    int at = 0;
    for (const ZoneRow& zone : zones) {
        auto* item = new QStandardItem(tr("%1  ·  UTC%2  ·  %3").arg(zone.id, zone.offset, zone.country));
        item->setData(zone.id, kZoneRole);
        if (zone.id == current)
            at = m_model.rowCount();
        m_model.appendRow(item);
    }
    m_list->setCurrentIndex(m_filter.mapFromSource(m_model.index(at, 0)));
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void ZonePicker::summon(QWidget* under)
{
    m_line->clear();
    move(under->mapToGlobal(QPoint(0, under->height())));
    show();
    m_line->setFocus();
}

void ZonePicker::pick()
{
    const QString zone = m_list->currentIndex().data(kZoneRole).toString();
    if (zone.isEmpty())
        return;
    hide();
    Q_EMIT picked(zone);
}

bool ZonePicker::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        pick();
        return true;
    }
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return false;
    const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
    if (row >= 0 && row < m_filter.rowCount())
        m_list->setCurrentIndex(m_filter.index(row, 0));
    return true;
}

} // namespace factoid
