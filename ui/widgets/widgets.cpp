#include "ui/widgets/widgets.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace factoid {

namespace {

// What is quoted may be one word of any length: it is given places to break, and an end, or it would widen its page.
QString breakable(const QString& sentence)
{
    constexpr qsizetype kLong = 80, kPiece = 20, kMost = 200;
    QStringList words = sentence.split(QLatin1Char(' '));
    for (QString& word : words) {
        if (word.size() <= kLong)
            continue;
        if (word.size() > kMost)
            word = word.left(kMost) + u"…”"_s;
        for (qsizetype at = kPiece; at < word.size(); at += kPiece + 1)
            word.insert(at, QChar(0x200B));
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

Tone toneOf(State state)
{
    switch (state) {
    case State::Good:
        return Tone::Good;
    case State::Warning:
        return Tone::Warning;
    case State::Bad:
        return Tone::Bad;
    case State::Idle:
        return Tone::Idle;
    }
    return Tone::Idle;
}

QLabel* roleLabel(const QString& text, const char* role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QLatin1String(role));
    return label;
}

QLabel* wrappedLabel(const QString& text, const char* role, QWidget* parent)
{
    QLabel* label = roleLabel(text, role, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QLabel* chip(const QString& text, const char* tone, QWidget* parent)
{
    QLabel* label = roleLabel(text, "chip", parent);
    label->setProperty("tone", QLatin1String(tone));
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return label;
}

void setChipTone(QLabel* label, const char* tone)
{
    setStyleProperty(label, "tone", QLatin1String(tone));
}

QPushButton* linkButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("role", u"link"_s);
    button->setCursor(Qt::PointingHandCursor);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return button;
}

QFrame* separatorLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setObjectName(u"line"_s);
    line->setFixedHeight(1);
    return line;
}

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        } else if (QLayout* inner = item->layout()) {
            clearLayout(inner);
        }
        delete item;
    }
}

void setStyleProperty(QWidget* widget, const char* name, const QVariant& value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

Card::Card(const QString& heading, QWidget* parent)
    : QFrame(parent)
    , m_top(new QHBoxLayout)
    , m_heading(roleLabel(heading, "section", this))
    , m_note(roleLabel({}, "note", this))
    , m_body(new QVBoxLayout)
{
    setObjectName(u"card"_s);
    setAccessibleName(heading);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kLarge, metric::kMedium, metric::kLarge, metric::kMedium);
    layout->setSpacing(metric::kSmall);
    m_top->setSpacing(metric::kSmall);
    m_top->addWidget(m_heading);
    m_top->addStretch(1);
    m_top->addWidget(m_note);
    m_note->hide();
    m_heading->setVisible(!heading.isEmpty());
    layout->addLayout(m_top);
    m_body->setSpacing(metric::kSmall);
    layout->addLayout(m_body, 1);
}

void Card::setHeading(const QString& heading)
{
    m_heading->setText(heading);
    m_heading->setVisible(!heading.isEmpty());
    setAccessibleName(heading);
}

void Card::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void Card::addToHeading(QWidget* widget)
{
    m_top->addWidget(widget);
}

StateDot::StateDot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_label(roleLabel({}, "", this))
{
    constexpr int kDotSpace = 16;
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kDotSpace, 0, 0, 0);
    layout->addWidget(m_label);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void StateDot::set(State state, const QString& text)
{
    m_state = state;
    m_label->setText(text);
    m_label->updateGeometry();
    updateGeometry();
    setAccessibleName(text);
    update();
}

void StateDot::paintEvent(QPaintEvent*)
{
    constexpr double kDot = 8;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(toneOf(m_state)));
    painter.drawEllipse(QRectF(1, (height() - kDot) / 2, kDot, kDot));
}

EmptyState::EmptyState(const QString& sentence, QWidget* parent)
    : QWidget(parent)
    , m_sentence(wrappedLabel(sentence, "muted", this))
    , m_buttons(new QHBoxLayout)
{
    constexpr int kWidest = 460;
    setAccessibleName(sentence);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setMaximumWidth(kWidest);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(metric::kMedium);
    layout->addStretch(1);
    // Stretches beside it, not an alignment: with one, a wrapped label is given the height of a single line.
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_sentence, 100);
    middle->addStretch(1);
    layout->addLayout(middle);
    m_buttons->setSpacing(metric::kSmall);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addLayout(m_buttons);
    row->addStretch(1);
    layout->addLayout(row);
    layout->addStretch(1);
}

