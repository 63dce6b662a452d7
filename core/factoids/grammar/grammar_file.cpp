#include "core/factoids/grammar/grammar_file.h"

#include "core/factoids/grammar/verifier_tokens.h"

#include <QFile>
#include <QRegularExpression>

namespace factoid {

namespace {

// 'words', Name, @lexical, @family<Rule>, {2}, {1/2} and the marks of the notation.
const QString kNotation =
    u"'((?:[^']|'')*)'|(@?[A-Za-z][A-Za-z0-9]*)(?:<([A-Za-z0-9]+)>)?|\\{(\\d+)(?:/(\\d+))?\\}|(\\?\\+|[()|?*^])"_s;

struct Piece {
    QString text;   // the mark or name
    QString inside; // of a family
    bool words = false;
    std::optional<std::pair<int, int>> value;
};

} // namespace

// Reads rule by rule; each group in brackets and each repetition becomes a rule without a name.
class GrammarFileReader
{
  public:
    Result<GrammarFile> read(const QString& text)
    {
        QString rule;
        int number = 0;
        int start = 0;
        for (const QString& raw : text.split(QLatin1Char('\n'))) {
            ++number;
            const QString line = raw.section(u" #"_s, 0, 0);
            if (line.startsWith(QLatin1Char('#')) || line.trimmed().isEmpty())
                continue;
            if (!line.at(0).isSpace()) {
                if (const auto taken = take(rule, start); !taken)
                    return std::unexpected(taken.error());
                rule.clear();
                start = number;
            }
            rule += QLatin1Char(' ') + line.trimmed();
        }
        if (const auto taken = take(rule, start); !taken)
            return std::unexpected(taken.error());
        for (const auto& [name, index] : m_names.asKeyValueRange()) {
            if (m_file.m_rules[static_cast<size_t>(index)].alternatives.empty())
                return fail(ErrorKind::Input, u"the rule %1 is used and not given"_s.arg(name));
        }
        m_file.m_start = m_names.value(u"Sentence"_s, -1);
        if (m_file.m_start < 0)
            return fail(ErrorKind::Input, u"there is no rule Sentence"_s);
        return std::move(m_file);
    }

  private:
    int ruleNamed(const QString& name)
    {
        const auto known = m_names.constFind(name);
        if (known != m_names.cend())
            return *known;
        m_names.insert(name, addRule(name));
        return m_names.value(name);
    }

    int addRule(const QString& name)
    {
        m_file.m_rules.push_back({name, std::nullopt, GrammarRule::Repeat::None, {}});
        return static_cast<int>(m_file.m_rules.size()) - 1;
    }

    // "!Kind Name = …" or "Name = …"; "!Kind = …" names the rule as its kind.
    Result<void> take(const QString& rule, int line)
    {
        if (rule.trimmed().isEmpty())
            return {};
        static const QRegularExpression kHead(u"^\\s*(?:!(\\w+)\\s*)?(\\w+)?\\s*=\\s*(.*)$"_s);
        const auto match = kHead.match(rule);
        const QString kind = match.captured(1);
        const QString name = match.captured(2).isEmpty() ? kind : match.captured(2);
        if (!match.hasMatch() || name.isEmpty())
            return fail(ErrorKind::Input, u"line %1 of the grammar is no rule"_s.arg(line));
        m_pieces.clear();
        m_at = 0;
        static const QRegularExpression kPiece(kNotation);
        const QString body = match.captured(3);
        qsizetype end = 0;
        for (auto it = kPiece.globalMatch(body); it.hasNext();) {
            const auto piece = it.next();
            if (!QStringView(body).mid(end, piece.capturedStart() - end).trimmed().isEmpty())
                return fail(ErrorKind::Input, u"line %1 of the grammar: “%2” is not understood"_s.arg(line).arg(
                                                  body.mid(end, piece.capturedStart() - end)));
            end = piece.capturedEnd();
            Piece made;
            made.words = piece.capturedStart(1) >= 0;
            made.text = made.words ? piece.captured(1).replace("''"_L1, "'"_L1) : piece.captured(2) + piece.captured(6);
            made.inside = piece.captured(3);
            if (piece.capturedStart(4) >= 0)
                made.value =
                    std::pair(piece.captured(4).toInt(), piece.capturedStart(5) >= 0 ? piece.captured(5).toInt() : 1);
            m_pieces.push_back(made);
        }
        if (!QStringView(body).mid(end).trimmed().isEmpty())
            return fail(ErrorKind::Input, u"line %1 of the grammar does not end as it should"_s.arg(line));
        const int index = ruleNamed(name);
        auto alternatives = readAlternatives();
        if (!alternatives)
            return fail(ErrorKind::Input, u"line %1 of the grammar: %2"_s.arg(line).arg(alternatives.error().message));
        if (m_at != m_pieces.size())
            return fail(ErrorKind::Input, u"line %1 of the grammar has a bracket too many"_s.arg(line));
        GrammarRule& made = m_file.m_rules[static_cast<size_t>(index)];
        if (!made.alternatives.empty())
            return fail(ErrorKind::Input, u"the rule %1 is given twice"_s.arg(name));
        made.alternatives = std::move(*alternatives);
        if (!kind.isEmpty()) {
            made.kind = nodeKindFrom(kind);
            if (!made.kind)
                return fail(ErrorKind::Input, u"line %1 of the grammar: there is no kind %2"_s.arg(line).arg(kind));
        }
        return {};
    }

