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
        {u"id"_s, set.id},
        {u"published_at"_s, timeText(set.publishedAt)},
        {u"slot"_s, set.slot},
        {u"run"_s, set.run},
        {u"data_hash"_s, QString::fromLatin1(set.dataHash)},
        {u"generator"_s, set.generator},
        {u"on_show"_s, set.onShow},
        {u"languages"_s, QJsonArray::fromStringList(set.languages())},
    };
}

QJsonObject correctionJson(const CorrectionRecord& correction)
{
    return {
        {u"id"_s, correction.id},
        {u"factoid"_s, correction.factoid.id},
        {u"text"_s, correction.factoid.text},
        {u"language"_s, correction.factoid.language},
        {u"set"_s, correction.set},
        {u"published_at"_s, timeText(correction.publishedAt)},
        {u"withdrawn_at"_s, timeText(correction.withdrawnAt)},
        {u"reason"_s, correction.reason},
        {u"failed_claim"_s, correction.failedClaim < 0 ? QJsonValue() : QJsonValue(correction.failedClaim)},
        {u"new_value"_s, correction.newValue},
    };
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
    [[nodiscard]] QJsonArray councils(const QStringList& codes) const
    {
        QJsonArray list;
        for (const QString& code : codes)
            list.append(QJsonObject{{u"code"_s, code}, {u"name"_s, council(code)}});
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
    const QString of = parts.isEmpty() ? u"all councils"_s : u"councils: %1"_s.arg(parts.join(u", "_s));
    return operand.top > 0 ? u"the %1 highest of %2"_s.arg(operand.top).arg(of) : of;
}

// Where a council's operand was read, down to the line of the file.
Result<void> addSource(Database& db, QJsonObject& json, const Operand& operand)
{
    const auto history = TRY(FigureStore(db).history(operand.council, operand.field, operand.year));
    if (history.empty())
        return {};
    const FigureVersion& now = history.front();
    json.insert(u"file"_s, now.file);
    json.insert(u"line"_s, now.line);
    json.insert(u"import"_s, now.importId);
    json.insert(u"imported_at"_s, timeOrNull(now.knownFrom));
    json.insert(u"versions"_s, static_cast<qint64>(history.size()));
    const auto run = TRY(db.scalar(u"SELECT run_id FROM imports WHERE id = ?"_s, {now.importId}));
    json.insert(u"run"_s, run ? run->toLongLong() : 0);
    return {};
}

Result<QJsonArray> claimsJson(Database& db, const Factoid& factoid, const Names& names)
{
    QJsonArray list;
    for (const Claim& claim : factoid.claims) {
        QJsonArray operands;
        for (const Operand& operand : claim.operands) {
            QJsonObject row{
                {u"field"_s, operand.field},
                {u"field_name"_s, names.field(operand.field)},
                {u"year"_s, operand.year.label()},
                {u"measure"_s, measureName(operand.measure)},
                {u"value"_s, operand.value.toString()},
                {u"who"_s, whoIs(operand, claim, names)},
                {u"council"_s, operand.council},
            };
            if (!operand.council.isEmpty()) {
                TRY(addSource(db, row, operand));
            }
            operands.append(row);
        }
        QJsonObject json = toJson(claim);
        json.insert(u"operands"_s, operands);
        list.append(json);
    }
    return list;
}

} // namespace

Result<QJsonObject> liveQuery(QueryContext& context)
{
    Database& db = context.db;
    SetStore sets(db);
    const auto set = TRY(sets.current());
    const auto names = TRY(Names::of(db));
    const auto choices = TRY(choicesOf(db));
    QJsonArray factoids;
    QHash<QString, int> places; // by language
    for (const Factoid& factoid : set.allLive()) {
        QJsonObject row = toJson(factoid);
        const int position = ++places[factoid.language];
        row.insert(u"position"_s, position);
        row.insert(u"on_show"_s, position <= set.onShow);
        row.insert(u"age_days"_s, factoid.generatedAt.daysTo(context.clock.now()));
        row.insert(u"council_names"_s, names.councils(factoid.councils));
        row.insert(u"field_name"_s, names.field(factoid.field));
        row.insert(u"choice"_s, choiceJson(choices.first, factoid.factKey));
        factoids.append(row);
    }
    const auto corrections = TRY(sets.corrections(kCorrectionsShown));
    QJsonArray corrected;
    for (const CorrectionRecord& correction : corrections)
        corrected.append(correctionJson(correction));
    const auto hash = TRY(CellStore(db).siteHash());
    CurationStore curation(db);
    const auto version = curation.version();
    const auto published = curation.publishedVersion();
    if (!version || !published)
        return std::unexpected(version ? published.error() : version.error());
    return QJsonObject{{u"set"_s, set.id == 0 ? QJsonValue() : QJsonValue(setJson(set))},
                       {u"factoids"_s, factoids},
                       {u"corrections"_s, corrected},
                       {u"choices_pending"_s, *version != *published},
                       {u"choices_version"_s, *version},
                       {u"site_hash"_s, QString::fromLatin1(hash)}};
}

