#include "ui/fallbacks/fallback_editor.h"

#include "core/queries/fallbacks/fallback_queries.h"
#include "ui/base/formats.h"
#include "ui/factoids/factoid_card.h"
#include "ui/widgets/extent_chip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QToolTip>

namespace factoid {

namespace {

constexpr int kCheckAfter = 250; // ms after the last key
constexpr int kTextHeight = 96;
constexpr int kPreviewed = 3;
constexpr int kSourceLength = 90;

// The upgrade's mark is nobody.
QString personOf(const QString& owner)
{
    return owner == UncheckedChoice::kBeforeChecking ? QString() : owner;
}

// Empty, or a date. The sentence, or nothing.
QString dateFault(const QString& text)
{
    if (text.isEmpty() || QDate::fromString(text, Qt::ISODate).isValid())
        return {};
    return FallbackEditor::tr("“%1” is not a date; write it as 2027-03-31, or leave it empty.").arg(text);
}

} // namespace

FallbackEditor::FallbackEditor(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_heading(roleLabel({}, "section", this))
    , m_source(new QComboBox(this))
    , m_sourceRow(new QWidget(this))
    , m_text(new QPlainTextEdit(this))
    , m_marks(new FaultMarks(context.theme, m_text->document()))
    , m_verdict(new StateDot(context.theme, this))
    , m_faults(new QVBoxLayout)
    , m_claimRows(new QVBoxLayout)
    , m_keeping(new QWidget(this))
    , m_keep(new QCheckBox(tr("Keep it unchecked"), m_keeping))
    , m_reason(new QLineEdit(m_keeping))
    , m_keepError(new FormError(m_keeping))
    , m_language(new QComboBox(this))
    , m_owner(new QLineEdit(this))
    , m_review(new QLineEdit(this))
    , m_expires(new QLineEdit(this))
    , m_tags(new QLineEdit(this))
    , m_reviewError(new FormError(this))
    , m_expiresError(new FormError(this))
    , m_error(new FormError(this))
    , m_preview(new Card(tr("As the site shows it when nothing else can be served"), this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_discard(new QPushButton(tr("Discard"), this))
    , m_remove(new QPushButton(tr("Move to the bin"), this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, metric::kTiny, 0);
    layout->setSpacing(metric::kSmall);
    layout->addWidget(m_heading);
    makeFields(layout);
    layout->addWidget(m_error);
    makeButtons(layout);
    layout->addSpacing(metric::kSmall);
    layout->addWidget(m_preview);
    layout->addStretch(1);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kCheckAfter);
    connect(&m_wait, &QTimer::timeout, this, &FallbackEditor::check);
}

void FallbackEditor::addField(QVBoxLayout* layout, const QString& name, QWidget* field, FormError* error)
{
    auto* label = roleLabel(name, "caption", this);
    label->setBuddy(field);
    field->setAccessibleName(name);
    layout->addWidget(label);
    layout->addWidget(field);
    if (error)
        layout->addWidget(error);
}

void FallbackEditor::makeFields(QVBoxLayout* layout)
{
    auto* from = new QVBoxLayout(m_sourceRow);
    from->setContentsMargins(0, 0, 0, 0);
    from->setSpacing(metric::kSmall);
    addField(from, tr("Start from"), m_source);
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_source, &QComboBox::activated, this, [this](int index) {
        const int at = index - 1;
        start(at < 0 ? Source() : m_sources.at(static_cast<size_t>(at)));
    });
    layout->addWidget(m_sourceRow);

    m_text->setFixedHeight(Theme::scaled(kTextHeight));
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(tr("A factoid with its claims (start from one), or a notice such as “New figures appear "
                                  "here when they are published.”"));
    m_text->viewport()->installEventFilter(this);
    m_text->setFont(Theme::font(metric::kBody + 1));
    addField(layout, tr("Sentence"), m_text);
    m_verdict->setAccessibleName(tr("Check against today's figures"));
    layout->addWidget(m_verdict);
    m_faults->setSpacing(2);
    layout->addLayout(m_faults);
    m_claimRows->setSpacing(2);
    layout->addLayout(m_claimRows);
    auto* keeping = new QVBoxLayout(m_keeping);
    keeping->setContentsMargins(0, 0, 0, 0);
    keeping->setSpacing(metric::kTiny);
    m_keep->setToolTip(tr("It is marked as not checked wherever it is served, and a site can leave it out"));
    keeping->addWidget(m_keep);
    addField(keeping, tr("Why it is kept unchecked"), m_reason, m_keepError);
    layout->addWidget(m_keeping);
    m_keeping->hide();

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metric::kMedium);
    const auto cell = [&](int row, int column, const QString& name, QWidget* field, FormError* error = nullptr) {
        auto* inside = new QVBoxLayout;
        inside->setSpacing(metric::kTiny);
        addField(inside, name, field, error);
        grid->addLayout(inside, row, column, Qt::AlignTop);
    };
    m_language->addItem(tr("English"), u"en"_s);
    m_language->addItem(tr("Welsh"), u"cy"_s);
    m_review->setPlaceholderText(u"2027-03-31"_s);
    m_expires->setPlaceholderText(u"2027-12-31"_s);
    m_tags->setPlaceholderText(tr("Any words, separated by spaces"));
    cell(0, 0, tr("Language"), m_language);
    cell(0, 1, tr("Owner"), m_owner);
    cell(1, 0, tr("Review on"), m_review, m_reviewError);
    cell(1, 1, tr("Last day of use"), m_expires, m_expiresError);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    layout->addLayout(grid);
    addField(layout, tr("Tags"), m_tags);

    connect(m_text, &QPlainTextEdit::textChanged, this, &FallbackEditor::changed);
    connect(m_language, &QComboBox::currentIndexChanged, this, &FallbackEditor::changed);
    for (QLineEdit* line : {m_owner, m_review, m_expires, m_tags})
        connect(line, &QLineEdit::textChanged, this, &FallbackEditor::changed);
    // What keeps a text says nothing of it: what was found of the text still holds.
    connect(m_keep, &QCheckBox::toggled, this, &FallbackEditor::showKeeping);
    connect(m_reason, &QLineEdit::textChanged, this, &FallbackEditor::showKeeping);
}

void FallbackEditor::makeButtons(QVBoxLayout* layout)
{
    m_save->setProperty("role", u"primary"_s);
    m_remove->setProperty("role", u"danger"_s);
    m_remove->setToolTip(tr("It stays there for %1 days").arg(FallbackStore::kBinDays));
    m_save->setAccessibleName(tr("Save the fallback"));
    m_discard->setAccessibleName(tr("Discard what was typed"));
    m_remove->setAccessibleName(tr("Move the fallback to the bin"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_save);
    row->addWidget(m_discard);
    row->addStretch(1);
    row->addWidget(m_remove);
    layout->addLayout(row);
    connect(m_save, &QPushButton::clicked, this, &FallbackEditor::save);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        if (m_id == 0) {
            Q_EMIT closed();
            return;
        }
        put(m_before);
    });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(m_id); });
}

