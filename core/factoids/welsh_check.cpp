#include "core/factoids/welsh_check.h"

#include "core/factoids/verifier_tokens.h"
#include "core/insights/claim_math.h"

#include <algorithm>
#include <array>

namespace factoid {

namespace {

struct Mutation {
    const char* mutated;
    const char* radical;
};
// Soft, nasal and aspirate mutation (Thorne, A Comprehensive Welsh Grammar), longest first.
constexpr std::array kMutations{
    Mutation{"ngh", "c"}, Mutation{"mh", "p"}, Mutation{"nh", "t"}, Mutation{"ng", "g"}, Mutation{"ph", "p"}, Mutation{"th", "t"}, Mutation{"ch", "c"},
    Mutation{"dd", "d"},  Mutation{"b", "p"},  Mutation{"d", "t"},  Mutation{"g", "c"},  Mutation{"f", "b"},  Mutation{"f", "m"},  Mutation{"m", "b"},
    Mutation{"n", "d"},   Mutation{"l", "ll"}, Mutation{"r", "rh"},
};

// The word itself and every word that it may be a mutation of; all in lower case.
QStringList radicals(const QString& word)
{
    QStringList words{word};
    for (const Mutation& mutation : kMutations) {
        if (word.startsWith(QLatin1String(mutation.mutated)))
            words << QLatin1String(mutation.radical) + word.mid(static_cast<qsizetype>(qstrlen(mutation.mutated)));
    }
    words << QLatin1Char('g') + word; // a soft g falls away
    return words;
}

bool isOneOf(const QString& word, const QStringList& list)
{
    return std::ranges::any_of(radicals(word), [&](const QString& radical) { return list.contains(radical); });
}

// Welsh names of councils that the register has in English.
QString registerName(const QString& lower)
{
    static const QHash<QString, QString> names{
        {QStringLiteral("caerdydd"), QStringLiteral("Cardiff")},
        {QStringLiteral("abertawe"), QStringLiteral("Swansea")},
        {QStringLiteral("casnewydd"), QStringLiteral("Newport")},
        {QStringLiteral("wrecsam"), QStringLiteral("Wrexham")},
        {QStringLiteral("caerffili"), QStringLiteral("Caerphilly")},
        {QStringLiteral("fflint"), QStringLiteral("Flintshire")},
        {QStringLiteral("dinbych"), QStringLiteral("Denbighshire")},
        {QStringLiteral("torfaen"), QStringLiteral("Torfaen")},
        {QStringLiteral("penfro"), QStringLiteral("Pembrokeshire")},
        {QStringLiteral("caerfyrddin"), QStringLiteral("Carmarthenshire")},
        {QStringLiteral("mynwy"), QStringLiteral("Monmouthshire")},
        {QStringLiteral("ceredigion"), QStringLiteral("Ceredigion")},
        {QStringLiteral("gwynedd"), QStringLiteral("Gwynedd")},
        {QStringLiteral("powys"), QStringLiteral("Powys")},
        {QStringLiteral("conwy"), QStringLiteral("Conwy")},
    };
    for (const QString& radical : radicals(lower)) {
        if (const auto found = names.constFind(radical); found != names.cend())
            return *found;
    }
    return {};
}

// Capitalised words that name no council.
bool isPlainName(const QString& lower)
{
    static const QStringList plain{
        QStringLiteral("lloegr"),  QStringLiteral("cymru"),    QStringLiteral("alban"),    QStringLiteral("iwerddon"), QStringLiteral("prydain"), QStringLiteral("deyrnas"),
        QStringLiteral("teyrnas"), QStringLiteral("unedig"),   QStringLiteral("du"),       QStringLiteral("ionawr"),   QStringLiteral("chwefror"), QStringLiteral("mawrth"),
        QStringLiteral("ebrill"),  QStringLiteral("mai"),      QStringLiteral("mehefin"),  QStringLiteral("gorffennaf"), QStringLiteral("awst"),  QStringLiteral("medi"),
        QStringLiteral("hydref"),  QStringLiteral("tachwedd"), QStringLiteral("rhagfyr"),  QStringLiteral("cyngor"),   QStringLiteral("sir"),     QStringLiteral("dinas"),
        QStringLiteral("bwrdeistref"), QStringLiteral("bro"),  QStringLiteral("band"),
    };
    return isOneOf(lower, plain);
}

std::optional<int> cardinalOf(const QString& lower)
{
    static const QHash<QString, int> numbers{
        {QStringLiteral("dau"), 2},    {QStringLiteral("dwy"), 2},     {QStringLiteral("tri"), 3},   {QStringLiteral("tair"), 3},  {QStringLiteral("pedwar"), 4},
        {QStringLiteral("pedair"), 4}, {QStringLiteral("pum"), 5},     {QStringLiteral("pump"), 5},  {QStringLiteral("chwe"), 6},  {QStringLiteral("chwech"), 6},
        {QStringLiteral("saith"), 7},  {QStringLiteral("wyth"), 8},    {QStringLiteral("naw"), 9},   {QStringLiteral("deg"), 10},  {QStringLiteral("deng"), 10},
        {QStringLiteral("ugain"), 20}, {QStringLiteral("dwbl"), 2},    {QStringLiteral("dwywaith"), 2}, {QStringLiteral("teirgwaith"), 3}, {QStringLiteral("pedairgwaith"), 4},
    };
    for (const QString& radical : radicals(lower)) {
        if (const auto found = numbers.constFind(radical); found != numbers.cend())
            return *found;
    }
    return std::nullopt;
}

// What the word after a number multiplies it by; nullopt: it is no such word.
std::optional<std::int64_t> scaleOf(const QString& lower)
{
    constexpr std::int64_t kThousand = 1'000, kMillion = 1'000'000, kBillion = 1'000'000'000;
    if (lower == QLatin1String("mil") || lower == QLatin1String("fil"))
        return kThousand;
    if (lower == QLatin1String("miliwn"))
        return kMillion;
    // "filiwn" may be either; both are tried by whoever asks.
    if (lower == QLatin1String("biliwn"))
        return kBillion;
    return std::nullopt;
}

class WelshCheck
{
  public:
    WelshCheck(const Panel& panel, const Vocabulary& names, const Factoid& factoid, std::vector<Token> tokens)
        : m_panel(panel), v(names), m_factoid(factoid), m_tokens(std::move(tokens)), m_used(m_tokens.size(), false)
    {
    }

