#include "ui/generation/compare_view.h"

#include "core/queries/generation/model_pairs_query.h"
#include "core/store/sql/time_text.h"
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

const QString kLeft = u"left"_s, kRight = u"right"_s;

QString text(const QJsonObject& object, const char* key)
{
    return object.value(QLatin1String(key)).toString();
}

// "87.5 % (47 to 100)": with the interval in whole percent.
QString rateText(const QJsonValue& value, const QString& otherwise)
{
    if (!value.isObject())
        return otherwise;
    constexpr double kPercent = 100, kTenths = 1'000;
    const QJsonObject rate = value.toObject();
    const auto whole = [&](const char* key) {
        return QString::number(std::lround(rate.value(QLatin1String(key)).toDouble() * kPercent));
    };
    return CompareView::tr("%1 (%2 to %3)")
        .arg(ratioText(std::round(rate.value(u"ratio"_s).toDouble() * kTenths) / kTenths), whole("low"), whole("high"));
}

QString ofText(const QJsonObject& counts)
{
    return CompareView::tr("%1 of %2")
        .arg(numberText(counts.value(u"accepted"_s).toInteger()), numberText(counts.value(u"sentences"_s).toInteger()));
}

bool holds(const QJsonArray& sentences)
{
    return std::ranges::all_of(
        sentences, [](const QJsonValue& sentence) { return sentence.toObject().value(u"accepted"_s).toBool(); });
}

// "proven", "refused, “All”: no slot is …": the first that was not proven.
QString verdictText(const QJsonArray& sentences)
{
    for (const QJsonValue& value : sentences) {
        const QJsonObject sentence = value.toObject();
        if (sentence.value(u"accepted"_s).toBool())
            continue;
        const QJsonObject first = sentence.value(u"rejections"_s).toArray().first().toObject();
        const QString word = text(first, "word"), why = text(first, "why");
        return word.isEmpty() ? CompareView::tr("refused: %1").arg(why)
                              : CompareView::tr("refused, “%1”: %2").arg(word, why);
    }
    return CompareView::tr("proven");
}

QString sentencesText(const QJsonArray& sentences)
{
    QStringList texts;
    for (const QJsonValue& value : sentences) {
        const QJsonObject sentence = value.toObject();
        const QString filled = text(sentence, "rendered");
        texts << (filled.isEmpty() ? text(sentence, "text") : filled);
    }
    return texts.join(QLatin1Char(' '));
}

// "rank|net_debt|…" → "Rank, Net debt".
QString factText(const QJsonObject& pair)
{
    const QString field = text(pair, "field_name");
    return kindText(text(pair, "fact").section(QLatin1Char('|'), 0, 0)) +
           (field.isEmpty() ? QString() : u", "_s + field);
}

std::vector<Column> scoreColumns()
{
    constexpr int kMeasure = 168, kValue = 146;
    Column measure{u"measure"_s, CompareView::tr("Measure")}, left{kLeft, CompareView::tr("Left"), ColumnKind::Number},
        right{kRight, CompareView::tr("Right"), ColumnKind::Number};
    measure.width = kMeasure;
    left.width = right.width = kValue;
    // Words already: "87.5 % (47 to 100)".
    left.text = [](const QJsonObject& row) { return row.value(kLeft).toString(); };
    right.text = [](const QJsonObject& row) { return row.value(kRight).toString(); };
    return {measure, left, right};
}

std::vector<Column> pairColumns()
{
    Column fact{u"fact"_s, CompareView::tr("Fact")};
    fact.width = 140;
    fact.text = [](const QJsonObject& row) {
        return text(row, "fact").isEmpty() ? CompareView::tr("the same prompt") : factText(row);
    };
    std::vector<Column> verdicts, texts;
    for (const auto& [side, title, verdict] :
         {std::tuple(kLeft, CompareView::tr("Left says"), CompareView::tr("Left")),
          std::tuple(kRight, CompareView::tr("Right says"), CompareView::tr("Right"))}) {
        Column state{side + u"_verdict"_s, verdict, ColumnKind::State};
        state.width = 96;
        state.text = [of = side](const QJsonObject& row) { return verdictText(row.value(of).toArray()); };
        state.state = [of = side](const QJsonObject& row) {
            return holds(row.value(of).toArray()) ? State::Good : State::Bad;
        };
        Column says{side + u"_says"_s, title};
        says.width = 320;
        says.text = [of = side](const QJsonObject& row) { return sentencesText(row.value(of).toArray()); };
        verdicts.push_back(state);
        texts.push_back(says);
    }
    return {fact, verdicts[0], verdicts[1], texts[0], texts[1]};
}

} // namespace

