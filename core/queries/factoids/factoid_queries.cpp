#include "core/queries/factoids/factoid_queries.h"

#include "core/base/languages.h"
#include "core/factoids/write/writer.h"
#include "core/site/candidates.h"
#include "core/site/proof.h"
#include "core/store/data/cell_store.h"
#include "core/store/data/figure_store.h"
#include "core/store/data/import_store.h"
#include "core/store/data/register_store.h"
#include "core/store/site/curation_store.h"
#include "core/store/site/set_store.h"
#include "core/store/sql/time_text.h"

namespace factoid {

namespace {

constexpr int kHistoryShown = 50;
constexpr int kCorrectionsShown = 100;

QJsonValue timeOrNull(const QDateTime& time)
{
    return time.isValid() ? QJsonValue(timeText(time)) : QJsonValue();
}

QJsonObject setJson(const PublishedSet& set)
{
    return {
        {QStringLiteral("id"), set.id},
        {QStringLiteral("published_at"), timeText(set.publishedAt)},
        {QStringLiteral("slot"), set.slot},
        {QStringLiteral("run"), set.run},
        {QStringLiteral("data_hash"), QString::fromLatin1(set.dataHash)},
        {QStringLiteral("generator"), set.generator},
        {QStringLiteral("on_show"), set.onShow},
        {QStringLiteral("languages"), QJsonArray::fromStringList(set.languages())},
    };
}

QJsonObject correctionJson(const CorrectionRecord& correction)
{
    return {
        {QStringLiteral("id"), correction.id},
        {QStringLiteral("factoid"), correction.factoid.id},
        {QStringLiteral("text"), correction.factoid.text},
        {QStringLiteral("language"), correction.factoid.language},
        {QStringLiteral("set"), correction.set},
        {QStringLiteral("published_at"), timeText(correction.publishedAt)},
        {QStringLiteral("withdrawn_at"), timeText(correction.withdrawnAt)},
        {QStringLiteral("reason"), correction.reason},
        {QStringLiteral("failed_claim"), correction.failedClaim < 0 ? QJsonValue() : QJsonValue(correction.failedClaim)},
        {QStringLiteral("new_value"), correction.newValue},
    };
}

// Names for slugs and codes.
class Names
{
  public:
    explicit Names(const Register& known) : m_known(known) {}
    static Result<Names> of(Database& db)
    {
        auto known = RegisterStore(db).load();
        if (!known)
            return std::unexpected(known.error());
        return Names(*known);
    }
    [[nodiscard]] QString field(const QString& slug) const
    {
        for (const Field& field : m_known.fields()) {
            if (field.slug == slug)
                return field.name;
        }
        return slug;
    }
    [[nodiscard]] QString council(const QString& code) const
    {
        for (const Council& council : m_known.councils()) {
            if (council.code == code)
                return council.name;
        }
        return code;
    }
    [[nodiscard]] QJsonArray councils(const QStringList& codes) const
    {
        QJsonArray list;
        for (const QString& code : codes)
            list.append(QJsonObject{{QStringLiteral("code"), code}, {QStringLiteral("name"), council(code)}});
        return list;
    }

