#include "core/base/sha256.h"
#include "core/factoids/languages/languages.h"
#include "core/factoids/verify/verifier.h"
#include "core/factoids/write/slot_table.h"
#include "core/factoids/write/writer.h"

namespace factoid {

namespace {

// Which pattern comes first: the same fact on the same data always gets the same words.
size_t startAt(const Fact& fact, const QByteArray& dataHash, qsizetype patterns)
{
    const QByteArray digest = Sha256::hash(fact.key().toUtf8() + '\0' + dataHash);
    quint32 number = 0;
    for (int i = 0; i < 4; ++i)
        number = number << 8 | static_cast<quint8>(digest.at(i));
    return number % static_cast<quint32>(patterns);
}

Factoid factoidFrom(const Fact& fact, Sentence sentence, const WriteRequest& request)
{
    Factoid made;
    made.text = std::move(sentence.text);
    made.language = request.language;
    made.insightType = fact.kind;
    made.confidence = fact.confidence;
    made.claims = std::move(sentence.claims);
    made.dataHash = request.dataHash;
    made.generatedAt = request.generatedAt;
    made.generator = u"statistics"_s;
    made.factKey = fact.key();
    made.field = fact.field;
    made.councils = fact.councils;
    made.score = fact.score;
    made.id = factoidId(made.language, made.text, made.claims);
    return made;
}

struct Attempt {
    std::optional<Factoid> factoid;
    QString text;
    QString reason;
};

// One pattern, with as few digits as keep it true.
Attempt tryPattern(const NameFormatter& formatter, const Verifier& verifier, const Fact& fact, const QString& pattern,
                   const WriteRequest& request)
{
    Attempt attempt;
    for (int extra = 0; extra <= kMostExtraDigits; ++extra) {
        auto sentence = fillPattern(formatter, fact, pattern, extra);
        if (!sentence) {
            attempt.reason = sentence.error().message;
            continue;
        }
        Factoid candidate = factoidFrom(fact, *std::move(sentence), request);
        if (attempt.text.isEmpty())
            attempt.text = candidate.text;
        const Verdict verdict = verifier.verify(candidate);
        if (verdict.supported) {
            attempt.factoid = std::move(candidate);
            return attempt;
        }
        attempt.reason = verdict.reason;
    }
    return attempt;
}

class StatisticsWriter final : public Writer
{
  public:
    explicit StatisticsWriter(Traits traits)
        : m_traits(std::move(traits))
    {
    }
    QString name() const override { return u"statistics"_s; }

    Result<WriteResult> write(const Panel& panel, const WriteRequest& request) override
    {
        const auto lexicon = TRY(Lexicon::load(request.language, panel.profile()));
        const NameFormatter formatter(panel, m_traits, lexicon);
        const Verifier verifier(panel, m_traits);
        WriteResult result;
        for (const Fact& fact : request.facts)
            writeOne(formatter, verifier, fact, request, &result);
        return result;
    }

  private:
    static void writeOne(const NameFormatter& formatter, const Verifier& verifier, const Fact& fact,
                         const WriteRequest& request, WriteResult* result)
    {
        const QStringList patterns = formatter.lexicon().patterns(patternKind(fact));
        if (patterns.isEmpty()) {
            result->refused.push_back({fact.key(), {}, u"there is no sentence pattern for “%1”"_s.arg(fact.kind)});
            return;
        }
        const size_t start = startAt(fact, request.dataHash, patterns.size());
        Refusal refusal{fact.key(), {}, {}};
        for (qsizetype i = 0; i < patterns.size(); ++i) {
            const QString& pattern = patterns.at((static_cast<qsizetype>(start) + i) % patterns.size());
            Attempt attempt = tryPattern(formatter, verifier, fact, pattern, request);
            if (attempt.factoid) {
                result->factoids.push_back(*std::move(attempt.factoid));
                return;
            }
            if (refusal.text.isEmpty()) {
                refusal.text = attempt.text;
                refusal.reason = u"no sentence of this kind can say it truly: %1"_s.arg(attempt.reason);
            }
        }
        result->refused.push_back(refusal);
    }

    Traits m_traits;
};

} // namespace

Result<std::unique_ptr<Writer>> makeStatisticsWriter(const Traits& traits)
{
    // A build without its words is found here, not at the first slot of the day.
    TRY(Lexicon::load(u"en"_s));
    return std::make_unique<StatisticsWriter>(traits);
}

std::vector<Factoid> provenVariants(const Panel& panel, const Traits& traits, const Fact& fact,
                                    const WriteRequest& request)
{
    std::vector<Factoid> proven;
    const auto lexicon = Lexicon::load(request.language, panel.profile());
    if (!lexicon)
        return proven;
    const NameFormatter formatter(panel, traits, *lexicon);
    const Verifier verifier(panel, traits);
    const QStringList patterns = lexicon->patterns(patternKind(fact));
    const size_t start = patterns.isEmpty() ? 0 : startAt(fact, request.dataHash, patterns.size());
    for (qsizetype i = 0; i < patterns.size(); ++i) {
        const QString& pattern = patterns.at((static_cast<qsizetype>(start) + i) % patterns.size());
        Attempt attempt = tryPattern(formatter, verifier, fact, pattern, request);
        if (attempt.factoid)
            proven.push_back(*std::move(attempt.factoid));
    }
    return proven;
}

struct PatternTrial::Private {
    Lexicon lexicon;
    NameFormatter formatter;
    Verifier verifier;

    Private(const Panel& panel, const Traits& traits, Lexicon words)
        : lexicon(std::move(words))
        , formatter(panel, traits, lexicon)
        , verifier(panel, traits)
    {
    }
};

PatternTrial::PatternTrial(const Panel& panel, const Traits& traits, const QString& language)
    : m_language(language)
{
    if (auto lexicon = Lexicon::load(language, panel.profile()))
        d = std::make_unique<Private>(panel, traits, *std::move(lexicon));
}

PatternTrial::~PatternTrial() = default;

std::vector<std::pair<QString, QString>> PatternTrial::variants(const Fact& fact) const
{
    std::vector<std::pair<QString, QString>> variants;
    if (!d)
        return variants;
    WriteRequest request;
    request.language = m_language;
    for (const QString& pattern : d->lexicon.patterns(patternKind(fact))) {
        Attempt attempt = tryPattern(d->formatter, d->verifier, fact, pattern, request);
        if (attempt.factoid)
            variants.emplace_back(attempt.factoid->text, QString());
        else
            variants.emplace_back(attempt.text.isEmpty() ? pattern : attempt.text, attempt.reason);
    }
    return variants;
}

std::vector<std::pair<QString, QString>> allVariants(const Panel& panel, const Traits& traits, const Fact& fact,
                                                     const QString& language)
{
    return PatternTrial(panel, traits, language).variants(fact);
}

} // namespace factoid
