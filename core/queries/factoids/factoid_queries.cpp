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

// The keys of both.
QJsonObject joined(QJsonObject json, const QJsonObject& more)
{
    for (auto entry = more.begin(); entry != more.end(); ++entry)
        json.insert(entry.key(), entry.value());
    return json;
}

SetRow rowOf(const PublishedSet& set)
{
    return {.id = set.id,
            .publishedAt = timeText(set.publishedAt),
            .slot = set.slot,
            .run = set.run,
            .dataHash = QString::fromLatin1(set.dataHash),
            .generator = set.generator,
            .onShow = set.onShow,
            .languages = set.languages()};
}

CorrectionRow rowOf(const CorrectionRecord& correction)
{
    return {.id = correction.id,
            .factoid = correction.factoid.id,
            .text = correction.factoid.text,
            .language = correction.factoid.language,
            .set = correction.set,
            .publishedAt = timeText(correction.publishedAt),
            .withdrawnAt = timeText(correction.withdrawnAt),
            .reason = correction.reason,
            .failedClaim = correction.failedClaim < 0 ? std::nullopt : std::optional(correction.failedClaim),
            .newValue = correction.newValue};
}

// Names for slugs and codes.
class Names
{
  public:
    explicit Names(const Register& known)
        : m_known(known)
    {
    }
    static Result<Names> of(Database& db)
    {
        auto known = TRY(RegisterStore(db).load());
        return Names(known);
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
    [[nodiscard]] std::vector<ToldCouncil> councils(const QStringList& codes) const
    {
        std::vector<ToldCouncil> list;
        for (const QString& code : codes)
            list.push_back({code, council(code)});
        return list;
    }

  private:
    Register m_known;
};

using ChoicesByKey = QHash<QString, Choice>;

Result<std::pair<ChoicesByKey, ChoicesByKey>> choicesOf(Database& db)
{
    const auto list = TRY(CurationStore(db).list());
    std::pair<ChoicesByKey, ChoicesByKey> byFactAndCouncil;
    for (const Choice& choice : list)
        (choice.factKey.isEmpty() ? byFactAndCouncil.second : byFactAndCouncil.first)
            .insert(choice.factKey + choice.council, choice);
    return byFactAndCouncil;
}

std::optional<Choice> choiceOf(const ChoicesByKey& choices, const QString& key)
{
    const auto found = choices.constFind(key);
    return found == choices.cend() ? std::nullopt : std::optional(*found);
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
    const QString of = parts.isEmpty() ? u"all councils"_s : u"councils: %1"_s.arg(parts.join(u", "_s));
    return operand.top > 0 ? u"the %1 highest of %2"_s.arg(operand.top).arg(of) : of;
}

// Where a council's operand was read, down to the line of the file.
Result<void> addSource(Database& db, ShownOperand& row, const Operand& operand)
{
    const auto history = TRY(FigureStore(db).history(operand.council, operand.field, operand.year));
    if (history.empty())
        return {};
    const FigureVersion& now = history.front();
    row.file = now.file;
    row.line = now.line;
    row.import = now.importId;
    row.importedAt = timeIfAny(now.knownFrom);
    row.versions = std::ssize(history);
    row.run = TRY(ImportStore(db).runOf(now.importId));
    return {};
}

Result<std::vector<ClaimSource>> claimSources(Database& db, const Factoid& factoid, const Names& names)
{
    std::vector<ClaimSource> list;
    for (const Claim& claim : factoid.claims) {
        ClaimSource source{claim, {}};
        for (const Operand& operand : claim.operands) {
            ShownOperand row;
            row.field = operand.field;
            row.fieldName = names.field(operand.field);
            row.year = operand.year.label();
            row.measure = measureName(operand.measure);
            row.value = operand.value.toString();
            row.who = whoIs(operand, claim, names);
            row.council = operand.council;
            if (!operand.council.isEmpty())
                TRY(addSource(db, row, operand));
            source.operands.push_back(std::move(row));
        }
        list.push_back(std::move(source));
    }
    return list;
}

} // namespace

QJsonObject ChoiceRow::toJson() const
{
    QJsonObject json = choice.toJson();
    json.insert(u"asleep"_s, asleep);
    return json;
}

QJsonObject LiveFactoid::toJson() const
{
    return joined(factoid::toJson(factoid), factoid::toJson(standing));
}

QJsonObject CandidateRow::toJson() const
{
    return joined(fact.toJson(), factoid::toJson(standing));
}

QJsonObject ClaimSource::toJson() const
{
    QJsonObject json = factoid::toJson(claim);
    json.insert(u"operands"_s, jsonOf(operands));
    return json;
}