  private:
    Register m_known;
};

using ChoicesByKey = QHash<QString, Choice>;

Result<std::pair<ChoicesByKey, ChoicesByKey>> choicesOf(Database& db)
{
    const auto list = CurationStore(db).list();
    if (!list)
        return std::unexpected(list.error());
    std::pair<ChoicesByKey, ChoicesByKey> byFactAndCouncil;
    for (const Choice& choice : *list)
        (choice.factKey.isEmpty() ? byFactAndCouncil.second : byFactAndCouncil.first).insert(choice.factKey + choice.council, choice);
    return byFactAndCouncil;
}

QJsonValue choiceJson(const ChoicesByKey& choices, const QString& key)
{
    const auto found = choices.constFind(key);
    return found == choices.cend() ? QJsonValue() : QJsonValue(found->toJson());
}

QString whoIs(const Operand& operand, const Claim& claim, const Names& names)
{
    if (!operand.council.isEmpty())
        return names.council(operand.council);
    QStringList parts;
    for (const QString& part : {claim.scope.type, claim.scope.nation, claim.scope.region}) {
        if (!part.isEmpty() && part != operand.group)
            parts << part;
    }
    if (!operand.group.isEmpty())
        parts.prepend(operand.group);
    const QString of = parts.isEmpty() ? QStringLiteral("all councils") : QStringLiteral("councils: %1").arg(parts.join(QStringLiteral(", ")));
    return operand.top > 0 ? QStringLiteral("the %1 highest of %2").arg(operand.top).arg(of) : of;
}

// Where a council's operand was read, down to the line of the file.
Result<void> addSource(Database& db, QJsonObject& json, const Operand& operand)
{
    const auto history = FigureStore(db).history(operand.council, operand.field, operand.year);
    if (!history)
        return std::unexpected(history.error());
    if (history->empty())
        return {};
    const FigureVersion& now = history->front();
    json.insert(QStringLiteral("file"), now.file);
    json.insert(QStringLiteral("line"), now.line);
    json.insert(QStringLiteral("import"), now.importId);
    json.insert(QStringLiteral("imported_at"), timeOrNull(now.knownFrom));
    json.insert(QStringLiteral("versions"), static_cast<qint64>(history->size()));
    const auto run = db.scalar(QStringLiteral("SELECT run_id FROM imports WHERE id = ?"), {now.importId});
    if (!run)
        return std::unexpected(run.error());
    json.insert(QStringLiteral("run"), *run ? (*run)->toLongLong() : 0);
    return {};
}

Result<QJsonArray> claimsJson(Database& db, const Factoid& factoid, const Names& names)
{
    QJsonArray list;
    for (const Claim& claim : factoid.claims) {
        QJsonArray operands;
        for (const Operand& operand : claim.operands) {
            QJsonObject row{
                {QStringLiteral("field"), operand.field},
                {QStringLiteral("field_name"), names.field(operand.field)},
                {QStringLiteral("year"), operand.year.label()},
                {QStringLiteral("measure"), measureName(operand.measure)},
                {QStringLiteral("value"), operand.value.toString()},
                {QStringLiteral("who"), whoIs(operand, claim, names)},
                {QStringLiteral("council"), operand.council},
            };
            if (!operand.council.isEmpty()) {
                if (auto added = addSource(db, row, operand); !added)
                    return std::unexpected(added.error());
            }
            operands.append(row);
        }
        QJsonObject json = toJson(claim);
        json.insert(QStringLiteral("operands"), operands);
        list.append(json);
    }
    return list;
}

} // namespace

Result<QJsonObject> liveQuery(QueryContext& context)
{
    Database& db = context.db;
    SetStore sets(db);
    const auto set = sets.current();
    if (!set)
        return std::unexpected(set.error());
    const auto names = Names::of(db);
    if (!names)
        return std::unexpected(names.error());
    const auto choices = choicesOf(db);
    if (!choices)
        return std::unexpected(choices.error());
    QJsonArray factoids;
    QHash<QString, int> places; // by language
    for (const Factoid& factoid : set->allLive()) {
        QJsonObject row = toJson(factoid);
        const int position = ++places[factoid.language];
        row.insert(QStringLiteral("position"), position);
        row.insert(QStringLiteral("on_show"), position <= set->onShow);
        row.insert(QStringLiteral("age_days"), factoid.generatedAt.daysTo(context.clock.now()));
        row.insert(QStringLiteral("council_names"), names->councils(factoid.councils));
        row.insert(QStringLiteral("field_name"), names->field(factoid.field));
        row.insert(QStringLiteral("choice"), choiceJson(choices->first, factoid.factKey));
        factoids.append(row);
    }
    const auto corrections = sets.corrections(kCorrectionsShown);
    if (!corrections)
        return std::unexpected(corrections.error());
    QJsonArray corrected;
    for (const CorrectionRecord& correction : *corrections)
        corrected.append(correctionJson(correction));
    const auto hash = CellStore(db).siteHash();
    if (!hash)
        return std::unexpected(hash.error());
    CurationStore curation(db);
    const auto version = curation.version();
    const auto published = curation.publishedVersion();
    if (!version || !published)
        return std::unexpected(version ? published.error() : version.error());
    return QJsonObject{{QStringLiteral("set"), set->id == 0 ? QJsonValue() : QJsonValue(setJson(*set))},
                       {QStringLiteral("factoids"), factoids},
                       {QStringLiteral("corrections"), corrected},
                       {QStringLiteral("choices_pending"), *version != *published},
                       {QStringLiteral("choices_version"), *version},
                       {QStringLiteral("site_hash"), QString::fromLatin1(*hash)}};
}

namespace {

// The first that is published, where none is asked for.
QString languageFor(const QueryContext& context, const QString& wanted)
{
    return wanted.isEmpty() ? languagesOf(context.settings.language).value(0, QStringLiteral("en")) : wanted;
}

// One candidate with why it may or may not be shown.
class CandidateRows
{
  public:
    CandidateRows(const MinedFacts& mined, const Names& names, const std::pair<ChoicesByKey, ChoicesByKey>& choices) : m_mined(mined), m_names(names), m_choices(choices) {}

