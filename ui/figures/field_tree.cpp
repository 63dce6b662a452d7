#include "ui/figures/field_tree.h"

#include "ui/base/formats.h"

#include <QHeaderView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <functional>

namespace factoid {

namespace {

enum TreeRole { KeyRole = Qt::UserRole + 1, CompleteRole };

// The name on the left, a bar of completeness on the right.
class BarDelegate : public QStyledItemDelegate
{
  public:
    BarDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QVariant complete = index.data(CompleteRole);
        QStyleOptionViewItem name = option;
        if (!complete.isNull())
            name.rect.setRight(option.rect.right() - kWidth - metric::kMedium);
        // The selection reaches over the bar as well.
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, m_theme.color(Tone::Selection));
        name.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus);
        QStyledItemDelegate::paint(painter, name, index);
        if (complete.isNull())
            return;
        const QRectF bar(option.rect.right() - kWidth - metric::kSmall, option.rect.center().y() - kHeight / 2.0,
                         kWidth, kHeight);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.color(Tone::IdleSoft));
        painter->drawRoundedRect(bar, kHeight / 2.0, kHeight / 2.0);
        const double share = complete.toDouble();
        if (share > 0) {
            constexpr double kPoor = 0.3; // below it a year is not the latest one (docs/contract.md, “Summaries”)
            painter->setBrush(m_theme.color(share < kPoor ? Tone::Warning : Tone::Good));
            painter->drawRoundedRect(
                QRectF(bar.topLeft(), QSizeF(std::max<double>(kHeight, bar.width() * share), kHeight)), kHeight / 2.0,
                kHeight / 2.0);
        }
        painter->restore();
    }

  private:
    static constexpr int kWidth = 48, kHeight = 5;
    const Theme& m_theme;
};

QString yearsText(const FieldNode& node)
{
    QStringList lines{node.name, FieldTree::tr("%1, in “%2”: %3").arg(node.slug, node.category, node.categoryWhy)};
    for (auto year = node.years.rbegin(); year != node.years.rend(); ++year) {
        const QString complete = year->completeness
                                     ? FieldTree::tr("%1 % complete").arg(numberText(year->completeness->toString()))
                                     : FieldTree::tr("not summarised yet");
        lines << FieldTree::tr("%1: %2, %3%4")
                     .arg(year->year.label(),
                          countText(year->figures, FieldTree::tr("figure"), FieldTree::tr("figures")), complete,
                          year->stale ? FieldTree::tr(", changed since") : QString());
    }
    return lines.join(QLatin1Char('\n'));
}

QStandardItem* itemFor(const FieldNode& node)
{
    auto* item = new QStandardItem(node.name);
    item->setEditable(false);
    item->setData(node.slug, KeyRole);
    item->setToolTip(yearsText(node));
    QString spoken = node.name;
    if (node.years.empty()) {
        spoken += FieldTree::tr(", no figures");
    } else if (const auto& complete = node.years.back().completeness) {
        constexpr double kPercent = 100;
        item->setData(complete->toDouble() / kPercent, CompleteRole);
        spoken +=
            FieldTree::tr(", %1 percent complete in %2").arg(complete->toString(), node.years.back().year.label());
    }
    item->setAccessibleText(spoken);
    return item;
}

} // namespace

FieldTree::FieldTree(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_filter(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_filter->setPlaceholderText(tr("Type to find"));
    m_filter->setAccessibleName(tr("Find a field or a council"));
    m_filter->setClearButtonEnabled(true);
    m_view->setHeaderHidden(true);
    m_view->setAccessibleName(tr("Fields"));
    m_view->setUniformRowHeights(true);
    m_view->setItemDelegate(new BarDelegate(theme, this));
    m_view->setIndentation(metric::kLarge);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->header()->setAccessibleName(tr("Fields"));
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setModel(m_proxy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSmall);
    layout->addWidget(m_filter);
    layout->addWidget(m_view, 1);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_proxy->setFilterFixedString(text);
        if (!text.isEmpty())
            m_view->expandAll();
    });
    connect(m_filter, &QLineEdit::returnPressed, m_view, [this] { m_view->setFocus(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { pick(current); });
}

void FieldTree::pick(const QModelIndex& index)
{
    const QString key = index.data(KeyRole).toString();
    if (!m_quiet && !key.isEmpty())
        Q_EMIT picked(key);
}

void FieldTree::replaceModel(QStandardItemModel* model)
{
    const QString before = selected();
    m_quiet = true;
    m_proxy->setSourceModel(model);
    delete m_model;
    m_model = model;
    m_view->expandAll();
    m_quiet = false;
    if (!before.isEmpty())
        select(before);
}

void FieldTree::setFields(const std::vector<FieldNode>& nodes)
{
    auto* model = new QStandardItemModel(this);
    QStandardItem* category = nullptr;
    for (const FieldNode& node : nodes) {
        if (!category || category->text() != node.category) {
            category = new QStandardItem(node.category);
            category->setEditable(false);
            category->setSelectable(false);
            category->setFont(Theme::font(metric::kBody, QFont::DemiBold));
            model->appendRow(category);
        }
        category->appendRow(itemFor(node));
    }
    m_view->setRootIsDecorated(true);
    m_view->setAccessibleName(tr("Fields"));
    replaceModel(model);
}

void FieldTree::setCouncils(const std::vector<std::pair<QString, QString>>& codesAndNames, const QStringList& notes)
{
    auto* model = new QStandardItemModel(this);
    for (size_t i = 0; i < codesAndNames.size(); ++i) {
        auto* item = new QStandardItem(codesAndNames[i].second);
        item->setEditable(false);
        item->setData(codesAndNames[i].first, KeyRole);
        item->setToolTip(codesAndNames[i].first + u" · "_s + notes.value(static_cast<qsizetype>(i)));
        model->appendRow(item);
    }
    m_view->setRootIsDecorated(false);
    m_view->setAccessibleName(tr("Councils"));
    replaceModel(model);
}

bool FieldTree::select(const QString& key)
{
    const QModelIndexList found =
        m_proxy->match(m_proxy->index(0, 0), KeyRole, key, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (found.isEmpty())
        return false;
    m_quiet = true;
    m_view->setCurrentIndex(found.first());
    m_view->scrollTo(found.first());
    m_quiet = false;
    return true;
}

QString FieldTree::selected() const
{
    return m_view->currentIndex().data(KeyRole).toString();
}

QString FieldTree::firstKey() const
{
    std::function<QString(const QModelIndex&)> first = [&](const QModelIndex& parent) -> QString {
        for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
            const QModelIndex index = m_proxy->index(row, 0, parent);
            const QString key = index.data(KeyRole).toString();
            if (!key.isEmpty())
                return key;
            if (const QString inner = first(index); !inner.isEmpty())
                return inner;
        }
        return {};
    };
    return first({});
}

} // namespace factoid
