#include "ui/factoids/factoid_panel.h"

#include "core/queries/factoids/factoid_queries.h"
#include "core/store/sql/time_text.h"
#include "ui/base/formats.h"
#include "ui/base/kind_text.h"
#include "ui/factoids/factoid_card.h"
#include "ui/widgets/extent_chip.h"
#include "ui/widgets/field_label.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>

namespace factoid {

namespace {

// A part of the panel that is filled when its answer is there.
QVBoxLayout* part(SidePanel* panel)
{
    auto* widget = new QWidget(panel);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kTiny);
    panel->body()->addWidget(widget);
    return layout;
}

void heading(QVBoxLayout* layout, const QString& text)
{
    layout->addSpacing(metric::kSmall);
    layout->addWidget(roleLabel(text, "section"));
}

QString operationText(const Claim& claim)
{
    static const QHash<QString, QString> words{
        {u"value"_s, QObject::tr("value")},
        {u"difference"_s, QObject::tr("difference")},
        {u"ratio"_s, QObject::tr("times as much")},
        {u"percent"_s, QObject::tr("change in percent")},
        {u"share"_s, QObject::tr("share in percent")},
        {u"rank"_s, QObject::tr("rank")},
        {u"streak"_s, QObject::tr("years in a row")},
        {u"record"_s, QObject::tr("record")},
        {u"trend"_s, QObject::tr("trend")},
        {u"count"_s, QObject::tr("count")},
        {u"correlation"_s, QObject::tr("correlation")},
    };
    const QString operation = operationName(claim.operation);
    QString text = words.value(operation, operation);
    if (claim.of > 0)
        text += QObject::tr(" among %1").arg(claim.of);
    return text;
}

// The parts of the score, in the words of a person and in the order in which they are multiplied.
const std::pair<const char*, const char*> kSheetParts[] = {
    {"significance", "Significance"}, {"effect", "Size of effect"}, {"reach", "Reach"},
    {"freshness", "Freshness"},       {"quality", "Data quality"},  {"novelty", "Novelty"},
};

} // namespace