void FallbackEditor::edit(const FallbackRow& fallback)
{
    m_id = fallback.id;
    m_heading->setText(tr("Fallback %1").arg(m_id));
    m_sourceRow->hide();
    m_remove->show();
    put(asTyped(fallback));
}

void FallbackEditor::begin(const std::optional<Source>& from)
{
    m_id = 0;
    m_heading->setText(tr("New fallback"));
    m_sourceRow->show();
    m_source->setCurrentIndex(0);
    m_remove->hide();
    Typed blank;
    blank.language = u"en"_s;
    put(blank);
    if (from)
        start(*from);
}

void FallbackEditor::start(const Source& source)
{
    m_claims = source.claims;
    m_text->setPlainText(source.text);
    showClaims();
    changed();
}

void FallbackEditor::refresh(const FallbackRow& fallback)
{
    const Typed stored = asTyped(fallback);
    if (!isDirty()) {
        put(stored);
        return;
    }
    // What is typed stays. What it would replace is told, once.
    if (stored != m_before) {
        const std::pair<QString Typed::*, QString> parts[] = {
            {&Typed::text, tr("sentence")},   {&Typed::language, tr("language")},  {&Typed::owner, tr("owner")},
            {&Typed::reviewOn, tr("review")}, {&Typed::expiresOn, tr("last day")}, {&Typed::tags, tr("tags")}};
        QStringList now;
        for (const auto& [part, name] : parts) {
            if (stored.*part != m_before.*part)
                now << tr("%1 “%2”").arg(name, stored.*part);
        }
        m_before = stored;
        m_error->say(
            tr("Changed elsewhere in the meantime: %1. Saving overwrites those changes; discarding loads them.")
                .arg(now.isEmpty() ? tr("its claims") : now.join(u", "_s)));
        changed();
    }
    check(); // the figures may be others
}