QJsonObject NamedFactoid::toJson() const
{
    QJsonObject json = factoid::toJson(factoid);
    json.insert(u"council_names"_s, jsonOf(councilNames));
    json.insert(u"field_name"_s, fieldName);
    return json;
}

QJsonObject FactVariant::toJson() const
{
    QJsonObject json = factoid::toJson(factoid);
    json.insert(u"claim_sources"_s, jsonOf(claimSources));
    return json;
}

Result<ChoicesAnswer> choicesQuery(QueryContext& context)
{
    const auto list = TRY(CurationStore(context.db).list());
    ChoicesAnswer answer;
    for (const Choice& choice : list)
        answer.choices.push_back({choice, choice.asleepOn(context.clock.now().date())});
    return answer;
}

Result<LiveAnswer> liveQuery(QueryContext& context)
{
    Database& db = context.db;
    SetStore sets(db);
    const auto set = TRY(sets.current());
    const auto names = TRY(Names::of(db));
    const auto choices = TRY(choicesOf(db));
    LiveAnswer answer;
    if (set.id != 0)
        answer.set = rowOf(set);
    QHash<QString, int> places; // by language
    for (const Factoid& factoid : set.allLive()) {
        LiveFactoid row{factoid, {}};
        row.standing.position = ++places[factoid.language];
        row.standing.onShow = row.standing.position <= set.onShow;
        row.standing.ageDays = factoid.generatedAt.daysTo(context.clock.now());
        row.standing.councilNames = names.councils(factoid.councils);
        row.standing.fieldName = names.field(factoid.field);
        row.standing.choice = choiceOf(choices.first, factoid.factKey);
        answer.factoids.push_back(std::move(row));
    }
    const auto corrections = TRY(sets.corrections(kCorrectionsShown));
    for (const CorrectionRecord& correction : corrections)
        answer.corrections.push_back(rowOf(correction));
    answer.siteHash = QString::fromLatin1(TRY(CellStore(db).siteHash()));
    CurationStore curation(db);
    answer.choicesVersion = TRY(curation.version());
    answer.choicesPending = answer.choicesVersion != TRY(curation.publishedVersion());
    return answer;
}

namespace {

// The first that is published, where none is asked for.
QString languageFor(const QueryContext& context, const QString& wanted)
{
    return wanted.isEmpty() ? languagesOf(context.settings.language).value(0, u"en"_s) : wanted;
}

WriteRequest requestFor(const QueryContext& context, const MinedFacts& mined, const QString& language)
{
    WriteRequest request;
    request.language = language;
    request.dataHash = mined.snapshot.siteHash;
    request.generatedAt = context.clock.now();
    return request;
}

// One candidate with why it may or may not be shown.
class CandidateRows
{
  public:
    CandidateRows(const MinedFacts& mined, const Names& names, const std::pair<ChoicesByKey, ChoicesByKey>& choices)
        : m_mined(mined)
        , m_names(names)
        , m_choices(choices)
    {
    }

    QHash<QString, Factoid> written;
    QHash<QString, QString> refused; // key -> reason
    QHash<QString, int> live, next;  // key -> place, from 1
    int onShow = 0;

    [[nodiscard]] CandidateRow row(const Fact& fact) const
    {
        const QString key = fact.key();
        CandidateRow row{fact, {}};
        CandidateStanding& standing = row.standing;
        standing.fieldName = m_names.field(fact.field);
        standing.councils = m_names.councils(fact.councils);
        if (const auto sentence = written.constFind(key); sentence != written.cend()) {
            standing.text = sentence->text;
            row.fact.claims = sentence->claims; // those that the sentence prints, with what it shows
        }
        standing.refused = refused.value(key);
        standing.live = live.value(key);
        standing.next = next.value(key);
        standing.choice = choiceOf(m_choices.first, key);
        const auto shown = m_mined.snapshot.shown.factAgeDays.constFind(key);
        if (shown != m_mined.snapshot.shown.factAgeDays.cend())
            standing.shownDaysAgo = *shown;
        const QString hindrance = hindranceOf(fact, key);
        standing.eligible = hindrance.isEmpty();
        standing.why = hindrance.isEmpty() ? standingOf(fact, key) : hindrance;
        return row;
    }

