#include "ui/generation/compare_view.h"

#include "ui/base/formats.h"
#include "ui/base/kind_text.h"
#include "ui/generation/trend_chart.h"
#include "ui/runs/transcript_view.h"
#include "ui/widgets/side_panel.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <cmath>

namespace factoid {

namespace {

// "87.5 % (47 to 100)": with the interval in whole percent.
QString rateText(const std::optional<Rate>& rate, const QString& otherwise)
{
    if (!rate)
        return otherwise;
    constexpr double kPercent = 100, kTenths = 1'000;
    const auto whole = [](double part) { return QString::number(std::lround(part * kPercent)); };
    return CompareView::tr("%1 (%2 to %3)")
        .arg(ratioText(std::round(rate->ratio * kTenths) / kTenths), whole(rate->low), whole(rate->high));
}

bool holds(const std::vector<ToldSentence>& sentences)
{
    return std::ranges::all_of(sentences, [](const ToldSentence& told) { return told.verdict().accepted; });
}

// "proven", "refused, “All”: no slot is …": the first that was not proven.
QString verdictText(const std::vector<ToldSentence>& sentences)
{
    for (const ToldSentence& told : sentences) {
        const ReplyVerdict verdict = told.verdict();
        if (verdict.accepted)
            continue;
        const auto [word, why] = verdict.rejections.empty() ? ReplyVerdict::Rejection() : verdict.rejections.front();
        return word.isEmpty() ? CompareView::tr("rejected: %1").arg(why)
                              : CompareView::tr("rejected, “%1”: %2").arg(word, why);
    }
    return CompareView::tr("proven");
}

QString sentencesText(const std::vector<ToldSentence>& sentences)
{
    QStringList texts;
    for (const ToldSentence& told : sentences) {
        const ReplyVerdict verdict = told.verdict();
        texts << (verdict.rendered.isEmpty() ? verdict.text : verdict.rendered);
    }
    return texts.join(QLatin1Char(' '));
}

// "rank|net_debt|…" → "Rank, Net debt".
QString factText(const ModelPair& pair)
{
    return kindText(pair.fact.section(QLatin1Char('|'), 0, 0)) +
           (pair.fieldName.isEmpty() ? QString() : u", "_s + pair.fieldName);
}

std::vector<ColumnOf<ModelPair>> pairColumns()
{
    constexpr int kFact = 140, kVerdict = 96, kSays = 320;
    using Told = std::vector<ToldSentence> ModelPair::*;
    const auto verdict = [](const QString& id, const QString& title, Told side) {
        return columnOf<ModelPair>(id, title, ColumnKind::State,
                                   [side](const ModelPair& pair) { return verdictText(pair.*side); })
            .wide(kVerdict)
            .standing([side](const ModelPair& pair) { return holds(pair.*side) ? State::Good : State::Bad; });
    };
    const auto says = [](const QString& id, const QString& title, Told side) {
        return columnOf<ModelPair>(id, title, ColumnKind::Text,
                                   [side](const ModelPair& pair) { return sentencesText(pair.*side); })
            .wide(kSays);
    };
    return {columnOf<ModelPair>(u"fact"_s, CompareView::tr("Fact"), ColumnKind::Text, &ModelPair::fact)
                .wide(kFact)
                .saying([](const ModelPair& pair) {
                    return pair.fact.isEmpty() ? CompareView::tr("the same prompt") : factText(pair);
                }),
            verdict(u"left_verdict"_s, CompareView::tr("Left"), &ModelPair::left),
            verdict(u"right_verdict"_s, CompareView::tr("Right"), &ModelPair::right),
            says(u"left_says"_s, CompareView::tr("Left says"), &ModelPair::left),
            says(u"right_says"_s, CompareView::tr("Right says"), &ModelPair::right)};
}

} // namespace

std::vector<ColumnOf<CompareView::Line>> CompareView::scoreColumns()
{
    constexpr int kMeasure = 168, kValue = 146;
    // Words already: "87.5 % (47 to 100)".
    return {
        columnOf<Line>(u"measure"_s, tr("Measure"), ColumnKind::Text, &Line::measure).wide(kMeasure),
        columnOf<Line>(u"left"_s, tr("Left"), ColumnKind::Number, &Line::left).wide(kValue).saying(&Line::left),
        columnOf<Line>(u"right"_s, tr("Right"), ColumnKind::Number, &Line::right).wide(kValue).saying(&Line::right)};
}

CompareView::CompareView(StoreReader& reader, const Theme& theme, UiState& state, QWidget* parent)
    : Card(tr("Side by side on the same facts"), parent)
    , m_reader(reader)
    , m_left(new QComboBox(this))
    , m_right(new QComboBox(this))
    , m_inARow(new QComboBox(this))
    , m_sentence(wrappedLabel({}, "muted", this))
    , m_scores(scoreColumns(), theme, &Line::measure)
    , m_pairs(pairColumns(), theme)
    , m_scoreTable(new DataTable(u"generation.scores"_s, tr("Measures side by side"), theme, state, this))
    , m_pairTable(new DataTable(u"generation.pairs"_s, tr("Sentences side by side"), theme, state, this))
{
    constexpr int kPick = 180;
    auto* picks = new QHBoxLayout;
    picks->setSpacing(metric::kSmall);
    for (const auto& [box, name] :
         {std::pair(m_left, tr("Model on the left")), std::pair(m_right, tr("Model on the right"))}) {
        box->setAccessibleName(name);
        box->setMinimumWidth(kPick);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        picks->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
        if (box == m_left)
            picks->addWidget(roleLabel(tr("compared with"), "muted", this));
    }
    m_inARow->setAccessibleName(tr("How many replies in a row must pass"));
    for (const int count : {1, 2, 3, 5, 10})
        m_inARow->addItem(count == 1 ? tr("1 reply passes") : tr("%1 in a row pass").arg(count), count);
    m_inARow->setCurrentIndex(3);
    connect(m_inARow, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
    picks->addWidget(m_inARow);
    picks->addStretch(1);
    body()->addLayout(picks);
    body()->addWidget(m_sentence);
    m_scoreTable->setModel(&m_scores);
    m_scoreTable->setCompact(true);
    m_scoreTable->view()->setSortingEnabled(false);
    m_scoreTable->setEmptyState(tr("Nothing to compare yet."));
    m_pairTable->setModel(&m_pairs);
    m_pairTable->setEmptyState(tr("No fact was written by both. Make a set with each of them from the same figures."));
    auto* tables = new QHBoxLayout;
    tables->setSpacing(metric::kLarge);
    tables->addWidget(m_scoreTable, 5);
    tables->addWidget(m_pairTable, 6);
    body()->addLayout(tables, 1);
    const auto openRow = [this](int row) {
        if (const ModelPair* pair = m_pairs.row(row))
            Q_EMIT pairWanted(*pair, m_left->currentText(), m_right->currentText());
    };
    connect(m_pairTable, &DataTable::activated, this, openRow);
    connect(m_pairTable, &DataTable::currentRowChanged, this, [this, openRow](int row) {
        if (row >= 0 && m_pairTable->view()->hasFocus())
            openRow(row);
    });
}

void CompareView::refresh()
{
    const auto side = [](const QComboBox* box) -> ModelSide { return box->currentData().value<ModelSideRow>(); };
    ModelPairFilter filter;
    filter.inARow = m_inARow->currentData().toInt();
    filter.left = side(m_left);
    filter.right = side(m_right);
    m_asking.askNext(
        m_reader, [filter](QueryContext& query) { return modelPairsQuery(query, filter); },
        [this](const Result<ModelPairsAnswer>& answer) { show_(answer); });
}

void CompareView::show_(const Result<ModelPairsAnswer>& answer)
{
    if (!answer) {
        m_sentence->setText(answer.error().sentence());
        return;
    }
    const bool first = m_left->count() == 0;
    showSides(answer->sides);
    if (first && m_left->count() > 1) {
        refresh(); // now that two are picked
        return;
    }
    const QString& sentence = answer->sentence;
    m_sentence->setText(
        answer->facts > 0
            ? tr("%1, in the replies of the last %2 days. No model is called.").arg(sentence).arg(answer->days)
        : m_left->count() < 2 ? tr("Two models with kept replies are needed; there is %1.")
                                    .arg(m_left->count() == 1 ? tr("one") : tr("none"))
                              : sentence.left(1).toUpper() + sentence.mid(1) + QLatin1Char('.'));
    showScores(*answer);
    m_pairs.setRows(answer->pairs, m_reader.clock().now());
}

// A choice stays while it is one.
void CompareView::showSides(const std::vector<ModelSideRow>& sides)
{
    int place = 0;
    for (QComboBox* box : {m_left, m_right}) {
        const QSignalBlocker blocker(box);
        const QString before = box->currentText();
        box->clear();
        for (const ModelSideRow& side : sides) {
            const QString name = tr("%1, %2").arg(side.provider, side.model);
            box->addItem(side.severalRules ? tr("%1, prompt %2").arg(name, side.rules) : name,
                         QVariant::fromValue(side));
        }
        const int again = box->findText(before);
        box->setCurrentIndex(again >= 0 && !before.isEmpty() ? again : std::min(place, box->count() - 1));
        box->setEnabled(box->count() > 1);
        ++place;
    }
}

void CompareView::showScores(const ModelPairsAnswer& answer)
{
    std::vector<Line> lines;
    if (answer.left && answer.right) {
        const auto add = [&](const QString& measure, const std::function<QString(const SideScore&)>& words) {
            lines.push_back({measure, words(*answer.left), words(*answer.right)});
        };
        add(tr("Replies"), [](const SideScore& side) { return numberText(side.replies); });
        add(tr("Replies that pass"), [](const SideScore& side) { return numberText(side.clean); });
        add(answer.inARow == 1 ? tr("A reply passes (pass^1)") : tr("%1 in a row pass (pass^%1)").arg(answer.inARow),
            [](const SideScore& side) { return rateText(side.pass, tr("too few replies")); });
        add(tr("Proven, these facts"), [](const SideScore& side) {
            return tr("%1 of %2").arg(numberText(side.onFacts.accepted), numberText(side.onFacts.sentences));
        });
        add(tr("Acceptance, these facts"),
            [](const SideScore& side) { return rateText(side.onFacts.acceptance, tr("no data")); });
        add(tr("Acceptance, all of them"),
            [](const SideScore& side) { return rateText(side.acceptance, tr("no data")); });
        add(tr("Tokens in"), [](const SideScore& side) { return numberText(side.tokensIn); });
        add(tr("Tokens out"), [](const SideScore& side) { return numberText(side.tokensOut); });
        add(tr("Cost"), [](const SideScore& side) { return costsText(side.costs); });
        add(tr("Median time to answer"),
            [](const SideScore& side) { return tr("%1 ms").arg(numberText(side.latencyMs.value_or(0))); });
    }
    m_scores.setRows(std::move(lines), m_reader.clock().now());
}

void showPair(SidePanel& panel, const ModelPair& pair, const QString& left, const QString& right, const QDateTime& now)
{
    panel.clear();
    panel.setTitle(pair.fact.isEmpty() ? CompareView::tr("The same prompt") : factText(pair));
    for (const auto& [sentences, who] : {std::pair(&pair.left, left), std::pair(&pair.right, right)}) {
        if (sentences->empty())
            continue;
        panel.addHeading(who);
        panel.addText(
            CompareView::tr("run %1, %2").arg(sentences->front().run).arg(relativeTimeText(sentences->front().at, now)),
            "note");
        for (const ToldSentence& told : *sentences)
            addVerdict(panel, told.verdict());
    }
    panel.show();
}

} // namespace factoid
