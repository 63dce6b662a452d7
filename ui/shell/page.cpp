#include "ui/shell/page.h"

#include <QScrollArea>

namespace factoid {

Page::Page(PageContext& context, const QString& title, bool scrolls, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(roleLabel(title, "title", this))
    , m_sentence(wrappedLabel({}, "muted", this))
    , m_header(new QHBoxLayout)
    , m_failureRow(new QWidget(this))
    , m_failure(wrappedLabel({}, "error", m_failureRow))
    , m_problemRow(new QWidget(this))
    , m_problem(wrappedLabel({}, "error", m_problemRow))
    , m_wayOut(new QPushButton(m_problemRow))
    , m_body(new QVBoxLayout)
    , m_panel(new SidePanel(context.theme, this))
{
    setObjectName(u"page"_s);
    setAccessibleName(title);
    m_title->setAccessibleName(tr("Title"));
    m_sentence->setAccessibleName(tr("State of this page"));

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_sentence);
    auto* top = new QHBoxLayout;
    top->setSpacing(metric::kSmall);
    top->addLayout(words, 1);
    m_header->setSpacing(metric::kSmall);
    top->addLayout(m_header);
    top->setAlignment(m_header, Qt::AlignTop);

    auto* failureLayout = new QHBoxLayout(m_failureRow);
    failureLayout->setContentsMargins(0, 0, 0, 0);
    failureLayout->addWidget(m_failure, 1);
    QPushButton* close = linkButton(tr("Close"), m_failureRow);
    close->setAccessibleName(tr("Close the message"));
    failureLayout->addWidget(close, 0, Qt::AlignTop);
    m_failureRow->hide();
    connect(close, &QPushButton::clicked, this, &Page::dropFailure);

    auto* problemLayout = new QHBoxLayout(m_problemRow);
    problemLayout->setContentsMargins(0, 0, 0, 0);
    problemLayout->addWidget(m_problem, 1);
    problemLayout->addWidget(m_wayOut);
    m_problemRow->hide();
    connect(m_wayOut, &QPushButton::clicked, this, [this] {
        if (m_runWayOut)
            m_runWayOut();
    });

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kHuge, metric::kLarge, metric::kHuge, metric::kLarge);
    layout->setSpacing(metric::kMedium);
    layout->addLayout(top);
    layout->addWidget(m_failureRow);
    layout->addWidget(m_problemRow);

    m_body->setSpacing(metric::kLarge);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kLarge);
    if (scrolls) {
        auto* scroll = new QScrollArea(this);
        scroll->setObjectName(u"pageScroll"_s);
        scroll->setAccessibleName(title);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
        auto* inside = new QWidget(scroll);
        inside->setObjectName(u"pageScrollBody"_s);
        inside->setLayout(m_body);
        m_body->setContentsMargins(0, 0, metric::kTiny, 0);
        scroll->setWidget(inside);
        row->addWidget(scroll, 1);
    } else {
        m_body->setContentsMargins(0, 0, 0, 0);
        row->addLayout(m_body, 1);
    }
    row->addWidget(m_panel);
    layout->addLayout(row, 1);
}

void Page::showFailure(const QString& sentence)
{
    m_failure->setText(sentence);
    m_failure->setAccessibleName(sentence);
    m_failureRow->setVisible(!sentence.isEmpty());
}

QString Page::failure() const
{
    return m_failureRow->isHidden() ? QString() : m_failure->text();
}

QString Page::title() const
{
    return m_title->text();
}

QString Page::sentence() const
{
    return m_sentence->text();
}

void Page::setTitle(const QString& title)
{
    m_title->setText(title);
}

void Page::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

void Page::setProblem(const QString& sentence, const QString& resolution, const std::function<void()>& run)
{
    m_problem->setText(sentence);
    m_problem->setAccessibleName(sentence);
    m_runWayOut = run;
    m_wayOut->setText(resolution);
    m_wayOut->setVisible(!resolution.isEmpty());
    m_problemRow->setVisible(!sentence.isEmpty());
}

QPushButton* Page::addButton(const QString& actionId, bool primary)
{
    QAction* action = m_context.actions.find(actionId);
    Q_ASSERT(action);
    auto* button = new QPushButton(action->text(), this);
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
    if (primary)
        button->setProperty("role", u"primary"_s);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    });
    m_header->addWidget(button);
    return button;
}

void Page::addToHeader(QWidget* widget)
{
    m_header->addWidget(widget);
}

} // namespace factoid