namespace {

// The first that is published, where none is asked for.
QString languageFor(const QueryContext& context, const QString& wanted)
{
    return wanted.isEmpty() ? languagesOf(context.settings.language).value(0, u"en"_s) : wanted;
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

    [[nodiscard]] QJsonObject row(const Fact& fact) const
    {
        const QString key = fact.key();
        QJsonObject json = fact.toJson();
        json.insert(u"field_name"_s, m_names.field(fact.field));
        json.insert(u"councils"_s, m_names.councils(fact.councils));
        const auto sentence = written.constFind(key);
        json.insert(u"text"_s, sentence == written.cend() ? QString() : sentence->text);
        if (sentence != written.cend())
            json.insert(u"claims"_s, toJson(sentence->claims)); // those that the sentence prints, with what it shows
        json.insert(u"refused"_s, refused.value(key));
        json.insert(u"live"_s, live.value(key));
        json.insert(u"next"_s, next.value(key));
        json.insert(u"choice"_s, choiceJson(m_choices.first, key));
        const auto shown = m_mined.snapshot.shown.factAgeDays.constFind(key);
        json.insert(u"shown_days_ago"_s,
                    shown == m_mined.snapshot.shown.factAgeDays.cend() ? QJsonValue() : QJsonValue(*shown));
        const QString hindrance = hindranceOf(fact, key);
        json.insert(u"eligible"_s, hindrance.isEmpty());
        json.insert(u"why"_s, hindrance.isEmpty() ? standing(fact, key) : hindrance);
        return json;
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
            return u"asleep until %1"_s.arg(choice->until.toString(Qt::ISODate)) + reason;
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
            return u"if confirmed: a figure of it jumped in its newest year and may be a slip; pinning it is your word that it is right"_s;
        if (!fact.isTellable())
            return u"its own test is not passed: chance gives as much"_s;
        return u"others come first: their fields, councils or scores"_s;
    }

    [[nodiscard]] QString standing(const Fact& fact, const QString& key) const
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

Result<QJsonObject> candidatesQuery(QueryContext& context, int limit, const QString& wanted)
{
    constexpr int kSpareFacts = 12;
    const QString language = languageFor(context, wanted);
    const auto mined = TRY(mineFacts(context.db, context.clock.now(), true, context.attendance));
    const auto names = TRY(Names::of(context.db));
    const auto choices = TRY(choicesOf(context.db));
    const auto set = TRY(SetStore(context.db).current());

    CandidateRows rows(mined, names, choices);
    rows.onShow = context.settings.setSize;
    const int places = context.settings.setSize + context.settings.reserve;
    const std::vector<Fact> selected =
        selectSet(mined.facts, places + places / 2 + kSpareFacts, mined.snapshot.choices);
    WriteRequest request;
    request.language = language;
    request.dataHash = mined.snapshot.siteHash;
    request.generatedAt = context.clock.now();
    request.facts = selected;
    QSet<QString> asked;
    for (const Fact& fact : selected)
        asked.insert(fact.key());
    for (int i = 0; i < limit && i < static_cast<int>(mined.facts.size()); ++i) {
        if (!asked.contains(mined.facts[static_cast<size_t>(i)].key()))
            request.facts.push_back(mined.facts[static_cast<size_t>(i)]);
    }
    context.attendance.tell(u"writing and proving"_s, 0, static_cast<qint64>(request.facts.size()));
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

    QJsonArray list;
    for (const Fact& fact : mined.facts) {
        if (list.size() == limit)
            break;
        list.append(rows.row(fact));
    }
    return QJsonObject{{u"candidates"_s, list},
                       {u"found"_s, static_cast<qint64>(mined.facts.size())},
                       {u"language"_s, language},
                       {u"data_hash"_s, QString::fromLatin1(mined.snapshot.siteHash)}};
}

Result<QJsonObject> factoidQuery(QueryContext& context, const QString& id)
{
    Database& db = context.db;
    SetStore sets(db);
    const auto factoid = TRY(sets.find(id));
    if (!factoid)
        return fail(ErrorKind::Input, u"no factoid was ever published as %1"_s.arg(id));
    const auto names = TRY(Names::of(db));
    const auto set = TRY(sets.current());
    const auto choices = TRY(choicesOf(db));
    const auto proof = TRY(Proof::of(db, {*factoid}));
    const Verdict verdict = proof->verify(*factoid);
    const auto claims = TRY(claimsJson(db, *factoid, names));
    const auto showings = TRY(sets.showings(factoid->factKey, factoid->language, kHistoryShown));
    const auto corrections = TRY(sets.corrections(kCorrectionsShown));

    QJsonArray history, corrected;
    for (const SetStore::Showing& showing : showings) {
        history.append(QJsonObject{{u"set"_s, showing.set},
                                   {u"run"_s, showing.run},
                                   {u"slot"_s, showing.slot},
                                   {u"at"_s, timeText(showing.publishedAt)},
                                   {u"withdrawn_at"_s, timeOrNull(showing.withdrawnAt)},
                                   {u"current"_s, showing.current},
                                   {u"text"_s, showing.text},
                                   {u"language"_s, showing.language}});
    }
    for (const CorrectionRecord& correction : corrections) {
        if (correction.factoid.factKey == factoid->factKey)
            corrected.append(correctionJson(correction));
    }
    int position = 0, place = 0;
    QDateTime withdrawnAt;
    QJsonArray others; // the same fact in other languages
    for (const PublishedFactoid& published : set.factoids) {
        if (published.factoid.language != factoid->language) {
            if (!published.withdrawnAt.isValid() && published.factoid.factKey == factoid->factKey)
                others.append(QJsonObject{{u"id"_s, published.factoid.id},
                                          {u"language"_s, published.factoid.language},
                                          {u"text"_s, published.factoid.text}});
            continue;
        }
        place += published.withdrawnAt.isValid() ? 0 : 1;
        if (published.factoid.id != id)
            continue;
        withdrawnAt = published.withdrawnAt;
        position = withdrawnAt.isValid() ? 0 : place;
    }
    QJsonObject json = toJson(*factoid);
    json.insert(u"council_names"_s, names.councils(factoid->councils));
    json.insert(u"field_name"_s, names.field(factoid->field));
    return QJsonObject{
        {u"factoid"_s, json},
        {u"set"_s, position > 0 || withdrawnAt.isValid() ? QJsonValue(setJson(set)) : QJsonValue()},
        {u"position"_s, position},
        {u"on_show"_s, position > 0 && position <= set.onShow},
        {u"withdrawn_at"_s, timeOrNull(withdrawnAt)},
        {u"supported"_s, verdict.supported},
        {u"reason"_s, verdict.reason},
        {u"claims"_s, claims},
        {u"other_languages"_s, others},
        {u"history"_s, history},
        {u"corrections"_s, corrected},
        {u"choice"_s, choiceJson(choices.first, factoid->factKey)},
    };
}

Result<QJsonObject> factQuery(QueryContext& context, const QString& key, const QString& wanted)
{
    const QString language = languageFor(context, wanted);
    const auto mined = TRY(mineFacts(context.db, context.clock.now(), true, context.attendance));
    const Fact* fact = mined.find(key);
    if (!fact)
        return QJsonObject{{u"key"_s, key}, {u"found"_s, false}};
    const auto names = TRY(Names::of(context.db));
    WriteRequest request;
    request.language = language;
    request.dataHash = mined.snapshot.siteHash;
    request.generatedAt = context.clock.now();
    QJsonArray variants;
    for (const Factoid& variant : provenVariants(mined.snapshot.panel, mined.traits, *fact, request)) {
        QJsonObject json = toJson(variant);
        const auto claims = TRY(claimsJson(context.db, variant, names));
        json.insert(u"claim_sources"_s, claims);
        variants.append(json);
    }
    return QJsonObject{{u"key"_s, key},
                       {u"found"_s, true},
                       {u"language"_s, language},
                       {u"kind"_s, fact->kind},
                       {u"score"_s, fact->score},
                       {u"confidence"_s, fact->confidence ? QJsonValue(*fact->confidence) : QJsonValue()},
                       {u"if_confirmed"_s, fact->ifConfirmed},
                       {u"sheet"_s, fact->sheet},
                       {u"variants"_s, variants}};
}

} // namespace factoid
