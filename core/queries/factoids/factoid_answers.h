// What is answered about factoids, candidates and what is behind one. Plain values; any thread.
#pragma once

#include "core/base/record.h"
#include "core/factoids/words/factoid.h"
#include "core/insights/claims/fact.h"
#include "core/queries/claim_record.h"
#include "core/store/site/curation_store.h"

namespace factoid {

// A choice of an operator. In JSON its own keys with `asleep`.
struct ChoiceRow {
    Choice choice;
    bool asleep = false; // today

    [[nodiscard]] QJsonObject toJson() const;
};

struct ChoicesAnswer {
    std::vector<ChoiceRow> choices; // newest first

    static auto fields() { return std::tuple{field("choices", &ChoicesAnswer::choices)}; }
};

struct ToldCouncil {
    QString code, name;

    static auto fields() { return std::tuple{field("code", &ToldCouncil::code), field("name", &ToldCouncil::name)}; }
    friend bool operator==(const ToldCouncil&, const ToldCouncil&) = default;
};

// The set that is published.
struct SetRow {
    qint64 id = 0;
    QString publishedAt, slot;
    qint64 run = 0;
    QString dataHash, generator;
    int onShow = 0; // how many of each language
    QStringList languages;

    static auto fields()
    {
        return std::tuple{field("id", &SetRow::id),
                          field("published_at", &SetRow::publishedAt),
                          field("slot", &SetRow::slot),
                          field("run", &SetRow::run),
                          field("data_hash", &SetRow::dataHash),
                          field("generator", &SetRow::generator),
                          field("on_show", &SetRow::onShow),
                          field("languages", &SetRow::languages)};
    }
    friend bool operator==(const SetRow&, const SetRow&) = default;
};

// A text that was withdrawn, and why.
struct CorrectionRow {
    qint64 id = 0;
    QString factoid; // id
    QString text, language;
    qint64 set = 0;
    QString publishedAt, withdrawnAt;
    QString reason;
    std::optional<int> failedClaim; // none: the sentence as a whole
    QString newValue;               // what the claim's result would be today

    static auto fields()
    {
        using Row = CorrectionRow;
        return std::tuple{field("id", &Row::id),
                          field("factoid", &Row::factoid),
                          field("text", &Row::text),
                          field("language", &Row::language),
                          field("set", &Row::set),
                          field("published_at", &Row::publishedAt),
                          field("withdrawn_at", &Row::withdrawnAt),
                          field("reason", &Row::reason),
                          field("failed_claim", &Row::failedClaim),
                          field("new_value", &Row::newValue)};
    }
    friend bool operator==(const CorrectionRow&, const CorrectionRow&) = default;
};

// How a factoid stands in the published set, and the names of what it speaks of.
struct LiveStanding {
    int position = 0; // within its language, from 1
    bool onShow = false;
    qint64 ageDays = 0;
    std::vector<ToldCouncil> councilNames;
    QString fieldName;
    std::optional<Choice> choice; // of an operator, about the fact

    static auto fields()
    {
        using Row = LiveStanding;
        return std::tuple{field("position", &Row::position),    field("on_show", &Row::onShow),
                          field("age_days", &Row::ageDays),     field("council_names", &Row::councilNames),
                          field("field_name", &Row::fieldName), field("choice", &Row::choice)};
    }
};

// A factoid of the published set. In JSON the keys of both.
struct LiveFactoid {
    Factoid factoid;
    LiveStanding standing;

    [[nodiscard]] QJsonObject toJson() const;
};

struct LiveAnswer {
    std::optional<SetRow> set;              // none: nothing was ever published
    std::vector<LiveFactoid> factoids;      // in order, those in reserve included
    std::vector<CorrectionRow> corrections; // newest first
    bool choicesPending = false;            // choices were made since the set was
    qint64 choicesVersion = 0;
    QString siteHash; // what candidates depend on

    static auto fields()
    {
        using Answer = LiveAnswer;
        return std::tuple{field("set", &Answer::set),
                          field("factoids", &Answer::factoids),
                          field("corrections", &Answer::corrections),
                          field("choices_pending", &Answer::choicesPending),
                          field("choices_version", &Answer::choicesVersion),
                          field("site_hash", &Answer::siteHash)};
    }
};

// Why a fact may or may not be shown.
struct CandidateStanding {
    QString fieldName;
    std::vector<ToldCouncil> councils;
    QString text;                    // the sentence that could be proven; empty: none was
    QString refused;                 // why none was, as the writer has it
    int live = 0;                    // place in the set that is published; 0: not in it
    int next = 0;                    // place in the set that would be made now; 0: not in it
    std::optional<Choice> choice;    // of an operator
    std::optional<int> shownDaysAgo; // none: not of late
    bool eligible = false;
    QString why; // in words

    static auto fields()
    {
        using Row = CandidateStanding;
        return std::tuple{field("field_name", &Row::fieldName),
                          field("councils", &Row::councils),
                          field("text", &Row::text),
                          field("refused", &Row::refused),
                          field("live", &Row::live),
                          field("next", &Row::next),
                          field("choice", &Row::choice),
                          field("shown_days_ago", &Row::shownDaysAgo),
                          field("eligible", &Row::eligible),
                          field("why", &Row::why)};
    }
};

// A fact that could be shown. Its claims are those that its sentence prints, where there is one. In JSON the keys of
// both.
struct CandidateRow {
    Fact fact;
    CandidateStanding standing;