void FallbackEditor::leave()
{
    if (!isDirty()) {
        Q_EMIT closed();
        return;
    }
    m_id = 0;
    m_before = {};
    m_error->say(tr("It was moved to the bin. What you typed is still here: saving adds it as a new fallback, "
                    "discarding drops it."));
    updateButtons();
}

void FallbackEditor::put(const Typed& typed_)
{
    m_claims = typed_.claims;
    {
        const QSignalBlocker quietText(m_text), quietLanguage(m_language), quietOwner(m_owner), quietReview(m_review),
            quietExpires(m_expires), quietTags(m_tags), quietKeep(m_keep), quietReason(m_reason);
        // The same text keeps the cursor where it is.
        if (m_text->toPlainText() != typed_.text)
            m_text->setPlainText(typed_.text);
        m_language->setCurrentIndex(std::max(0, m_language->findData(typed_.language)));
        m_owner->setText(typed_.owner);
        m_keep->setChecked(typed_.unchecked);
        m_reason->setText(typed_.reason);
        m_review->setText(typed_.reviewOn);
        m_expires->setText(typed_.expiresOn);
        m_tags->setText(typed_.tags);
    }
    m_before = typed();
    m_error->say({});
    showClaims();
    changed();
    check();
}

// What typed() gives when nothing was typed.
FallbackEditor::Typed FallbackEditor::asTyped(const FallbackRow& fallback) const
{
    const bool kept = fallback.isKeptUnchecked();
    return {.text = fallback.text,
            .language = m_language->itemData(std::max(0, m_language->findData(fallback.language))).toString(),
            .claims = fallback.claims,
            .owner = personOf(fallback.owner).trimmed(),
            .reviewOn = fallback.reviewOn.value_or(QString()),
            .expiresOn = fallback.expiresOn.value_or(QString()),
            .tags = fallback.tags.trimmed(),
            .unchecked = kept,
            .reason = kept ? fallback.unchecked->reason.trimmed() : QString()};
}

FallbackEditor::Typed FallbackEditor::typed() const
{
    return {.text = m_text->toPlainText(),
            .language = m_language->currentData().toString(),
            .claims = m_claims,
            .owner = m_owner->text().trimmed(),
            .reviewOn = m_review->text().trimmed(),
            .expiresOn = m_expires->text().trimmed(),
            .tags = m_tags->text().trimmed(),
            .unchecked = m_keep->isChecked(),
            .reason = m_reason->text().trimmed()};
}

bool FallbackEditor::isDirty() const
{
    return typed() != m_before;
}

void FallbackEditor::changed()
{
    m_checked = false;
    m_reviewError->say(dateFault(m_review->text().trimmed()), m_review);
    m_expiresError->say(dateFault(m_expires->text().trimmed()), m_expires);
    m_wait.start();
    showKeeping();
}

void FallbackEditor::check()
{
    m_wait.stop();
    const QJsonObject draft{{u"text"_s, m_text->toPlainText()},
                            {u"language"_s, m_language->currentData().toString()},
                            {u"claims"_s, toJson(m_claims)}};
    m_checking.ask(
        m_context.reader, [draft](QueryContext& query) { return draftQuery(query, draft); },
        [this](const Result<DraftAnswer>& report) {
            if (report)
                showReport(*report);
            else if (report.error().kind != ErrorKind::Interrupted)
                m_verdict->set(State::Warning, tr("It cannot be checked: %1").arg(report.error().sentence()));
        });
}

void FallbackEditor::showReport(const DraftAnswer& report)
{
    m_checked = true;
    m_holds = report.holds;
    m_extent = report.extent;
    m_keepable = isNotChecked(m_extent) && report.keepable;
    m_servesUnchecked = report.servesUnchecked;
    m_marks->setFaults(report.faults);
    showVerdict(std::ssize(report.faults));
    showFaults(report.faults);
    showKeeping();
}