CompareView::CompareView(StoreReader& reader, const Theme& theme, UiState& state, QWidget* parent)
    : Card(tr("Side by side on the same facts"), parent)
    , m_reader(reader)
    , m_left(new QComboBox(this))
    , m_right(new QComboBox(this))
    , m_inARow(new QComboBox(this))
    , m_sentence(wrappedLabel({}, "muted", this))
    , m_scores(scoreColumns(), theme, this)
    , m_pairs(pairColumns(), theme, this)
    , m_scoreTable(new DataTable(u"generation.scores"_s, tr("Measures side by side"), theme, state, this))
    , m_pairTable(new DataTable(u"generation.pairs"_s, tr("Sentences side by side"), theme, state, this))
{
    constexpr int kPick = 180;
    auto* picks = new QHBoxLayout;
    picks->setSpacing(metric::kSmall);
    for (const auto& [box, name] :
         {std::pair(m_left, tr("Who stands on the left")), std::pair(m_right, tr("Who stands on the right"))}) {
        box->setAccessibleName(name);
        box->setMinimumWidth(kPick);
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        picks->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
        if (box == m_left)
            picks->addWidget(roleLabel(tr("beside"), "muted", this));
    }
    m_inARow->setAccessibleName(tr("How many replies in a row must hold"));
    for (const int count : {1, 2, 3, 5, 10})
        m_inARow->addItem(count == 1 ? tr("1 reply holds") : tr("%1 in a row hold").arg(count), count);
    m_inARow->setCurrentIndex(3);
    connect(m_inARow, &QComboBox::currentIndexChanged, this, &CompareView::refresh);
    picks->addWidget(m_inARow);
    picks->addStretch(1);
    body()->addLayout(picks);
    body()->addWidget(m_sentence);
    m_scores.setRowKey(u"measure"_s);
    m_pairs.setRowKey({});
    m_scoreTable->setModel(&m_scores);
    m_scoreTable->setCompact(true);
    m_scoreTable->view()->setSortingEnabled(false);
    m_scoreTable->setEmptyState(tr("Nothing to compare yet."));
    m_pairTable->setModel(&m_pairs, m_pairs.columns());
    m_pairTable->setEmptyState(tr("No fact was told by both. Make a set with each of them on the same figures: "
                                  "update-factoids --force --generator NAME."));
    auto* tables = new QHBoxLayout;
    tables->setSpacing(metric::kLarge);
    tables->addWidget(m_scoreTable, 5);
    tables->addWidget(m_pairTable, 6);
    body()->addLayout(tables, 1);
    const auto openRow = [this](int row) {
        if (const QJsonObject pair = m_pairs.row(row); !pair.isEmpty())
            Q_EMIT pairWanted(pair, m_left->currentText(), m_right->currentText());
    };
    connect(m_pairTable, &DataTable::activated, this, openRow);
    connect(m_pairTable, &DataTable::currentRowChanged, this, [this, openRow](int row) {
        if (row >= 0 && m_pairTable->view()->hasFocus())
            openRow(row);
    });
}

void CompareView::refresh()
{
    const auto side = [](const QComboBox* box) {
        const QJsonObject picked = box->currentData().toJsonObject();
        return ModelSide{text(picked, "provider"), text(picked, "model"), text(picked, "rules")};
    };
    ModelPairFilter filter;
    filter.inARow = m_inARow->currentData().toInt();
    filter.left = side(m_left);
    filter.right = side(m_right);
    m_asking.askNext(
        m_reader, [filter](QueryContext& query) { return modelPairsQuery(query, filter); },
        [this](const Result<QJsonObject>& answer) { show_(answer); });
}

void CompareView::show_(const Result<QJsonObject>& answer)
{
    if (!answer) {
        m_sentence->setText(answer.error().sentence());
        return;
    }
    const bool first = m_left->count() == 0;
    showSides(answer->value(u"sides"_s).toArray());
    if (first && m_left->count() > 1) {
        refresh(); // now that two are picked
        return;
    }
    const QString sentence = text(*answer, "sentence");
    m_sentence->setText(answer->value(u"facts"_s).toInt() > 0
                            ? tr("%1, in the replies of the last %2 days. Nobody is asked.")
                                  .arg(sentence)
                                  .arg(answer->value(u"days"_s).toInt())
                        : m_left->count() < 2 ? tr("Two models with kept replies are needed; there is %1.")
                                                    .arg(m_left->count() == 1 ? tr("one") : tr("none"))
                                              : sentence.left(1).toUpper() + sentence.mid(1) + QLatin1Char('.'));
    showScores(*answer);
    showPairs(answer->value(u"pairs"_s).toArray());
}