    QHash<QString, Factoid> written;
    QHash<QString, QString> refused; // key -> reason
    QHash<QString, int> live, next;  // key -> place, from 1
    int onShow = 0;

    [[nodiscard]] QJsonObject row(const Fact& fact) const
    {
        const QString key = fact.key();
        QJsonObject json = fact.toJson();
        json.insert(QStringLiteral("field_name"), m_names.field(fact.field));
        json.insert(QStringLiteral("councils"), m_names.councils(fact.councils));
        const auto sentence = written.constFind(key);
        json.insert(QStringLiteral("text"), sentence == written.cend() ? QString() : sentence->text);
        if (sentence != written.cend())
            json.insert(QStringLiteral("claims"), toJson(sentence->claims)); // those that the sentence prints, with what it shows
        json.insert(QStringLiteral("refused"), refused.value(key));
        json.insert(QStringLiteral("live"), live.value(key));
        json.insert(QStringLiteral("next"), next.value(key));
        json.insert(QStringLiteral("choice"), choiceJson(m_choices.first, key));
        const auto shown = m_mined.snapshot.shown.factAgeDays.constFind(key);
        json.insert(QStringLiteral("shown_days_ago"), shown == m_mined.snapshot.shown.factAgeDays.cend() ? QJsonValue() : QJsonValue(*shown));
        const QString hindrance = hindranceOf(fact, key);
        json.insert(QStringLiteral("eligible"), hindrance.isEmpty());
        json.insert(QStringLiteral("why"), hindrance.isEmpty() ? standing(fact, key) : hindrance);
        return json;
    }

  private:
    [[nodiscard]] QString hindranceOf(const Fact& fact, const QString& key) const
    {
        const OperatorChoices& choices = m_mined.snapshot.choices;
        const auto choice = m_choices.first.constFind(key);
        const QString reason = choice == m_choices.first.cend() || choice->reason.isEmpty() ? QString() : QStringLiteral(": ") + choice->reason;
        if (choices.bannedFacts.contains(key))
            return QStringLiteral("banned by an operator") + reason;
        if (choices.snoozedFacts.contains(key) && choice != m_choices.first.cend())
            return QStringLiteral("asleep until %1").arg(choice->until.toString(Qt::ISODate)) + reason;
        for (const QString& code : fact.councils) {
            if (choices.bannedCouncils.contains(code))
                return QStringLiteral("names %1, which an operator never wants named").arg(m_names.council(code));
        }
        // Reasons that speak of a pattern's slots are for those who write patterns; they stand in `refused`.
        if (const QString why = refused.value(key); !why.isEmpty())
            return why.contains(QLatin1Char('{')) ? QStringLiteral("no sentence about it could be written that is wholly true") : QStringLiteral("no sentence could be proven: %1").arg(why);
        return {};
    }

    [[nodiscard]] static QString whyNotChosen(const Fact& fact)
    {
        if (fact.ifConfirmed)
            return QStringLiteral("if confirmed: a figure of it jumped in its newest year and may be a slip; pinning it is your word that it is right");
        if (!fact.isTellable())
            return QStringLiteral("its own test is not passed: chance gives as much");
        return QStringLiteral("others come first: their fields, councils or scores");
    }

    [[nodiscard]] QString standing(const Fact& fact, const QString& key) const
    {
        if (const int place = live.value(key))
            return place <= onShow ? QStringLiteral("on the site now") : QStringLiteral("in reserve, number %1").arg(place - onShow);
        QString words;
        if (const int place = next.value(key))
            words = place <= onShow ? QStringLiteral("number %1 of the next set").arg(place) : QStringLiteral("in the reserve of the next set");
        else
            words = whyNotChosen(fact);
        if (m_mined.snapshot.choices.pinnedFacts.contains(key))
            words = QStringLiteral("pinned; %1").arg(words);
        const auto shown = m_mined.snapshot.shown.factAgeDays.constFind(key);
        if (shown != m_mined.snapshot.shown.factAgeDays.cend())
            words += QStringLiteral("; shown %1 days ago, so it ranks lower").arg(*shown);
        return words;
    }