    [[nodiscard]] QString key() const { return fact.key(); }
    [[nodiscard]] QJsonObject toJson() const;
};

struct CandidatesAnswer {
    std::vector<CandidateRow> candidates; // best first
    qint64 found = 0;                     // in all
    QString language;
    QString dataHash;

    static auto fields()
    {
        using Answer = CandidatesAnswer;
        return std::tuple{field("candidates", &Answer::candidates), field("found", &Answer::found),
                          field("language", &Answer::language), field("data_hash", &Answer::dataHash)};
    }
};

// A figure, or a group's, that a claim works with, and where a council's was read.
struct ShownOperand {
    QString field, fieldName; // slug and name
    QString year, measure, value;
    QString who;                 // the council's name, or what the group is
    QString council;             // code; empty: a group
    std::optional<QString> file; // none: a group's, or not known
    std::optional<qint64> line, import;
    std::optional<std::optional<QString>> importedAt;
    std::optional<qint64> versions, run;

    static auto fields()
    {
        using Row = ShownOperand;
        return std::tuple{factoid::field("field", &Row::field),
                          factoid::field("field_name", &Row::fieldName),
                          factoid::field("year", &Row::year),
                          factoid::field("measure", &Row::measure),
                          factoid::field("value", &Row::value),
                          factoid::field("who", &Row::who),
                          factoid::field("council", &Row::council),
                          fieldIfAny("file", &Row::file),
                          fieldIfAny("line", &Row::line),
                          fieldIfAny("import", &Row::import),
                          fieldIfAny("imported_at", &Row::importedAt),
                          fieldIfAny("versions", &Row::versions),
                          fieldIfAny("run", &Row::run)};
    }
};

// A claim with where its operands come from. In JSON the claim with these operands.
struct ClaimSource {
    Claim claim;
    std::vector<ShownOperand> operands;

    [[nodiscard]] QJsonObject toJson() const;
};

// A set that showed the fact.
struct ShowingRow {
    qint64 set = 0;
    qint64 run = 0;
    QString slot;
    QString at;
    std::optional<QString> withdrawnAt; // none: it stayed
    bool current = false;
    QString text, language;

    static auto fields()
    {
        using Row = ShowingRow;
        return std::tuple{field("set", &Row::set),
                          field("run", &Row::run),
                          field("slot", &Row::slot),
                          field("at", &Row::at),
                          field("withdrawn_at", &Row::withdrawnAt),
                          field("current", &Row::current),
                          field("text", &Row::text),
                          field("language", &Row::language)};
    }
};

// What the set says of the same fact in another language.
struct OtherText {
    QString id, language, text;

    static auto fields()
    {
        return std::tuple{field("id", &OtherText::id), field("language", &OtherText::language),
                          field("text", &OtherText::text)};
    }
};

// A factoid with the names of what it speaks of. In JSON the keys of both.
struct NamedFactoid {
    Factoid factoid;
    std::vector<ToldCouncil> councilNames;
    QString fieldName;

    [[nodiscard]] QJsonObject toJson() const;
};

// Everything behind one factoid.
struct FactoidAnswer {
    NamedFactoid factoid;
    std::optional<SetRow> set; // the published one, where it is in it
    int position = 0;          // within its language; 0: not in the set, or withdrawn
    bool onShow = false;
    std::optional<QString> withdrawnAt;
    bool supported = false; // by today's figures
    QString reason;         // why not
    std::vector<ClaimSource> claims;
    std::vector<OtherText> otherLanguages;
    std::vector<ShowingRow> history;        // newest first
    std::vector<CorrectionRow> corrections; // of the same fact
    std::optional<Choice> choice;

    static auto fields()
    {
        using Answer = FactoidAnswer;
        return std::tuple{field("factoid", &Answer::factoid),
                          field("set", &Answer::set),
                          field("position", &Answer::position),
                          field("on_show", &Answer::onShow),
                          field("withdrawn_at", &Answer::withdrawnAt),
                          field("supported", &Answer::supported),
                          field("reason", &Answer::reason),
                          field("claims", &Answer::claims),
                          field("other_languages", &Answer::otherLanguages),
                          field("history", &Answer::history),
                          field("corrections", &Answer::corrections),
                          field("choice", &Answer::choice)};
    }
};

// A sentence that could be proven of a fact. In JSON the factoid with `claim_sources`.
struct FactVariant {
    Factoid factoid;
    std::vector<ClaimSource> claimSources;

    [[nodiscard]] QJsonObject toJson() const;
};

// What the miner knows of a fact today; nothing but its key where the figures do not make it any more.
struct FactAnswer {
    QString key;
    bool found = false;
    std::optional<QString> language, kind;
    std::optional<double> score;
    std::optional<std::optional<double>> confidence; // none within: the kind has no test
    std::optional<bool> ifConfirmed;
    std::optional<QJsonObject> sheet; // how the score came about, as Fact::sheet
    std::optional<std::vector<FactVariant>> variants;

    static auto fields()
    {
        using Answer = FactAnswer;
        return std::tuple{field("key", &Answer::key),
                          field("found", &Answer::found),
                          fieldIfAny("language", &Answer::language),
                          fieldIfAny("kind", &Answer::kind),
                          fieldIfAny("score", &Answer::score),
                          fieldIfAny("confidence", &Answer::confidence),
                          fieldIfAny("if_confirmed", &Answer::ifConfirmed),
                          fieldIfAny("sheet", &Answer::sheet),
                          fieldIfAny("variants", &Answer::variants)};
    }
};

} // namespace factoid