// A choice stays while it is one.
void CompareView::showSides(const QJsonArray& sides)
{
    int place = 0;
    for (QComboBox* box : {m_left, m_right}) {
        const QSignalBlocker blocker(box);
        const QString before = box->currentData().toJsonObject().isEmpty() ? QString() : box->currentText();
        box->clear();
        for (const QJsonValue& value : sides) {
            const QJsonObject side = value.toObject();
            const QString name = tr("%1, %2").arg(text(side, "provider"), text(side, "model"));
            box->addItem(side.value(u"several_rules"_s).toBool() ? tr("%1, prompt %2").arg(name, text(side, "rules"))
                                                                 : name,
                         side);
        }
        const int again = box->findText(before);
        box->setCurrentIndex(again >= 0 && !before.isEmpty() ? again : std::min(place, box->count() - 1));
        box->setEnabled(box->count() > 1);
        ++place;
    }
}

void CompareView::showScores(const QJsonObject& answer)
{
    const int inARow = answer.value(u"in_a_row"_s).toInt();
    const QJsonObject sides[] = {answer.value(kLeft).toObject(), answer.value(kRight).toObject()};
    QJsonArray rows;
    if (!sides[0].isEmpty()) {
        const auto add = [&](const QString& measure, const std::function<QString(const QJsonObject&)>& words) {
            rows.append(QJsonObject{{u"measure"_s, measure}, {kLeft, words(sides[0])}, {kRight, words(sides[1])}});
        };
        const auto number = [](const char* key) {
            return [key](const QJsonObject& side) { return numberText(side.value(QLatin1String(key)).toInteger()); };
        };
        add(tr("Replies"), number("replies"));
        add(tr("Replies that hold"), number("clean"));
        add(inARow == 1 ? tr("A reply holds (pass^1)") : tr("%1 in a row hold (pass^%1)").arg(inARow),
            [](const QJsonObject& side) { return rateText(side.value(u"pass"_s), tr("too few replies")); });
        add(tr("Proven, these facts"),
            [](const QJsonObject& side) { return ofText(side.value(u"on_facts"_s).toObject()); });
        add(tr("Acceptance, these facts"), [](const QJsonObject& side) {
            return rateText(side.value(u"on_facts"_s).toObject().value(u"acceptance"_s), tr("no data"));
        });
        add(tr("Acceptance, all of them"),
            [](const QJsonObject& side) { return rateText(side.value(u"acceptance"_s), tr("no data")); });
        add(tr("Tokens in"), number("tokens_in"));
        add(tr("Tokens out"), number("tokens_out"));
        add(tr("Cost"), [](const QJsonObject& side) { return costsText(side.value(u"costs"_s).toArray()); });
        add(tr("Half answer within"), [](const QJsonObject& side) {
            return tr("%1 ms").arg(numberText(side.value(u"latency_ms"_s).toInteger()));
        });
    }
    m_scores.setRows(rows);
}

void CompareView::showPairs(const QJsonArray& pairs)
{
    m_pairs.setRows(pairs);
}

void showPair(SidePanel& panel, const QJsonObject& pair, const QString& left, const QString& right,
              const QDateTime& now)
{
    panel.clear();
    const QString fact = text(pair, "fact");
    panel.setTitle(fact.isEmpty() ? CompareView::tr("The same prompt") : factText(pair));
    for (const auto& [side, who] : {std::pair(kLeft, left), std::pair(kRight, right)}) {
        const QJsonArray sentences = pair.value(side).toArray();
        const QJsonObject first = sentences.first().toObject();
        panel.addHeading(who);
        panel.addText(CompareView::tr("run %1, %2")
                          .arg(first.value(u"run"_s).toInteger())
                          .arg(relativeTimeText(timeFromText(text(first, "at")), now)),
                      "note");
        for (const QJsonValue& sentence : sentences)
            addVerdict(panel, sentence.toObject());
    }
    panel.show();
}

} // namespace factoid