    std::vector<Fault> run()
    {
        readNames();
        for (size_t at = 0; at < m_tokens.size(); ++at) {
            if (m_used[at])
                continue;
            const Token& token = m_tokens[at];
            if (token.digits)
                at = readNumber(at);
            else if (const auto number = token.word ? cardinalOf(token.lower) : std::nullopt; number && !isCounted(*number))
                note(at, at, QStringLiteral("no claim supports the number: “%1”").arg(token.text));
            else if (token.word && at > 0 && !endsSentence(at - 1) && token.text.at(0).isUpper() && !isPlainName(token.lower))
                note(at, at, QStringLiteral("no claim is about this name: “%1”").arg(token.text));
        }
        return std::move(m_faults);
    }

  private:
    [[nodiscard]] bool endsSentence(size_t at) const { return m_tokens[at].text == QLatin1String("."); }

    void note(size_t first, size_t last, const QString& why)
    {
        const int start = m_tokens[first].start;
        m_faults.push_back({start, m_tokens[last].end - start, why});
    }

    [[nodiscard]] bool isClaimed(int council) const
    {
        const QString& code = m_panel.councils()[static_cast<size_t>(council)].code;
        return std::ranges::any_of(m_factoid.claims, [&](const Claim& claim) {
            return std::ranges::any_of(claim.operands, [&](const Operand& operand) { return operand.council == code; });
        });
    }

    void readNames()
    {
        for (size_t at = 0; at < m_tokens.size(); ++at) {
            QStringList said{m_tokens[at].text};
            const auto found = v.councils.longest(m_tokens, at);
            std::vector<int> councils;
            size_t last = at;
            for (const auto* phrase : found) {
                councils.push_back(phrase->meaning.council);
                last = at + static_cast<size_t>(phrase->tokens.size()) - 1;
            }
            if (found.empty()) {
                const QString name = registerName(m_tokens[at].lower);
                for (size_t i = 0; !name.isEmpty() && m_tokens[at].text.at(0).isUpper() && i < m_panel.councils().size(); ++i) {
                    if (m_panel.councils()[i].name == name)
                        councils.push_back(static_cast<int>(i));
                }
            }
            if (councils.empty())
                continue;
            const bool fine = std::ranges::any_of(councils, [&](int council) { return council >= 0 && isClaimed(council); });
            if (!fine)
                note(at, last, QStringLiteral("no claim is about this council: “%1”").arg(m_factoid.text.mid(m_tokens[at].start, m_tokens[last].end - m_tokens[at].start)));
            for (size_t i = at; i <= last; ++i)
                m_used[i] = true;
            at = last;
        }
    }

    // Numbers that are said in words: places, years in a row, how many were ranked, times as much.
    [[nodiscard]] bool isCounted(int number) const
    {
        return std::ranges::any_of(m_factoid.claims, [&](const Claim& claim) {
            return claim.of == number || roundsTo(claim.result, number * Int128(Decimal::kScale), Decimal::kScale);
        });
    }