  private:
    [[nodiscard]] QString hindranceOf(const Fact& fact, const QString& key) const
    {
        const OperatorChoices& choices = m_mined.snapshot.choices;
        const auto choice = m_choices.first.constFind(key);
        const QString reason =
            choice == m_choices.first.cend() || choice->reason.isEmpty() ? QString() : u": "_s + choice->reason;
        if (choices.bannedFacts.contains(key))
            return u"banned by an operator"_s + reason;
        if (choices.snoozedFacts.contains(key) && choice != m_choices.first.cend())
            return u"snoozed until %1"_s.arg(choice->until.toString(Qt::ISODate)) + reason;
        for (const QString& code : fact.councils) {
            if (choices.bannedCouncils.contains(code))
                return u"names %1, which an operator never wants named"_s.arg(m_names.council(code));
        }
        // Reasons that speak of a pattern's slots are for those who write patterns; they stand in `refused`.
        if (const QString why = refused.value(key); !why.isEmpty())
            return why.contains(QLatin1Char('{')) ? u"no sentence about it could be written that is wholly true"_s
                                                  : u"no sentence could be proven: %1"_s.arg(why);
        return {};
    }

    [[nodiscard]] static QString whyNotChosen(const Fact& fact)
    {
        if (fact.ifConfirmed)
            return u"if confirmed: one of its figures jumped in the latest year and may be an error; pinning it confirms that it is right"_s;
        if (!fact.isTellable())
            return u"its own test is not passed: chance alone would give as much"_s;
        return u"outranked: by field, council or score"_s;
    }

    [[nodiscard]] QString standingOf(const Fact& fact, const QString& key) const
    {
        if (const int place = live.value(key))
            return place <= onShow ? u"on the site now"_s : u"in reserve, number %1"_s.arg(place - onShow);
        QString words;
        if (const int place = next.value(key))
            words = place <= onShow ? u"number %1 of the next set"_s.arg(place) : u"in the reserve of the next set"_s;
        else
            words = whyNotChosen(fact);
        if (m_mined.snapshot.choices.pinnedFacts.contains(key))
            words = u"pinned; %1"_s.arg(words);
        const auto shown = m_mined.snapshot.shown.factAgeDays.constFind(key);
        if (shown != m_mined.snapshot.shown.factAgeDays.cend())
            words += u"; shown %1 days ago, so it ranks lower"_s.arg(*shown);
        return words;
    }

    const MinedFacts& m_mined;
    const Names& m_names;
    const std::pair<ChoicesByKey, ChoicesByKey>& m_choices;
};

} // namespace

Result<CandidatesAnswer> candidatesQuery(QueryContext& context, int limit, const QString& wanted)
{
    constexpr int kSpareFacts = 12;
    const QString language = languageFor(context, wanted);
    const auto mined = TRY(mineFacts(context.db, context.clock.now(), true, context.control));
    const auto names = TRY(Names::of(context.db));
    const auto choices = TRY(choicesOf(context.db));
    const auto set = TRY(SetStore(context.db).current());

    CandidateRows rows(mined, names, choices);
    rows.onShow = context.settings.setSize;
    const int places = context.settings.setSize + context.settings.reserve;
    const std::vector<Fact> selected =
        selectSet(mined.facts, places + places / 2 + kSpareFacts, mined.snapshot.choices);
    WriteRequest request = requestFor(context, mined, language);
    request.facts = selected;
    QSet<QString> asked;
    for (const Fact& fact : selected)
        asked.insert(fact.key());
    for (int i = 0; i < limit && i < static_cast<int>(mined.facts.size()); ++i) {
        if (!asked.contains(mined.facts[static_cast<size_t>(i)].key()))
            request.facts.push_back(mined.facts[static_cast<size_t>(i)]);
    }
    context.control.tell(u"writing and proving"_s, 0, static_cast<qint64>(request.facts.size()));
    auto writer = TRY(makeStatisticsWriter(mined.traits));
    auto result = TRY(writer->write(mined.snapshot.panel, request));
    for (const Factoid& factoid : result.factoids)
        rows.written.insert(factoid.factKey, factoid);
    for (const Refusal& refusal : result.refused)
        rows.refused.insert(refusal.factKey, refusal.reason);
    for (const Fact& fact : selected) {
        if (rows.written.contains(fact.key()) && rows.next.size() < places)
            rows.next.insert(fact.key(), static_cast<int>(rows.next.size()) + 1);
    }
    for (const Factoid& factoid : set.liveIn(language, static_cast<int>(set.factoids.size()) + 1))
        rows.live.insert(factoid.factKey, static_cast<int>(rows.live.size()) + 1);

    CandidatesAnswer answer;
    answer.found = std::ssize(mined.facts);
    answer.language = language;
    answer.dataHash = QString::fromLatin1(mined.snapshot.siteHash);
    for (const Fact& fact : mined.facts) {
        if (std::ssize(answer.candidates) == limit)
            break;
        answer.candidates.push_back(rows.row(fact));
    }
    return answer;
}