void EmptyState::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
}

QPushButton* EmptyState::addAction(const QString& text, const std::function<void()>& run, bool primary)
{
    auto* button = new QPushButton(text, this);
    if (primary)
        button->setProperty("role", u"primary"_s);
    connect(button, &QPushButton::clicked, this, run);
    m_buttons->addWidget(button);
    return button;
}

LayoutPause::LayoutPause(QWidget* widget)
{
    const auto pause = [this](QLayout* layout) {
        if (!layout || !layout->isEnabled())
            return; // none, or paused by someone who still shows something
        layout->setEnabled(false);
        m_paused.emplace_back(layout);
    };
    const auto inside = widget->findChildren<QWidget*>();
    for (const QWidget* child : inside)
        pause(child->layout());
    for (const QWidget* around = widget; around; around = around->isWindow() ? nullptr : around->parentWidget())
        pause(around->layout());
}

LayoutPause::~LayoutPause()
{
    for (const QPointer<QLayout>& layout : m_paused) {
        if (!layout)
            continue;
        layout->setEnabled(true);
        layout->update();
    }
}

FormError::FormError(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setProperty("role", u"error"_s);
    setWordWrap(true);
    hide();
}

void FormError::say(const QString& sentence, QWidget* field)
{
    if (m_field)
        setStyleProperty(m_field, "invalid", false);
    m_field = sentence.isEmpty() ? nullptr : field;
    if (m_field)
        setStyleProperty(m_field, "invalid", true);
    setText(breakable(sentence));
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

Meter::Meter(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Meter::set(double value, Tone tone)
{
    constexpr int kPercent = 100;
    m_value = std::clamp(value, 0.0, 1.0);
    m_tone = tone;
    setAccessibleDescription(tr("%1 percent").arg(qRound(m_value * kPercent)));
    update();
}

QSize Meter::sizeHint() const
{
    return {80, 8};
}

void Meter::paintEvent(QPaintEvent*)
{
    constexpr double kThick = 6, kRound = 3;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF all(0, (height() - kThick) / 2, width(), kThick);
    painter.setBrush(m_theme.color(Tone::IdleSoft));
    painter.drawRoundedRect(all, kRound, kRound);
    if (m_value <= 0)
        return;
    painter.setBrush(m_theme.color(m_tone));
    painter.drawRoundedRect(QRectF(all.topLeft(), QSizeF(std::max(kThick, all.width() * m_value), kThick)), kRound,
                            kRound);
}

SparkLine::SparkLine(const Theme& theme, int series, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_series(series)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SparkLine::set(const std::vector<std::optional<double>>& values, const QString& summary)
{
    m_values = values;
    setAccessibleDescription(summary);
    setToolTip(summary);
    update();
}

QSize SparkLine::sizeHint() const
{
    return {160, 24};
}

void SparkLine::paintEvent(QPaintEvent*)
{
    std::optional<double> least, most;
    for (const auto& value : m_values) {
        if (!value)
            continue;
        least = least ? std::min(*least, *value) : *value;
        most = most ? std::max(*most, *value) : *value;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    constexpr double kEdge = 3;
    if (!least || m_values.size() < 2) {
        painter.setPen(QPen(m_theme.color(Tone::Line), 1, Qt::DotLine));
        painter.drawLine(QPointF(kEdge, height() - kEdge), QPointF(width() - kEdge, height() - kEdge));
        return;
    }
    const double span = *most - *least;
    const double step = (width() - 2 * kEdge) / static_cast<double>(m_values.size() - 1);
    QPainterPath path;
    bool open = false;
    QPointF last;
    for (size_t i = 0; i < m_values.size(); ++i) {
        if (!m_values[i]) {
            open = false;
            continue;
        }
        const double level = span > 0 ? (*m_values[i] - *least) / span : 0.5;
        last = {kEdge + step * static_cast<double>(i), height() - kEdge - level * (height() - 2 * kEdge)};
        if (open)
            path.lineTo(last);
        else
            path.moveTo(last);
        open = true;
    }
    painter.setPen(QPen(m_theme.series(m_series), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setBrush(m_theme.series(m_series));
    painter.drawEllipse(last, 2, 2);
}

} // namespace factoid
