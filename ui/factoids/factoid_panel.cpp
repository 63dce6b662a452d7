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
#include <QJsonArray>

namespace factoid {

namespace {

QString textOf(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toVariant().toString();
}

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

QString operationText(const QJsonObject& claim)
{
    static const QHash<QString, QString> words{
        {u"value"_s, QObject::tr("value")},
        {u"difference"_s, QObject::tr("difference")},
        {u"ratio"_s, QObject::tr("times as much")},
        {u"percent"_s, QObject::tr("change in percent")},
        {u"share"_s, QObject::tr("share in percent")},
        {u"rank"_s, QObject::tr("place")},
        {u"streak"_s, QObject::tr("years in a row")},
        {u"record"_s, QObject::tr("record")},
        {u"trend"_s, QObject::tr("trend")},
        {u"count"_s, QObject::tr("count")},
        {u"correlation"_s, QObject::tr("correlation")},
    };
    const QString operation = textOf(claim, "operation");
    const int of = claim.value(u"of"_s).toInt();
    QString text = words.value(operation, operation);
    if (of > 0)
        text += QObject::tr(" among %1").arg(of);
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

void FactoidPanel::show(const QJsonObject& subject, const QJsonArray& choices, const QJsonObject& sheet)
{
    m_subject = subject;
    m_behind.drop();
    m_fact.drop();
    m_panel->clear();
    m_panel->setTitle(textOf(subject, "id").isEmpty() ? tr("Candidate") : tr("Factoid"));
    auto* text = wrappedLabel(textOf(subject, "text"));
    text->setFont(Theme::font(metric::kSection));
    m_panel->body()->addWidget(text);
    if (const QString extent = textOf(subject, "extent"); isNotChecked(extent))
        m_panel->body()->addWidget(extentChip(extent, false, {}, m_panel), 0, Qt::AlignLeft);
    if (const QString why = textOf(subject, "why"); !why.isEmpty())
        m_panel->addText(why, "muted");
    m_box = new CurateBox(m_context, subject, choices, m_panel);
    m_panel->body()->addWidget(m_box);
    auto* keep = linkButton(tr("Make it a fallback…"));
    keep->setToolTip(tr("Opens the editor of fallbacks with this sentence and its claims"));
    const QString from = textOf(subject, "id").isEmpty() ? factKey() : textOf(subject, "id");
    connect(keep, &QPushButton::clicked, this, [this, from, language = textOf(subject, "language")] {
        m_context.navigator.go({u"fallbacks"_s, {{u"from"_s, from}, {u"language"_s, language}}});
    });
    m_panel->body()->addWidget(keep, 0, Qt::AlignLeft);
    m_claims = part(m_panel);
    m_sheet = part(m_panel);
    m_variants = part(m_panel);
    m_history = part(m_panel);
    if (!sheet.isEmpty())
        addSheet(sheet);
    if (!textOf(subject, "id").isEmpty())
        askBehind();
    else
        m_claims->addWidget(roleLabel(tr("Looking for its claims…"), "muted"));
    askFact();
    m_panel->show();
}

void FactoidPanel::askBehind()
{
    const QString id = textOf(m_subject, "id");
    m_behind.ask(
        m_context.reader, [id](QueryContext& query) { return factoidQuery(query, id); },
        [this](const Result<QJsonObject>& behind) {
            if (!m_claims || !m_history)
                return;
            clearLayout(m_claims);
            if (!behind) {
                m_claims->addWidget(wrappedLabel(behind.error().sentence(), "error"));
                return;
            }
            addOthers(behind->value(u"other_languages"_s).toArray());
            addClaims(behind->value(u"claims"_s).toArray());
            addHistory(*behind);
        });
}

void FactoidPanel::askFact()
{
    const QString key = factKey();
    const QString language = textOf(m_subject, "language");
    m_variants->addWidget(roleLabel(tr("Looking for other sentences…"), "muted"));
    m_fact.ask(
        m_context.reader, [key, language](QueryContext& query) { return factQuery(query, key, language); },
        [this](const Result<QJsonObject>& fact) {
            if (!m_variants || !m_sheet)
                return;
            clearLayout(m_variants);
            if (!fact) {
                m_variants->addWidget(wrappedLabel(fact.error().sentence(), "error"));
                return;
            }
            if (!fact->value(u"found"_s).toBool()) {
                m_variants->addWidget(wrappedLabel(
                    tr("Today's figures do not make this fact any more, or it is not among the best."), "muted"));
                return;
            }
            clearLayout(m_sheet);
            addSheet(fact->value(u"sheet"_s).toObject());
            const QJsonArray variants = fact->value(u"variants"_s).toArray();
            if (textOf(m_subject, "id").isEmpty()) {
                clearLayout(m_claims);
                if (!variants.isEmpty())
                    addClaims(variants.first().toObject().value(u"claim_sources"_s).toArray());
            }
            addVariants(variants);
        });
}

// What the site says of the same fact in other languages.
void FactoidPanel::addOthers(const QJsonArray& others)
{
    for (const QJsonValue& value : others) {
        const QString id = textOf(value.toObject(), "id");
        const QString language = languageText(textOf(value.toObject(), "language"));
        heading(m_claims, tr("In %1").arg(language));
        m_claims->addWidget(wrappedLabel(textOf(value.toObject(), "text")));
        auto* open = linkButton(tr("Look behind it"));
        open->setAccessibleName(tr("Look behind the text in %1").arg(language));
        connect(open, &QPushButton::clicked, this, [this, id] {
            m_context.navigator.go({u"factoids"_s, {{u"id"_s, id}}});
        });
        m_claims->addWidget(open, 0, Qt::AlignLeft);
    }
}

void FactoidPanel::addClaims(const QJsonArray& claims)
{
    heading(m_claims, tr("Claims"));
    for (const QJsonValue& value : claims) {
        const QJsonObject claim = value.toObject();
        auto* row = new QHBoxLayout;
        row->addWidget(roleLabel(operationText(claim), ""), 1);
        auto* result = roleLabel(numberText(textOf(claim, "result")), "");
        result->setFont(Theme::font(metric::kBody, QFont::DemiBold));
        result->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(result);
        m_claims->addLayout(row);
        m_claims->addWidget(wrappedLabel(tr("shown as “%1”").arg(textOf(claim, "shown")), "note"));
        for (const QJsonValue& operand : claim.value(u"operands"_s).toArray())
            addOperand(operand.toObject());
        m_claims->addWidget(separatorLine());
    }
}

void FactoidPanel::addOperand(const QJsonObject& operand)
{
    const QString field = textOf(operand, "field");
    const QString year = textOf(operand, "year");
    const QString council = textOf(operand, "council");
    const QString measure = textOf(operand, "measure");
    auto* what = linkButton(u"%1, %2"_s.arg(textOf(operand, "who"), year));
    what->setToolTip(tr("Show this figure"));
    what->setAccessibleName(
        tr("Show the figure of %1, %2, %3").arg(textOf(operand, "who"), textOf(operand, "field_name"), year));
    connect(what, &QPushButton::clicked, this,
            [this, field, year, council] { m_context.navigator.go(figurePlace(field, year, council)); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(metric::kSmall, 0, 0, 0);
    row->addWidget(what, 1, Qt::AlignLeft);
    auto* value = roleLabel(numberText(textOf(operand, "value")), "");
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(value);
    m_claims->addLayout(row);

    auto* from = new QHBoxLayout;
    from->setContentsMargins(metric::kMedium, 0, 0, metric::kTiny);
    from->setSpacing(metric::kTiny);
    const QString said = measure == "value"_L1 ? textOf(operand, "field_name")
                                               : u"%1, %2"_s.arg(textOf(operand, "field_name"), spaced(measure));
    auto* fieldName = carrySlug(wrappedLabel(said, "note"), field);
    from->addWidget(fieldName, 1);
    if (const QString file = textOf(operand, "file"); !file.isEmpty()) {
        const QString line = textOf(operand, "line");
        const QString import = textOf(operand, "import");
        auto* source = linkButton(tr("%1:%2").arg(QFileInfo(file).fileName(), line));
        source->setAccessibleName(tr("Source: %1 line %2, import %3").arg(QFileInfo(file).fileName(), line, import));
        source->setToolTip(tr("%1, line %2, import %3 (run %4)\nShows what that import changed")
                               .arg(file, line, import, textOf(operand, "run")));
        connect(source, &QPushButton::clicked, this, [this, import] {
            m_context.navigator.go({u"changes"_s, {{u"import"_s, import}}});
        });
        from->addWidget(source, 0, Qt::AlignTop);
    }
    m_claims->addLayout(from);
}

void FactoidPanel::addSheet(const QJsonObject& sheet)
{
    heading(m_sheet, tr("Score sheet"));
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

void FactoidPanel::addVariants(const QJsonArray& variants)
{
    heading(m_variants, tr("Proven sentences (%1)").arg(variants.size()));
    if (variants.isEmpty())
        m_variants->addWidget(
            wrappedLabel(tr("No sentence about this fact could be proven, so it cannot be shown."), "muted"));
    const bool candidate = textOf(m_subject, "live").toInt() == 0;
    for (const QJsonValue& value : variants) {
        const QString text = textOf(value.toObject(), "text");
        const bool current = text == textOf(m_subject, "text");
        auto* row = new QHBoxLayout;
        row->addWidget(wrappedLabel(text, current ? "" : "muted"), 1);
        if (current) {
            row->addWidget(chip(tr("this one")), 0, Qt::AlignTop);
        } else if (candidate) {
            auto* choose = linkButton(tr("Choose"));
            choose->setAccessibleName(tr("Choose the sentence: %1").arg(text));
            connect(choose, &QPushButton::clicked, this, [this, text] {
                m_subject.insert(u"text"_s, text);
                if (m_box)
                    m_box->setSentence(text);
                askFact();
            });
            row->addWidget(choose, 0, Qt::AlignTop);
        }
        m_variants->addLayout(row);
    }
}

void FactoidPanel::addHistory(const QJsonObject& behind)
{
    clearLayout(m_history);
    const QDateTime now = m_context.engine.clock().now();
    heading(m_history, tr("Shown"));
    const QJsonArray history = behind.value(u"history"_s).toArray();
    if (history.isEmpty())
        m_history->addWidget(roleLabel(tr("Not yet: it is in reserve."), "muted"));
    for (const QJsonValue& value : history) {
        const QJsonObject shown = value.toObject();
        const QDateTime at = timeFromText(textOf(shown, "at"));
        auto* row = new QHBoxLayout;
        auto* when = roleLabel(relativeTimeText(at, now), "");
        when->setToolTip(exactTimeText(at));
        row->addWidget(when, 1);
        row->addWidget(roleLabel(tr("slot %1").arg(textOf(shown, "slot")), "note"));
        const QString run = textOf(shown, "run");
        auto* link = linkButton(tr("run %1").arg(run));
        connect(link, &QPushButton::clicked, this, [this, run] {
            m_context.navigator.go({u"generation"_s, {{u"run"_s, run}}});
        });
        row->addWidget(link);
        m_history->addLayout(row);
    }
    const QJsonArray corrections = behind.value(u"corrections"_s).toArray();
    if (corrections.isEmpty())
        return;
    heading(m_history, tr("Corrections"));
    for (const QJsonValue& value : corrections) {
        const QJsonObject correction = value.toObject();
        m_history->addWidget(wrappedLabel(textOf(correction, "reason")));
        m_history->addWidget(wrappedLabel(
            tr("withdrawn %1").arg(relativeTimeText(timeFromText(textOf(correction, "withdrawn_at")), now)), "note"));
    }
}

} // namespace factoid