    [[nodiscard]] bool at(const char* mark) const
    {
        return m_at < m_pieces.size() && !m_pieces[m_at].words && m_pieces[m_at].text == QLatin1String(mark);
    }

    Result<std::vector<GrammarAlternative>> readAlternatives()
    {
        std::vector<GrammarAlternative> made;
        do {
            auto alternative = TRY(readSequence());
            made.push_back(std::move(alternative));
        } while (at("|") && ++m_at);
        return made;
    }

    Result<GrammarAlternative> readSequence()
    {
        GrammarAlternative made;
        while (m_at < m_pieces.size() && !at("|") && !at(")")) {
            if (m_pieces[m_at].value) {
                made.value = m_pieces[m_at++].value;
                continue;
            }
            auto items = TRY(readOne());
            for (GrammarItem& item : repeated(std::move(items)))
                made.items.push_back(std::move(item));
        }
        return made;
    }

    Result<std::vector<GrammarItem>> readOne()
    {
        const Piece piece = m_pieces[m_at++];
        if (piece.words) {
            std::vector<GrammarItem> words;
            for (const QString& token : phraseTokens(piece.text.toLower()))
                words.push_back({GrammarItem::Type::Word, token});
            if (words.empty())
                return fail(ErrorKind::Input, u"“%1” has no words"_s.arg(piece.text));
            return words;
        }
        if (piece.text == "^"_L1) {
            auto items =
                m_at < m_pieces.size() ? readOne() : Result<std::vector<GrammarItem>>(std::vector<GrammarItem>());
            if (!items || items->size() != 1 || items->front().type != GrammarItem::Type::Rule)
                return fail(ErrorKind::Input, u"^ stands before a rule or a bracket"_s);
            items->front().absent = true;
            return items;
        }
        if (piece.text == "("_L1) {
            auto alternatives = TRY(readAlternatives());
            if (!at(")"))
                return fail(ErrorKind::Input, u"a bracket is not closed"_s);
            ++m_at;
            const int rule = addRule({});
            m_file.m_rules[static_cast<size_t>(rule)].alternatives = std::move(alternatives);
            return std::vector{GrammarItem{GrammarItem::Type::Rule, {}, rule}};
        }
        if (piece.text.startsWith(QLatin1Char('@'))) {
            const QString name = piece.text.mid(1);
            if (piece.inside.isEmpty())
                return std::vector{GrammarItem{GrammarItem::Type::Lexical, name}};
            return std::vector{GrammarItem{GrammarItem::Type::Family, name, ruleNamed(piece.inside)}};
        }
        if (piece.text.isEmpty() || !piece.text.at(0).isLetter())
            return fail(ErrorKind::Input, u"“%1” stands where it cannot"_s.arg(piece.text));
        return std::vector{GrammarItem{GrammarItem::Type::Rule, {}, ruleNamed(piece.text)}};
    }

    // ?, ?+ and * after an item (of several words: after all of them).
    std::vector<GrammarItem> repeated(std::vector<GrammarItem> items)
    {
        using Repeat = GrammarRule::Repeat;
        const Repeat repeat = at("?+")  ? Repeat::Best
                              : at("?") ? Repeat::Optional
                              : at("*") ? Repeat::Star
                                        : Repeat::None;
        if (repeat == Repeat::None)
            return items;
        ++m_at;
        const int rule = addRule({});
        GrammarRule& made = m_file.m_rules[static_cast<size_t>(rule)];
        made.repeat = repeat;
        made.alternatives.push_back({std::move(items), std::nullopt});
        return {{GrammarItem::Type::Rule, {}, rule}};
    }

    GrammarFile m_file;
    QHash<QString, int> m_names;
    std::vector<Piece> m_pieces;
    size_t m_at = 0;
};

Result<GrammarFile> GrammarFile::parse(const QString& text)
{
    return GrammarFileReader().read(text);
}

Result<GrammarFile> GrammarFile::load(const QString& language)
{
    const QString path = u":/grammar/%1.grammar"_s.arg(language);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Usage, u"there is no grammar of this language"_s, path);
    auto read = parse(QString::fromUtf8(file.readAll()));
    if (!read)
        read.error().message += u" (%1)"_s.arg(path);
    return read;
}

} // namespace factoid
