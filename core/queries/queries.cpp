#include "core/queries/queries.h"

#include "core/factoids/words/lexicon.h"
#include "core/figures/summariser.h"
#include "core/insights/mine/null_mirror.h"
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
    const auto known = TRY(db.scalar(u"SELECT id FROM fields WHERE slug = ?"_s, {slug}));
    if (!known)
        return fail(ErrorKind::Usage,
                    u"there is no field “%1”; fields are named by their slug, such as total_borrowing"_s.arg(slug));
    return {};
}

Result<QJsonObject> summaryQuery(QueryContext& context, const QString& field, Year year, const QDate& day)
{
    TRY(checkField(context.db, field));
    auto summary = TRY(SummaryStore(context.db).read(field, year, day));
    const auto dirty = TRY(context.db.scalar(
        u"SELECT dirty FROM cells WHERE field_id = (SELECT id FROM fields WHERE slug = ?) AND year = ?"_s,
        {field, year.code()}));
    if (!summary) {
        if (day.isValid() && dirty)
            return fail(ErrorKind::Failed, u"there was no summary of %1 in %2 yet on %3"_s.arg(
                                               field, year.label(), day.toString(Qt::ISODate)));
        return fail(ErrorKind::Failed,
                    dirty ? u"the summary of %1 in %2 is not built yet; run build-summaries"_s.arg(field, year.label())
                          : u"%1 has no figures in %2"_s.arg(field, year.label()));
    }
    summary->insert(u"stale"_s, dirty.value_or(0).toBool());
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

Result<QJsonObject> sampleQuery(QueryContext& context, const QString& field, Year year, int limit)
{
    TRY(checkField(context.db, field));
    const auto panel = TRY(FigureStore(context.db).loadPanel(QStringList{field}));
    const int index = panel.fieldIndex(field);
    const Block* block = panel.block(index, year);
    if (!block || block->present == 0)
        return fail(ErrorKind::Failed, u"%1 has no figures in %2"_s.arg(field, year.label()));
    QJsonArray councils;
    for (const int at : representativeSample(panel, index, year, limit)) {
        const Council& council = panel.councils()[static_cast<size_t>(at)];
        councils.append(QJsonObject{
            {u"code"_s, council.code},
            {u"name"_s, council.name},
            {u"type"_s, council.type},
            {u"nation"_s, council.nation},
            {u"value"_s, panel.value(index, year, at)->toString()},
        });
    }
    return QJsonObject{
        {u"field"_s, field},
        {u"year"_s, year.label()},
        {u"data_hash"_s, QString::fromLatin1(dataHash(panel, *block))},
        {u"councils"_s, councils},
    };
}

Result<QJsonObject> factsQuery(QueryContext& context, int limit, const QString& field, Year year)
{
    if (!field.isEmpty()) {
        TRY(checkField(context.db, field));
    }
    const auto traits = TRY(loadTraits());
    const auto known = TRY(RegisterStore(context.db).load());
    const auto panel = TRY(FigureStore(context.db).loadPanel(minedFields(known.fields(), traits, {field})));
    Result<std::vector<Fact>> facts = std::vector<Fact>{};
    if (!field.isEmpty() && year.isValid()) {
        facts = factsFor(panel, traits, field, year);
    } else {
        MineOptions options;
        options.today = context.clock.now().date();
        options.most = std::max(options.most, limit);
        const auto shown = TRY(SetStore(context.db).shown(context.clock.now()));
        options.shown = shown;
        options.comparisonOnly = field.isEmpty();
        facts = mine(panel, traits, options, context.attendance);
    }
    if (!facts)
        return std::unexpected(facts.error());
    QJsonArray list;
    for (const Fact& fact : *facts) {
        if (list.size() == limit)
            break;
        if (field.isEmpty() || fact.field == field)
            list.append(fact.toJson());
    }
    return QJsonObject{{u"facts"_s, list}, {u"found"_s, static_cast<qint64>(facts->size())}};
}

Result<QJsonObject> nullMirrorQuery(QueryContext& context)
{
    constexpr quint64 kSeed = 1;
    const auto traits = TRY(loadTraits());
    const auto known = TRY(RegisterStore(context.db).load());
    const auto panel = TRY(FigureStore(context.db).loadPanel(minedFields(known.fields(), traits)));
    MineOptions options;
    options.today = context.clock.now().date();
    const auto mirror = TRY(nullMirror(panel, traits, options, kSeed, context.attendance));
    return mirror.toJson();
}

Result<QJsonObject> verifyQuery(QueryContext& context, const std::optional<QJsonArray>& factoids)
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
    QJsonArray results;
    int refused = 0, notices = 0, unchecked = 0;
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
        QJsonObject row{{u"id"_s, factoid.id},
                        {u"text"_s, factoid.text},
                        {u"language"_s, factoid.language},
                        {u"supported"_s, verdict.supported},
                        {u"reason"_s, verdict.reason},
                        {u"extent"_s, proofExtentName(extent)}};
        notices += extent == ProofExtent::Notice ? 1 : 0;
        unchecked += extent == ProofExtent::None ? 1 : 0;
        if (!verdict.supported && ++refused <= kMostNearest && !factoid.claims.empty()) {
            if (const auto nearest = proof->nearest(factoid))
                row.insert(u"nearest"_s, nearest->text);
        }
        results.append(row);
    }
    return QJsonObject{
        {u"checked"_s, results.size()}, {u"supported"_s, results.size() - refused},
        {u"refused"_s, refused},        {u"notices"_s, notices},
        {u"not_checked"_s, unchecked},  {u"results"_s, results},
    };
}

Result<QJsonArray> sourcesQuery(Database& db, const QJsonObject& json)
{
    const auto factoid = TRY(factoidFromJson(json));
    FigureStore figures(db);
    QJsonArray sources;
    for (size_t i = 0; i < factoid.claims.size(); ++i) {
        const Claim& claim = factoid.claims[i];
        for (const Operand& operand : claim.operands) {
            QJsonObject row{
                {u"claim"_s, static_cast<qint64>(i)},
                {u"operation"_s, operationName(claim.operation)},
                {u"shown"_s, claim.shown},
                {u"field"_s, operand.field},
                {u"year"_s, operand.year.label()},
                {u"measure"_s, measureName(operand.measure)},
                {u"value"_s, operand.value.toString()},
            };
            if (operand.council.isEmpty()) {
                row.insert(u"of"_s, operand.all ? u"all councils of the scope"_s : operand.group);
                sources.append(row);
                continue;
            }
            row.insert(u"council"_s, operand.council);
            const auto history = TRY(figures.history(operand.council, operand.field, operand.year));
            if (!history.empty()) {
                row.insert(u"file"_s, history.front().file);
                row.insert(u"line"_s, history.front().line);
                row.insert(u"import"_s, history.front().importId);
            }
            sources.append(row);
        }
    }
    return sources;
}

} // namespace factoid