void FallbackEditor::showVerdict(qsizetype faults)
{
    if (m_holds && isNoticeExtent(m_extent))
        m_verdict->set(State::Good, tr("Notice: it says nothing about the figures"));
    else if (m_holds)
        m_verdict->set(State::Good, tr("Proven: every word is supported by today's figures"));
    else if (m_keepable)
        m_verdict->set(State::Warning, tr("Not checked: no claim supports it, and it is not a notice"));
    else if (faults == 0)
        m_verdict->set(State::Idle, tr("Write a sentence"));
    else
        m_verdict->set(State::Bad, faults == 1 ? tr("1 problem") : tr("%1 problems").arg(faults));
}

void FallbackEditor::showFaults(const std::vector<FaultRow>& faults)
{
    clearLayout(m_faults);
    for (const FaultRow& fault : faults) {
        QString why = fault.why;
        why[0] = why.isEmpty() ? QChar() : why[0].toUpper();
        auto* row = new QHBoxLayout;
        row->addWidget(wrappedLabel(breakableText(why), m_keepable ? "note" : "error"), 1);
        if (fault.start >= 0) {
            auto* show = linkButton(tr("Show"));
            show->setAccessibleName(tr("Show “%1” in the sentence").arg(fault.word));
            connect(show, &QPushButton::clicked, this, [this, start = fault.start, length = fault.length] {
                QTextCursor cursor = m_text->textCursor();
                cursor.setPosition(start);
                cursor.setPosition(start + length, QTextCursor::KeepAnchor);
                m_text->setTextCursor(cursor);
                m_text->setFocus();
            });
            row->addWidget(show, 0, Qt::AlignTop);
        }
        m_faults->addLayout(row);
    }
}

QString FallbackEditor::keepingFault() const
{
    if (m_owner->text().trimmed().isEmpty() && m_reason->text().trimmed().isEmpty())
        return tr("Give a reason, and name who is responsible under “Owner”.");
    if (m_owner->text().trimmed().isEmpty())
        return tr("Name who is responsible under “Owner”.");
    return m_reason->text().trimmed().isEmpty() ? tr("Give a reason for keeping it.") : QString();
}

void FallbackEditor::showKeeping()
{
    m_keeping->setVisible(m_keepable); // of the last report, so that it does not come and go while one types
    m_reason->setEnabled(m_keep->isChecked());
    m_keepError->say(m_keep->isChecked() ? keepingFault() : QString());
    showPreview();
    updateButtons();
}

bool FallbackEditor::isSaveable() const
{
    return m_holds || (m_keepable && m_keep->isChecked() && keepingFault().isEmpty());
}

void FallbackEditor::showClaims()
{
    clearLayout(m_claimRows);
    if (m_claims.empty())
        return;
    m_claimRows->addWidget(roleLabel(tr("ITS CLAIMS"), "caption"));
    for (const Claim& claim : m_claims) {
        const Operand operand = claim.operands.empty() ? Operand() : claim.operands.front();
        const QString field = operand.field, year = operand.year.label(), council = operand.council;
        auto* link = linkButton(tr("“%1”: %2, %3").arg(claim.shown, m_fieldNames.of(field), year));
        link->setToolTip(tr("Show the figure"));
        connect(link, &QPushButton::clicked, this,
                [this, field, year, council] { m_context.navigator.go(figurePlace(field, year, council)); });
        m_claimRows->addWidget(link, 0, Qt::AlignLeft);
    }
}

void FallbackEditor::setServed(const std::vector<FallbackRow>& fallbacks, const FieldNames& fieldNames)
{
    m_served = fallbacks;
    m_fieldNames = fieldNames;
    showPreview();
}

void FallbackEditor::setSources(const std::vector<Source>& sources)
{
    if (sources == m_sources)
        return;
    m_sources = sources;
    const int current = m_source->currentIndex();
    m_source->clear();
    m_source->addItem(tr("Free text"));
    for (const auto& [text, claims] : sources) {
        m_source->addItem(text.size() <= kSourceLength ? text : text.left(kSourceLength - 1) + QChar(0x2026));
        m_source->setItemData(m_source->count() - 1, text, Qt::ToolTipRole);
    }
    m_source->setCurrentIndex(std::clamp(current, 0, m_source->count() - 1));
}