FactoidPanel::FactoidPanel(PageContext& context, SidePanel* panel, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_panel(panel)
{
    connect(panel, &SidePanel::closed, this, [this] { m_subject = {}; });
}

void FactoidPanel::hide()
{
    m_subject = {};
    m_panel->hide();
}

void FactoidPanel::show(const CurateSubject& subject, const std::vector<ChoiceRow>& choices, const QJsonObject& sheet)
{
    m_subject = subject;
    m_behind.drop();
    m_fact.drop();
    m_panel->clear();
    m_panel->setTitle(subject.id.isEmpty() ? tr("Candidate") : tr("Factoid"));
    auto* text = wrappedLabel(subject.text);
    text->setFont(Theme::font(metric::kSection));
    m_panel->body()->addWidget(text);
    if (isNotChecked(subject.extent))
        m_panel->body()->addWidget(extentChip(subject.extent, false, {}, m_panel), 0, Qt::AlignLeft);
    if (!subject.why.isEmpty())
        m_panel->addText(subject.why, "muted");
    m_box = new CurateBox(m_context, subject, choices, m_panel);
    m_panel->body()->addWidget(m_box);
    auto* keep = linkButton(tr("Make it a fallback…"));
    keep->setToolTip(tr("Opens the editor of fallbacks with this sentence and its claims"));
    const QString from = subject.id.isEmpty() ? factKey() : subject.id;
    connect(keep, &QPushButton::clicked, this, [this, from, language = subject.language] {
        m_context.navigator.go({u"fallbacks"_s, {{u"from"_s, from}, {u"language"_s, language}}});
    });
    m_panel->body()->addWidget(keep, 0, Qt::AlignLeft);
    m_claims = part(m_panel);
    m_sheet = part(m_panel);
    m_variants = part(m_panel);
    m_history = part(m_panel);
    if (!sheet.isEmpty())
        addSheet(sheet);
    if (!subject.id.isEmpty())
        askBehind();
    else
        m_claims->addWidget(roleLabel(tr("Looking for its claims…"), "muted"));
    askFact();
    m_panel->show();
}

void FactoidPanel::askBehind()
{
    m_behind.ask(
        m_context.reader, [id = m_subject.id](QueryContext& query) { return factoidQuery(query, id); },
        [this](const Result<FactoidAnswer>& behind) {
            if (!m_claims || !m_history)
                return;
            clearLayout(m_claims);
            if (!behind) {
                m_claims->addWidget(wrappedLabel(behind.error().sentence(), "error"));
                return;
            }
            addOthers(behind->otherLanguages);
            addClaims(behind->claims);
            addHistory(*behind);
        });
}

void FactoidPanel::askFact()
{
    const QString key = factKey();
    const QString language = m_subject.language;
    m_variants->addWidget(roleLabel(tr("Looking for other sentences…"), "muted"));
    m_fact.ask(
        m_context.reader, [key, language](QueryContext& query) { return factQuery(query, key, language); },
        [this](const Result<FactAnswer>& fact) {
            if (!m_variants || !m_sheet)
                return;
            clearLayout(m_variants);
            if (!fact) {
                m_variants->addWidget(wrappedLabel(fact.error().sentence(), "error"));
                return;
            }
            if (!fact->found) {
                m_variants->addWidget(wrappedLabel(
                    tr("Today's figures no longer give this fact, or it is not among the best."), "muted"));
                return;
            }
            clearLayout(m_sheet);
            addSheet(fact->sheet.value_or(QJsonObject()));
            const auto variants = fact->variants.value_or(std::vector<FactVariant>());
            if (m_subject.id.isEmpty()) {
                clearLayout(m_claims);
                if (!variants.empty())
                    addClaims(variants.front().claimSources);
            }
            addVariants(variants);
        });
}

// What the site says of the same fact in other languages.
void FactoidPanel::addOthers(const std::vector<OtherText>& others)
{
    for (const OtherText& other : others) {
        const QString language = languageText(other.language);
        heading(m_claims, tr("In %1").arg(language));
        m_claims->addWidget(wrappedLabel(other.text));
        auto* open = linkButton(tr("See its claims"));
        open->setAccessibleName(tr("See the claims of the text in %1").arg(language));
        connect(open, &QPushButton::clicked, this, [this, id = other.id] {
            m_context.navigator.go({u"factoids"_s, {{u"id"_s, id}}});
        });
        m_claims->addWidget(open, 0, Qt::AlignLeft);
    }
}

void FactoidPanel::addClaims(const std::vector<ClaimSource>& claims)
{
    heading(m_claims, tr("Claims"));
    for (const auto& [claim, operands] : claims) {
        auto* row = new QHBoxLayout;
        row->addWidget(roleLabel(operationText(claim), ""), 1);
        auto* result = roleLabel(numberText(claim.result.toString()), "");
        result->setFont(Theme::font(metric::kBody, QFont::DemiBold));
        result->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(result);
        m_claims->addLayout(row);
        m_claims->addWidget(wrappedLabel(tr("shown as “%1”").arg(claim.shown), "note"));
        for (const ShownOperand& operand : operands)
            addOperand(operand);
        m_claims->addWidget(separatorLine());
    }
}

void FactoidPanel::addOperand(const ShownOperand& operand)
{
    auto* what = linkButton(u"%1, %2"_s.arg(operand.who, operand.year));
    what->setToolTip(tr("Show this figure"));
    what->setAccessibleName(tr("Show the figure of %1, %2, %3").arg(operand.who, operand.fieldName, operand.year));
    connect(
        what, &QPushButton::clicked, this,
        [this, place = figurePlace(operand.field, operand.year, operand.council)] { m_context.navigator.go(place); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metric::kSmall, 0, 0, 0);
    row->addWidget(what, 1, Qt::AlignLeft);
    auto* value = roleLabel(numberText(operand.value), "");
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(value);
    m_claims->addLayout(row);

    auto* from = new QHBoxLayout;
    from->setContentsMargins(metric::kMedium, 0, 0, metric::kTiny);
    from->setSpacing(metric::kTiny);
    const QString said =
        operand.measure == "value"_L1 ? operand.fieldName : u"%1, %2"_s.arg(operand.fieldName, spaced(operand.measure));
    auto* fieldName = carrySlug(wrappedLabel(said, "note"), operand.field);
    from->addWidget(fieldName, 1);
    if (const QString file = operand.file.value_or(QString()); !file.isEmpty()) {
        const QString line = QString::number(operand.line.value_or(0));
        const QString import = QString::number(operand.import.value_or(0));
        auto* source = linkButton(tr("%1:%2").arg(QFileInfo(file).fileName(), line));
        source->setAccessibleName(tr("Source: %1 line %2, import %3").arg(QFileInfo(file).fileName(), line, import));
        source->setToolTip(tr("%1, line %2, import %3 (run %4)\nShows what that import changed")
                               .arg(file, line, import, QString::number(operand.run.value_or(0))));
        connect(source, &QPushButton::clicked, this, [this, import, operand] {
            m_context.navigator.go({u"changes"_s,
                                    {{u"import"_s, import},
                                     {u"field"_s, operand.field},
                                     {u"year"_s, operand.year},
                                     {u"council"_s, operand.council}}});
        });
        from->addWidget(source, 0, Qt::AlignTop);
    }
    m_claims->addLayout(from);
}

void FactoidPanel::addSheet(const QJsonObject& sheet)
{
    heading(m_sheet, tr("Score breakdown"));
    for (const auto& [key, name] : kSheetParts) {
        const QJsonValue value = sheet.value(QLatin1String(key));
        if (!value.isDouble())
            continue;
        auto* row = new QHBoxLayout;
        row->addWidget(roleLabel(tr(name), ""), 1);
        auto* meter = new Meter(m_context.theme);
        meter->set(std::min(1.0, value.toDouble()));
        meter->setFixedWidth(96);
        meter->setAccessibleName(tr("%1 %2").arg(tr(name)).arg(value.toDouble(), 0, 'f', 2));
        row->addWidget(meter);
        auto* number = roleLabel(QString::number(value.toDouble(), 'f', 2), "");
        number->setMinimumWidth(36);
        number->setAlignment(Qt::AlignRight);
        row->addWidget(number);
        m_sheet->addLayout(row);
    }
    QStringList rest;
    for (auto entry = sheet.begin(); entry != sheet.end(); ++entry) {
        const bool shown = std::ranges::any_of(
            kSheetParts, [&](const auto& each) { return entry.key() == QLatin1String(each.first); });
        if (!shown && !entry.value().isObject() && !entry.value().isArray())
            rest << u"%1 %2"_s.arg(spaced(entry.key()), entry.value().isDouble()
                                                            ? QString::number(entry.value().toDouble(), 'g', 3)
                                                            : entry.value().toVariant().toString());
    }
    if (!rest.isEmpty())
        m_sheet->addWidget(wrappedLabel(rest.join(u" · "_s), "note"));
}

void FactoidPanel::addVariants(const std::vector<FactVariant>& variants)
{
    heading(m_variants, tr("Proven sentences (%1)").arg(variants.size()));
    if (variants.empty())
        m_variants->addWidget(
            wrappedLabel(tr("No sentence about this fact could be proven, so it cannot be shown."), "muted"));
    const bool candidate = m_subject.live == 0;
    for (const FactVariant& variant : variants) {
        const QString text = variant.factoid.text;
        const bool current = text == m_subject.text;
        auto* row = new QHBoxLayout;
        row->addWidget(wrappedLabel(text, current ? "" : "muted"), 1);
        if (current) {
            row->addWidget(chip(tr("this one")), 0, Qt::AlignTop);
        } else if (candidate) {
            auto* choose = linkButton(tr("Choose"));
            choose->setAccessibleName(tr("Choose the sentence: %1").arg(text));
            connect(choose, &QPushButton::clicked, this, [this, text] {
                m_subject.text = text;
                if (m_box)
                    m_box->setSentence(text);
                askFact();
            });
            row->addWidget(choose, 0, Qt::AlignTop);
        }
        m_variants->addLayout(row);
    }
}

void FactoidPanel::addHistory(const FactoidAnswer& behind)
{
    clearLayout(m_history);
    const QDateTime now = m_context.engine.clock().now();
    heading(m_history, tr("Shown"));
    if (behind.history.empty())
        m_history->addWidget(roleLabel(tr("Not yet: it is in reserve."), "muted"));
    for (const ShowingRow& shown : behind.history) {
        const QDateTime at = timeFromText(shown.at);
        auto* row = new QHBoxLayout;
        auto* when = roleLabel(relativeTimeText(at, now), "");
        when->setToolTip(exactTimeText(at));
        row->addWidget(when, 1);
        row->addWidget(roleLabel(tr("slot %1").arg(shown.slot), "note"));
        const QString run = QString::number(shown.run);
        auto* link = linkButton(tr("run %1").arg(run));
        connect(link, &QPushButton::clicked, this, [this, run] {
            m_context.navigator.go({u"generation"_s, {{u"run"_s, run}}});
        });
        row->addWidget(link);
        m_history->addLayout(row);
    }
    if (behind.corrections.empty())
        return;
    heading(m_history, tr("Corrections"));
    for (const CorrectionRow& correction : behind.corrections) {
        m_history->addWidget(wrappedLabel(correction.reason));
        m_history->addWidget(
            wrappedLabel(tr("withdrawn %1").arg(relativeTimeText(timeFromText(correction.withdrawnAt), now)), "note"));
    }
}

} // namespace factoid