    const MinedFacts& m_mined;
    const Names& m_names;
    const std::pair<ChoicesByKey, ChoicesByKey>& m_choices;
};

} // namespace

Result<QJsonObject> candidatesQuery(QueryContext& context, int limit, const QString& wanted)
{
    constexpr int kSpareFacts = 12;
    const QString language = languageFor(context, wanted);
    const auto mined = mineFacts(context.db, context.clock.now(), true, context.attendance);
    if (!mined)
        return std::unexpected(mined.error());
    const auto names = Names::of(context.db);
    if (!names)
        return std::unexpected(names.error());
    const auto choices = choicesOf(context.db);
    if (!choices)
        return std::unexpected(choices.error());
    const auto set = SetStore(context.db).current();
    if (!set)
        return std::unexpected(set.error());

    CandidateRows rows(*mined, *names, *choices);
    rows.onShow = context.settings.setSize;
    const int places = context.settings.setSize + context.settings.reserve;
    const std::vector<Fact> selected = selectSet(mined->facts, places + places / 2 + kSpareFacts, mined->snapshot.choices);
    WriteRequest request;
    request.language = language;
    request.dataHash = mined->snapshot.siteHash;
    request.generatedAt = context.clock.now();
    request.facts = selected;
    QSet<QString> asked;
    for (const Fact& fact : selected)
        asked.insert(fact.key());
    for (int i = 0; i < limit && i < static_cast<int>(mined->facts.size()); ++i) {
        if (!asked.contains(mined->facts[static_cast<size_t>(i)].key()))
            request.facts.push_back(mined->facts[static_cast<size_t>(i)]);
    }
    context.attendance.tell(QStringLiteral("writing and proving"), 0, static_cast<qint64>(request.facts.size()));
    auto writer = makeStatisticsWriter(mined->traits);
    if (!writer)
        return std::unexpected(writer.error());
    auto result = (*writer)->write(mined->snapshot.panel, request);
    if (!result)
        return std::unexpected(result.error());
    for (const Factoid& factoid : result->factoids)
        rows.written.insert(factoid.factKey, factoid);
    for (const Refusal& refusal : result->refused)
        rows.refused.insert(refusal.factKey, refusal.reason);
    for (const Fact& fact : selected) {
        if (rows.written.contains(fact.key()) && rows.next.size() < places)
            rows.next.insert(fact.key(), static_cast<int>(rows.next.size()) + 1);
    }
    for (const Factoid& factoid : set->liveIn(language, static_cast<int>(set->factoids.size()) + 1))
        rows.live.insert(factoid.factKey, static_cast<int>(rows.live.size()) + 1);

    QJsonArray list;
    for (const Fact& fact : mined->facts) {
        if (list.size() == limit)
            break;
        list.append(rows.row(fact));
    }
    return QJsonObject{{QStringLiteral("candidates"), list},
                       {QStringLiteral("found"), static_cast<qint64>(mined->facts.size())},
                       {QStringLiteral("language"), language},
                       {QStringLiteral("data_hash"), QString::fromLatin1(mined->snapshot.siteHash)}};
}

Result<QJsonObject> factoidQuery(QueryContext& context, const QString& id)
{
    Database& db = context.db;
    SetStore sets(db);
    const auto factoid = sets.find(id);
    if (!factoid)
        return std::unexpected(factoid.error());
    if (!*factoid)
        return fail(ErrorKind::Input, QStringLiteral("no factoid was ever published as %1").arg(id));
    const auto names = Names::of(db);
    if (!names)
        return std::unexpected(names.error());
    const auto set = sets.current();
    if (!set)
        return std::unexpected(set.error());
    const auto choices = choicesOf(db);
    if (!choices)
        return std::unexpected(choices.error());
    const auto proof = Proof::of(db, {**factoid});
    if (!proof)
        return std::unexpected(proof.error());
    const Verdict verdict = (*proof)->verify(**factoid);
    const auto claims = claimsJson(db, **factoid, *names);
    if (!claims)
        return std::unexpected(claims.error());
    const auto showings = sets.showings((*factoid)->factKey, (*factoid)->language, kHistoryShown);
    if (!showings)
        return std::unexpected(showings.error());
    const auto corrections = sets.corrections(kCorrectionsShown);
    if (!corrections)
        return std::unexpected(corrections.error());

    QJsonArray history, corrected;
    for (const SetStore::Showing& showing : *showings) {
        history.append(QJsonObject{{QStringLiteral("set"), showing.set}, {QStringLiteral("run"), showing.run}, {QStringLiteral("slot"), showing.slot},
                                   {QStringLiteral("at"), timeText(showing.publishedAt)}, {QStringLiteral("withdrawn_at"), timeOrNull(showing.withdrawnAt)},
                                   {QStringLiteral("current"), showing.current}, {QStringLiteral("text"), showing.text}, {QStringLiteral("language"), showing.language}});
    }
    for (const CorrectionRecord& correction : *corrections) {
        if (correction.factoid.factKey == (*factoid)->factKey)
            corrected.append(correctionJson(correction));
    }
    int position = 0, place = 0;
    QDateTime withdrawnAt;
    QJsonArray others; // the same fact in other languages
    for (const PublishedFactoid& published : set->factoids) {
        if (published.factoid.language != (*factoid)->language) {
            if (!published.withdrawnAt.isValid() && published.factoid.factKey == (*factoid)->factKey)
                others.append(QJsonObject{{QStringLiteral("id"), published.factoid.id}, {QStringLiteral("language"), published.factoid.language}, {QStringLiteral("text"), published.factoid.text}});
            continue;
        }
        place += published.withdrawnAt.isValid() ? 0 : 1;
        if (published.factoid.id != id)
            continue;
        withdrawnAt = published.withdrawnAt;
        position = withdrawnAt.isValid() ? 0 : place;
    }
    QJsonObject json = toJson(**factoid);
    json.insert(QStringLiteral("council_names"), names->councils((*factoid)->councils));
    json.insert(QStringLiteral("field_name"), names->field((*factoid)->field));
    return QJsonObject{
        {QStringLiteral("factoid"), json},
        {QStringLiteral("set"), position > 0 || withdrawnAt.isValid() ? QJsonValue(setJson(*set)) : QJsonValue()},
        {QStringLiteral("position"), position},
        {QStringLiteral("on_show"), position > 0 && position <= set->onShow},
        {QStringLiteral("withdrawn_at"), timeOrNull(withdrawnAt)},
        {QStringLiteral("supported"), verdict.supported},
        {QStringLiteral("reason"), verdict.reason},
        {QStringLiteral("claims"), *claims},
        {QStringLiteral("other_languages"), others},
        {QStringLiteral("history"), history},
        {QStringLiteral("corrections"), corrected},
        {QStringLiteral("choice"), choiceJson(choices->first, (*factoid)->factKey)},
    };
}

Result<QJsonObject> factQuery(QueryContext& context, const QString& key, const QString& wanted)
{
    const QString language = languageFor(context, wanted);
    const auto mined = mineFacts(context.db, context.clock.now(), true, context.attendance);
    if (!mined)
        return std::unexpected(mined.error());
    const Fact* fact = mined->find(key);
    if (!fact)
        return QJsonObject{{QStringLiteral("key"), key}, {QStringLiteral("found"), false}};
    const auto names = Names::of(context.db);
    if (!names)
        return std::unexpected(names.error());
    WriteRequest request;
    request.language = language;
    request.dataHash = mined->snapshot.siteHash;
    request.generatedAt = context.clock.now();
    QJsonArray variants;
    for (const Factoid& variant : provenVariants(mined->snapshot.panel, mined->traits, *fact, request)) {
        QJsonObject json = toJson(variant);
        const auto claims = claimsJson(context.db, variant, *names);
        if (!claims)
            return std::unexpected(claims.error());
        json.insert(QStringLiteral("claim_sources"), *claims);
        variants.append(json);
    }
    return QJsonObject{{QStringLiteral("key"), key},
                       {QStringLiteral("found"), true},
                       {QStringLiteral("language"), language},
                       {QStringLiteral("kind"), fact->kind},
                       {QStringLiteral("score"), fact->score},
                       {QStringLiteral("confidence"), fact->confidence ? QJsonValue(*fact->confidence) : QJsonValue()},
                       {QStringLiteral("if_confirmed"), fact->ifConfirmed},
                       {QStringLiteral("sheet"), fact->sheet},
                       {QStringLiteral("variants"), variants}};
}

} // namespace factoid