// What readers get in each language with this one among them, and how far each is proven.
void FallbackEditor::showPreview()
{
    struct Line {
        QString text, extent;
    };
    clearLayout(m_preview->body());
    const QString language = m_language->currentData().toString();
    const bool mineServed = m_checked && (m_holds || (isSaveable() && m_servesUnchecked));
    for (const auto& [code, name] : {std::pair(u"en"_s, tr("IN ENGLISH")), std::pair(u"cy"_s, tr("IN WELSH"))}) {
        std::vector<Line> lines;
        int mine = -1;
        const auto add = [&] {
            mine = static_cast<int>(lines.size());
            lines.push_back({m_text->toPlainText(), m_extent});
        };
        for (const FallbackRow& row : m_served) {
            if (m_id != 0 && row.id == m_id) {
                if (mineServed && code == language)
                    add();
            } else if (row.served && row.language == code) {
                lines.push_back({row.text, row.extent});
            }
        }
        if (m_id == 0 && mineServed && code == language)
            add();
        m_preview->body()->addWidget(roleLabel(name, "caption"));
        if (lines.empty())
            m_preview->body()->addWidget(
                wrappedLabel(code == "en"_L1 ? tr("Nothing: readers would get an error.")
                                             : tr("Nothing: readers of the Welsh site would get an error."),
                             "muted"));
        const int count = static_cast<int>(lines.size());
        for (int i = 0; i < count && (i < kPreviewed || i == mine); ++i) {
            const Line& line = lines[static_cast<size_t>(i)];
            addPreviewed(line.text, line.extent, i == mine);
        }
        if (count > kPreviewed)
            m_preview->body()->addWidget(roleLabel(tr("%1 in all").arg(count), "note"));
    }
}

void FallbackEditor::addPreviewed(const QString& text, const QString& extent, bool mine)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSmall);
    auto* line = wrappedLabel(u"• "_s + text, mine ? "" : "muted");
    if (mine)
        line->setFont(Theme::font(metric::kBody, QFont::DemiBold));
    row->addWidget(line, 1);
    row->addWidget(extentChip(extent, true, {}), 0, Qt::AlignTop);
    m_preview->body()->addLayout(row);
}

void FallbackEditor::updateButtons()
{
    const bool fine = m_checked && isSaveable() && dateFault(m_review->text().trimmed()).isEmpty() &&
                      dateFault(m_expires->text().trimmed()).isEmpty();
    const bool readOnly = m_context.engine.isReadOnly();
    m_save->setEnabled(isDirty() && fine && !readOnly);
    m_discard->setEnabled(m_id == 0 || isDirty());
    m_remove->setEnabled(!readOnly);
}

void FallbackEditor::save()
{
    if (!m_save->isEnabled())
        return;
    const Typed was = typed();
    QJsonObject options{{u"action"_s, m_id == 0 ? u"add"_s : u"edit"_s},
                        {u"text"_s, was.text.trimmed()},
                        {u"language"_s, was.language},
                        {u"claims"_s, toJson(was.claims)},
                        {u"owner"_s, was.owner},
                        {u"review_on"_s, was.reviewOn},
                        {u"expires_on"_s, was.expiresOn},
                        {u"tags"_s, was.tags},
                        // A choice where there is something to choose.
                        {u"unchecked"_s, !m_holds && was.unchecked},
                        {u"reason"_s, was.reason}};
    if (m_id != 0)
        options.insert(u"id"_s, m_id);
    m_error->say({});
    m_context.jobs.start(
        u"fallbacks"_s, options, m_id == 0 ? tr("Adding a fallback") : tr("Saving fallback %1").arg(m_id), this,
        [this, was](const Result<JobOutcome>& done) {
            if (!done) {
                m_error->say(done.error().sentence());
                return;
            }
            m_before = was;
            Q_EMIT saved(m_id != 0 ? m_id : done->result.value(u"added"_s).toArray().first().toInteger());
            updateButtons();
        });
}

bool FallbackEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::eventFilter(watched, event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString why = m_marks->reasonAt(m_text->cursorForPosition(help->pos()).position());
    if (why.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), why, m_text);
    return true;
}

} // namespace factoid
