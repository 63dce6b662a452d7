#include "ui/status_page.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace factoid {

namespace {

constexpr int kMargin = 24;
constexpr int kGap = 12;
constexpr int kTitlePixels = 20;
constexpr int kSectionPixels = 15;
constexpr int kMessageColumn = 4;

QLabel* heading(const QString& text, int pixels, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPixelSize(pixels);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QString textOf(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toVariant().toString();
}

QTableWidgetItem* readOnlyItem(const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    return item;
}

} // namespace

StatusPage::StatusPage(QWidget* parent)
    : QWidget(parent)
    , m_headline(heading(tr("Looking at the store"), kTitlePixels, this))
    , m_sentence(new QLabel(this))
    , m_live(new QLabel(this))
    , m_runs(new QTableWidget(0, 5, this))
{
    m_headline->setAccessibleName(tr("Headline"));
    m_sentence->setAccessibleName(tr("State of figures, schedule and freshness"));
    m_sentence->setWordWrap(true);
    m_live->setAccessibleName(tr("Factoids that are live"));
    m_live->setWordWrap(true);
    m_live->setTextFormat(Qt::PlainText); // text is text, wherever it came from
    m_live->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_runs->setAccessibleName(tr("Last runs"));
    m_runs->setHorizontalHeaderLabels({tr("Run"), tr("Started"), tr("Job"), tr("Outcome"), tr("What it said")});
    m_runs->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_runs->horizontalHeader()->setSectionResizeMode(kMessageColumn, QHeaderView::Stretch);
    m_runs->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_runs->verticalHeader()->hide();
    m_runs->setSelectionBehavior(QAbstractItemView::SelectRows);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kGap);
    layout->addWidget(m_headline);
    layout->addWidget(m_sentence);
    layout->addWidget(heading(tr("Live on the site"), kSectionPixels, this));
    layout->addWidget(m_live);
    layout->addWidget(heading(tr("Last runs"), kSectionPixels, this));
    layout->addWidget(m_runs, 1);
}

void StatusPage::setStatus(const QJsonObject& status)
{
    const QJsonObject fresh = status.value(QStringLiteral("freshness")).toObject();
    const QJsonObject figures = status.value(QStringLiteral("figures")).toObject();
    const QJsonObject schedule = status.value(QStringLiteral("schedule")).toObject();
    const QJsonObject published = status.value(QStringLiteral("published")).toObject();
    const qint64 count = figures.value(QStringLiteral("figures")).toInteger();
    if (count == 0)
        m_headline->setText(tr("No figures yet"));
    else if (published.isEmpty())
        m_headline->setText(tr("Nothing published yet"));
    else
        m_headline->setText(fresh.value(QStringLiteral("up_to_date")).toBool() ? tr("All fresh") : tr("The figures have changed"));
    m_sentence->setText(tr("%1 figures of %2 councils in %3 fields. %4 changes wait. Next slot %5 (%6)%7.")
                            .arg(QLocale().toString(count), textOf(figures, "councils"), textOf(figures, "fields"), textOf(fresh, "open_changes"),
                                 textOf(schedule, "next_slot"), textOf(schedule, "zone"),
                                 schedule.value(QStringLiteral("paused")).toBool() ? tr(", paused") : QString()));
    QStringList texts;
    for (const QJsonValue& factoid : published.value(QStringLiteral("factoids")).toArray())
        texts << factoid.toString();
    if (texts.isEmpty())
        texts << (count == 0 ? tr("Import figures first: factoid-desk --headless import FOLDER") : tr("Publish a first set: factoid-desk --headless update-factoids"));
    m_live->setText(texts.join(QStringLiteral("\n\n")));
    fillRuns(status.value(QStringLiteral("last_runs")).toArray());
}

void StatusPage::setProblem(const QString& sentence)
{
    m_headline->setText(tr("The store cannot be read"));
    m_sentence->setText(sentence);
}

void StatusPage::fillRuns(const QJsonArray& runs)
{
    m_runs->setRowCount(static_cast<int>(runs.size()));
    const char* columns[] = {"id", "started_at", "job", "outcome", "message"};
    for (int row = 0; row < runs.size(); ++row) {
        const QJsonObject run = runs[row].toObject();
        for (int column = 0; column < 5; ++column)
            m_runs->setItem(row, column, readOnlyItem(textOf(run, columns[column])));
    }
}

} // namespace factoid