    [[nodiscard]] static bool roundsTo(const Decimal& value, Int128 units, Int128 step)
    {
        Int128 exact = value.units();
        exact = exact < 0 ? -exact : exact;
        const Int128 off = exact > units ? exact - units : units - exact;
        return 2 * off <= step;
    }

    [[nodiscard]] bool isSupported(Int128 units, Int128 step) const
    {
        return std::ranges::any_of(m_factoid.claims, [&](const Claim& claim) {
            if (roundsTo(claim.result, units, step) || (claim.of > 0 && Int128(claim.of) * Decimal::kScale == units))
                return true;
            return std::ranges::any_of(claim.operands, [&](const Operand& operand) { return roundsTo(operand.value, units, step); });
        });
    }

    [[nodiscard]] bool isYear(const QString& text) const
    {
        const auto label = Year::parse(text.toUtf8());
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        return std::ranges::any_of(m_factoid.claims, [&](const Claim& claim) {
            return std::ranges::any_of(claim.operands, [&](const Operand& operand) {
                const bool named = label && *label == operand.year;
                const int start = operand.year.startYear();
                return named || (isNumber && (number == start || (operand.year.isFinancial() && number == start + 1)));
            });
        });
    }

    // Gives the last token that it took.
    size_t readNumber(size_t at)
    {
        const QString& text = m_tokens[at].text;
        if (isYear(text))
            return at;
        QString digits = text;
        digits.remove(QLatin1Char(','));
        const qsizetype point = digits.indexOf(QLatin1Char('.'));
        const qsizetype decimals = point < 0 ? 0 : digits.size() - point - 1;
        bool isNumber = false;
        const auto whole = digits.remove(QLatin1Char('.')).toLongLong(&isNumber);
        constexpr qsizetype kMostDecimals = 4;
        constexpr std::int64_t kRounded = 1'000;
        std::vector<std::int64_t> scales{1};
        size_t last = at;
        if (at + 1 < m_tokens.size()) {
            const QString& next = m_tokens[at + 1].lower;
            if (const auto scale = scaleOf(next))
                scales = {*scale};
            else if (next == QLatin1String("filiwn"))
                scales = {1'000'000, 1'000'000'000};
            last = scales.size() > 1 || scales.front() > 1 ? at + 1 : at;
        }
        bool supported = false;
        for (const std::int64_t scale : scales) {
            if (!isNumber || decimals > kMostDecimals)
                break;
            Int128 step = Int128(Decimal::kScale) * scale;
            for (qsizetype i = 0; i < decimals; ++i)
                step /= 10;
            // 13,200 stands for anything that rounds to hundreds; 20 is 20.
            const Int128 units = whole * step;
            for (std::int64_t rest = whole; whole >= kRounded && decimals == 0 && rest % 10 == 0; rest /= 10)
                step *= 10;
            supported = supported || isSupported(units, step);
        }
        if (!supported)
            note(at, last, QStringLiteral("no claim supports the number: “%1”").arg(m_factoid.text.mid(m_tokens[at].start, m_tokens[last].end - m_tokens[at].start)));
        return last;
    }

    const Panel& m_panel;
    const Vocabulary& v;
    const Factoid& m_factoid;
    std::vector<Token> m_tokens;
    std::vector<bool> m_used;
    std::vector<Fault> m_faults;
};

} // namespace

std::vector<Fault> welshFaults(const Panel& panel, const Vocabulary& names, const Factoid& factoid)
{
    std::vector<Fault> faults;
    if (wordCount(factoid.text) > kMostWords)
        faults.push_back({-1, 0, QStringLiteral("the text has %1 words; %2 is the most").arg(wordCount(factoid.text)).arg(kMostWords)});
    if (!factoid.text.endsWith(QLatin1Char('.')))
        faults.push_back({-1, 0, QStringLiteral("the text does not end with a full stop")});
    for (const Claim& claim : factoid.claims) {
        for (const Operand& operand : claim.operands) {
            const auto today = operandValue(panel, operand, claim.scope);
            if (!today) {
                faults.push_back({-1, 0, today.error().message});
            } else if (*today != operand.value) {
                faults.push_back({-1, 0, QStringLiteral("the claim has %1 for %2 in %3, the figures have %4")
                                             .arg(operand.value.toString(), operand.field, operand.year.label(), today->toString())});
            }
        }
    }
    auto tokens = tokenise(factoid.text);
    if (!tokens) {
        faults.push_back({-1, 0, tokens.error().message});
        return faults;
    }
    std::ranges::move(WelshCheck(panel, names, factoid, *std::move(tokens)).run(), std::back_inserter(faults));
    return faults;
}

} // namespace factoid