namespace {

Result<Factoid> everPublished(Database& db, const QString& id)
{
    const auto factoid = TRY(SetStore(db).find(id));
    if (!factoid)
        return fail(ErrorKind::Input, u"no factoid was ever published as %1"_s.arg(id));
    return *factoid;
}

} // namespace

Result<FactoidAnswer> factoidQuery(QueryContext& context, const QString& id)
{
    Database& db = context.db;
    SetStore sets(db);
    const auto factoid = TRY(everPublished(db, id));
    const auto names = TRY(Names::of(db));
    const auto set = TRY(sets.current());
    const auto choices = TRY(choicesOf(db));
    const auto proof = TRY(Proof::of(db, {factoid}));
    const Verdict verdict = proof->verify(factoid);
    FactoidAnswer answer;
    answer.factoid = {factoid, names.councils(factoid.councils), names.field(factoid.field)};
    answer.supported = verdict.supported;
    answer.reason = verdict.reason;
    answer.claims = TRY(claimSources(db, factoid, names));
    answer.choice = choiceOf(choices.first, factoid.factKey);
    const auto showings = TRY(sets.showings(factoid.factKey, factoid.language, kHistoryShown));
    for (const SetStore::Showing& showing : showings)
        answer.history.push_back({.set = showing.set,
                                  .run = showing.run,
                                  .slot = showing.slot,
                                  .at = timeText(showing.publishedAt),
                                  .withdrawnAt = timeIfAny(showing.withdrawnAt),
                                  .current = showing.current,
                                  .text = showing.text,
                                  .language = showing.language});
    const auto corrections = TRY(sets.corrections(kCorrectionsShown));
    for (const CorrectionRecord& correction : corrections) {
        if (correction.factoid.factKey == factoid.factKey)
            answer.corrections.push_back(rowOf(correction));
    }
    int place = 0;
    for (const auto& [published, position, withdrawnAt] : set.factoids) {
        const bool isLive = !withdrawnAt.isValid();
        if (published.language != factoid.language) {
            if (isLive && published.factKey == factoid.factKey)
                answer.otherLanguages.push_back({published.id, published.language, published.text});
            continue;
        }
        place += isLive ? 1 : 0;
        if (published.id != id)
            continue;
        answer.withdrawnAt = timeIfAny(withdrawnAt);
        answer.position = isLive ? place : 0;
    }
    if (answer.position > 0 || answer.withdrawnAt)
        answer.set = rowOf(set);
    answer.onShow = answer.position > 0 && answer.position <= set.onShow;
    return answer;
}

Result<FactAnswer> factQuery(QueryContext& context, const QString& key, const QString& wanted)
{
    FactAnswer answer;
    answer.key = key;
    const QString language = languageFor(context, wanted);
    const auto mined = TRY(mineFacts(context.db, context.clock.now(), true, context.control));
    const Fact* fact = mined.find(key);
    if (!fact)
        return answer;
    const auto names = TRY(Names::of(context.db));
    answer.found = true;
    answer.language = language;
    answer.kind = fact->kind;
    answer.score = fact->score;
    answer.confidence = fact->confidence;
    answer.ifConfirmed = fact->ifConfirmed;
    answer.sheet = fact->sheet;
    answer.variants.emplace();
    for (const Factoid& variant :
         provenVariants(mined.snapshot.panel, mined.traits, *fact, requestFor(context, mined, language))) {
        auto sources = TRY(claimSources(context.db, variant, names));
        answer.variants->push_back({variant, std::move(sources)});
    }
    return answer;
}

Result<std::vector<Factoid>> liveSentencesQuery(QueryContext& context)
{
    const auto set = TRY(SetStore(context.db).current());
    return set.allLive();
}

Result<std::optional<Factoid>> sentenceQuery(QueryContext& context, const QString& idOrKey, const QString& wanted)
{
    if (!idOrKey.contains(QLatin1Char('|')))
        return std::optional(TRY(everPublished(context.db, idOrKey)));
    const auto mined = TRY(mineFacts(context.db, context.clock.now(), true, context.control));
    const Fact* fact = mined.find(idOrKey);
    if (!fact)
        return std::optional<Factoid>();
    const auto variants = provenVariants(mined.snapshot.panel, mined.traits, *fact,
                                         requestFor(context, mined, languageFor(context, wanted)));
    return variants.empty() ? std::optional<Factoid>() : std::optional(variants.front());
}

} // namespace factoid
