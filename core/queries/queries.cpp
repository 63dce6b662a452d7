#include "core/queries/queries.h"

#include "core/factoids/words/lexicon.h"
#include "core/figures/summariser.h"
#include "core/queries/facts_query.h"
#include "core/site/candidates.h"
#include "core/site/proof.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/register_store.h"
#include "core/store/data/summary_store.h"

namespace factoid {

Result<Year> yearFromUser(const QString& text)
{
    const auto year = Year::parse(text.toUtf8());
    if (!year)
        return fail(ErrorKind::Usage, u"“%1” is not a year; write 2019/20 or 2018"_s.arg(text));
    return *year;
}

Result<void> checkField(Database& db, const QString& slug)
{
    if (!TRY(RegisterStore(db).fieldId(slug)))
        return fail(ErrorKind::Usage,
                    u"there is no field “%1”; fields are named by their slug, such as total_borrowing"_s.arg(slug));
    return {};
}

Result<QJsonObject> summaryQuery(QueryContext& context, const QString& field, Year year, const QDate& day)
{
    TRY(checkField(context.db, field));
    SummaryStore summaries(context.db);
    auto summary = TRY(summaries.read(field, year, day));
    const auto cell = TRY(summaries.cell(field, year));
    if (!summary) {
        if (day.isValid() && cell)
            return fail(ErrorKind::Failed, u"there was no summary of %1 in %2 yet on %3"_s.arg(
                                               field, year.label(), day.toString(Qt::ISODate)));
        return fail(ErrorKind::Failed,
                    cell ? u"the summary of %1 in %2 is not built yet; run build-summaries"_s.arg(field, year.label())
                         : u"%1 has no figures in %2"_s.arg(field, year.label()));
    }
    summary->insert(u"stale"_s, cell && cell->dirty);
    return *summary;
}

Result<QJsonObject> summariesQuery(QueryContext& context)
{
    const auto all = TRY(SummaryStore(context.db).readAll());
    QJsonArray list;
    for (const QJsonObject& summary : all)
        list.append(summary);
    return QJsonObject{{u"summaries"_s, list}};
}

Result<SampleAnswer> sampleQuery(QueryContext& context, const QString& field, Year year, int limit)
{
    TRY(checkField(context.db, field));
    const auto panel = TRY(FigureStore(context.db).loadPanel(QStringList{field}));
    const int index = panel.fieldIndex(field);
    const Block* block = panel.block(index, year);
    if (!block || block->present == 0)
        return fail(ErrorKind::Failed, u"%1 has no figures in %2"_s.arg(field, year.label()));
    SampleAnswer answer{field, year, QString::fromLatin1(dataHash(panel, *block)), {}};
    for (const int at : representativeSample(panel, index, year, limit)) {
        const Council& council = panel.councils()[static_cast<size_t>(at)];
        answer.councils.push_back(
            {council.code, council.name, council.type, council.nation, panel.value(index, year, at)->toString()});
    }
    return answer;
}

Result<FactsAnswer> factsQuery(QueryContext& context, int limit, const QString& field, Year year)
{
    if (!field.isEmpty()) {
        TRY(checkField(context.db, field));
    }
    const auto traits = TRY(loadTraits());
    const auto known = TRY(RegisterStore(context.db).load());
    const auto panel = TRY(FigureStore(context.db).loadPanel(minedFields(known.fields(), traits, {field})));
    std::vector<Fact> facts;
    if (!field.isEmpty() && year.isValid()) {
        facts = TRY(factsFor(panel, traits, field, year));
    } else {
        MineOptions options;
        options.today = context.clock.now().date();
        options.most = std::max(options.most, limit);
        options.shown = TRY(SetStore(context.db).shown(context.clock.now()));
        options.comparisonOnly = field.isEmpty();
        facts = TRY(mine(panel, traits, options, context.control));
    }
    FactsAnswer answer;
    answer.found = static_cast<qint64>(facts.size());
    for (Fact& fact : facts) {
        if (static_cast<int>(answer.facts.size()) == limit)
            break;
        if (field.isEmpty() || fact.field == field)
            answer.facts.push_back(std::move(fact));
    }
    if (facts.empty() && field.isEmpty() && std::ranges::none_of(known.fields(), &Field::comparison))
        answer.note =
            known.fields().empty()
                ? u"there are no figures yet; import some"_s
                : u"no field is marked for comparison, so nothing was looked for; ask for one with --field, or "
                  "add a column “comparison” with yes to the fields file and import it again"_s;
    return answer;
}

Result<PermutationNull> nullMirrorQuery(QueryContext& context)
{
    constexpr quint64 kSeed = 1;
    const auto traits = TRY(loadTraits());
    const auto known = TRY(RegisterStore(context.db).load());
    const auto panel = TRY(FigureStore(context.db).loadPanel(minedFields(known.fields(), traits)));
    MineOptions options;
    options.today = context.clock.now().date();
    return nullMirror(panel, traits, options, kSeed, context.control);
}

Result<VerifyAnswer> verifyQuery(QueryContext& context, const std::optional<QJsonArray>& factoids)
{
    // A sentence that can be proven is looked for beside so many refused ones: each takes some milliseconds.
    constexpr int kMostNearest = 20;
    struct Subject {
        Factoid factoid;
        QString unreadable; // why it is no factoid; else empty
    };
    std::vector<Subject> subjects;
    if (factoids) {
        for (const QJsonValue& value : *factoids) {
            const QJsonObject given = value.toObject();
            if (auto factoid = factoidFromJson(given)) {
                subjects.push_back({*std::move(factoid), {}});
                continue;
            } else {
                Subject subject;
                subject.factoid.id = given.value(u"id"_s).toString();
                subject.factoid.text = given.value(u"text"_s).toString();
                subject.factoid.language = given.value(u"language"_s).toString();
                subject.unreadable = factoid.error().message;
                subjects.push_back(std::move(subject));
            }
        }
    } else {
        const auto current = TRY(SetStore(context.db).current());
        for (Factoid& factoid : current.allLive())
            subjects.push_back({std::move(factoid), {}});
    }
    std::vector<Factoid> readable;
    for (const Subject& subject : subjects) {
        if (subject.unreadable.isEmpty())
            readable.push_back(subject.factoid);
    }
    const auto proof = TRY(Proof::of(context.db, readable));
    VerifyAnswer answer;
    for (const Subject& subject : subjects) {
        const Factoid& factoid = subject.factoid;
        // A text without claims is a notice or it is not checked, whoever wrote it.
        const bool draft =
            subject.unreadable.isEmpty() && (factoid.claims.empty() || factoid.generator == "curated"_L1);
        const DraftReport report = draft ? proof->check(factoid, siteNames(context.settings)) : DraftReport();
        const ProofExtent extent = subject.unreadable.isEmpty() ? report.extent : ProofExtent::None;
        const Verdict verdict = !subject.unreadable.isEmpty() ? Verdict{false, subject.unreadable}
                                : draft                       ? Verdict{report.holds, report.reason}
                                                              : proof->verify(factoid);
        VerifiedText result{factoid.id,        factoid.text,   factoid.language,
                            verdict.supported, verdict.reason, proofExtentName(extent),
                            std::nullopt};
        answer.notices += extent == ProofExtent::Notice ? 1 : 0;
        answer.notChecked += extent == ProofExtent::None ? 1 : 0;
        if (!verdict.supported && ++answer.refused <= kMostNearest && !factoid.claims.empty()) {
            if (const auto nearest = proof->nearest(factoid))
                result.nearest = nearest->text;
        }
        answer.results.push_back(std::move(result));
    }
    answer.checked = static_cast<qint64>(answer.results.size());
    answer.supported = answer.checked - answer.refused;
    return answer;
}

Result<std::vector<OperandSource>> sourcesQuery(Database& db, const QJsonObject& json)
{
    const auto factoid = TRY(factoidFromJson(json));
    FigureStore figures(db);
    std::vector<OperandSource> sources;
    for (size_t i = 0; i < factoid.claims.size(); ++i) {
        const Claim& claim = factoid.claims[i];
        for (const Operand& operand : claim.operands) {
            OperandSource& source = sources.emplace_back(OperandSource{
                .claim = static_cast<qint64>(i),
                .operation = operationName(claim.operation),
                .shown = claim.shown,
                .slug = operand.field,
                .year = operand.year,
                .measure = measureName(operand.measure),
                .value = operand.value.toString(),
            });
            if (operand.council.isEmpty()) {
                source.of = operand.all ? u"all councils of the scope"_s : operand.group;
                continue;
            }
            source.council = operand.council;
            const auto history = TRY(figures.history(operand.council, operand.field, operand.year));
            if (history.empty())
                continue;
            source.file = history.front().file;
            source.line = history.front().line;
            source.importId = history.front().importId;
        }
    }
    return sources;
}

} // namespace factoid
