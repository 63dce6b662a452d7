#include "core/insights/mine/findings_bytes.h"

#include <QDataStream>
#include <QHash>
#include <QStringList>

#include <mutex>
#include <set>
#include <string>

namespace factoid {

namespace {

constexpr auto kStream = QDataStream::Qt_6_4;
constexpr quint32 kLeastCandidate = 64; // bytes: more cannot be in what is left

// Words of candidates live as long as the program; there are a few dozen of them.
const char* lastingWord(const QString& text)
{
    static std::mutex mutex;
    static std::set<std::string> words;
    const std::scoped_lock lock(mutex);
    return words.insert(text.toStdString()).first->c_str();
}

// Texts repeat in every candidate: each is written once, and told by its number.
class FindingsWriter
{
  public:
    FindingsWriter()
        : m_out(&m_body, QIODevice::WriteOnly)
    {
        m_out.setVersion(kStream);
    }

    template <class T>
    void number(T value)
    {
        m_out << value;
    }
    void text(const QString& text)
    {
        const auto known = m_numbers.constFind(text);
        if (known != m_numbers.cend()) {
            m_out << *known;
            return;
        }
        const auto number = static_cast<quint32>(m_texts.size());
        m_numbers.insert(text, number);
        m_texts << text;
        m_out << number;
    }
    void year(Year year) { m_out << qint32(year.code()); }
    void scope(const Scope& scope)
    {
        text(scope.type);
        text(scope.nation);
        text(scope.region);
    }

    [[nodiscard]] QByteArray bytes() const
    {
        QByteArray all;
        QDataStream out(&all, QIODevice::WriteOnly);
        out.setVersion(kStream);
        out << m_texts << m_body;
        return all;
    }

  private:
    QByteArray m_body;
    QDataStream m_out;
    QHash<QString, quint32> m_numbers;
    QStringList m_texts;
};

class FindingsReader
{
  public:
    explicit FindingsReader(const QByteArray& bytes)
    {
        QDataStream in(bytes);
        in.setVersion(kStream);
        in >> m_texts >> m_body;
        m_fine = in.status() == QDataStream::Ok && in.atEnd();
        m_words.resize(static_cast<size_t>(m_texts.size()), nullptr);
        m_in.emplace(m_body);
        m_in->setVersion(kStream);
    }

    // Read to the end, and nothing wrong on the way.
    [[nodiscard]] bool isWhole() { return m_fine && m_in->status() == QDataStream::Ok && m_in->atEnd(); }
    [[nodiscard]] bool isFine() const { return m_fine && m_in->status() == QDataStream::Ok; }

    template <class T>
    T number()
    {
        T value{};
        *m_in >> value;
        return value;
    }
    template <class T>
    void number(T& value)
    {
        *m_in >> value;
    }
    void integer(int& value) { value = number<qint32>(); }
    // Of a value up to `last`.
    template <class T>
    void choice(T& value, T last)
    {
        const auto read = number<quint8>();
        m_fine = m_fine && read <= static_cast<quint8>(last);
        value = static_cast<T>(m_fine ? read : 0);
    }
    // How many of at least so many bytes follow.
    size_t count(quint32 least)
    {
        const auto read = number<quint32>();
        const auto left = static_cast<quint64>(m_in->device()->bytesAvailable());
        m_fine = m_fine && quint64(read) * least <= left;
        return m_fine ? read : 0;
    }
    QString text()
    {
        const auto at = place();
        return m_fine ? m_texts.at(static_cast<qsizetype>(at)) : QString();
    }
    const char* word()
    {
        const auto at = place();
        if (!m_fine)
            return "";
        if (!m_words[at])
            m_words[at] = lastingWord(m_texts.at(static_cast<qsizetype>(at)));
        return m_words[at];
    }
    Year year()
    {
        const auto code = number<qint32>();
        const auto year = Year::fromCode(code);
        m_fine = m_fine && (code == 0 || year.has_value());
        return year.value_or(Year());
    }
    Scope scope()
    {
        Scope scope;
        scope.type = text();
        scope.nation = text();
        scope.region = text();
        return scope;
    }

  private:
    size_t place()
    {
        const auto at = number<quint32>();
        m_fine = m_fine && at < static_cast<quint32>(m_texts.size());
        return m_fine ? at : 0;
    }

    QStringList m_texts;
    QByteArray m_body;
    std::vector<const char*> m_words; // by number of their text; nullptr: not asked for yet
    std::optional<QDataStream> m_in;
    bool m_fine = false;
};

void write(FindingsWriter& out, const Candidate& of)
{
    out.number(static_cast<quint8>(of.kind));
    out.number(qint32(of.field));
    out.number(qint32(of.field2));
    out.year(of.year);
    out.year(of.earlier);
    out.year(of.turn);
    out.number(qint32(of.councilA));
    out.number(qint32(of.councilB));
    out.scope(of.scope);
    out.number(static_cast<quint8>(of.measure));
    out.number(static_cast<quint8>(of.by));
    out.text(of.groupA);
    out.text(of.groupB);
    out.number(static_cast<quint8>(of.direction));
    out.number(qint32(of.count));
    out.number(of.threshold.has_value());
    if (of.threshold)
        out.number(qint64(of.threshold->units()));
    out.number(of.p);
    out.number(of.effect);
    out.text(QString::fromLatin1(of.size.of));
    out.number(of.size.value);
    out.number(of.size.low);
    out.number(of.size.high);
    out.number(of.reach);
    out.number(of.quality);
    out.number(qint32(of.n));
    out.text(QString::fromLatin1(of.test));
    out.number(of.badExample);
    out.number(of.ifConfirmed);
    out.number(of.partial.has_value());
    if (of.partial)
        out.number(*of.partial);
}

Candidate readCandidate(FindingsReader& in)
{
    Candidate of;
    in.choice(of.kind, FactKind::Missing);
    in.integer(of.field);
    in.integer(of.field2);
    of.year = in.year();
    of.earlier = in.year();
    of.turn = in.year();
    in.integer(of.councilA);
    in.integer(of.councilB);
    of.scope = in.scope();
    in.choice(of.measure, Measure::Share);
    in.choice(of.by, GroupBy::Region);
    of.groupA = in.text();
    of.groupB = in.text();
    in.choice(of.direction, Direction::Fall);
    in.integer(of.count);
    if (in.number<bool>())
        of.threshold = Decimal::fromUnits(in.number<qint64>());
    in.number(of.p);
    in.number(of.effect);
    of.size.of = in.word();
    in.number(of.size.value);
    in.number(of.size.low);
    in.number(of.size.high);
    in.number(of.reach);
    in.number(of.quality);
    in.integer(of.n);
    of.test = in.word();
    in.number(of.badExample);
    in.number(of.ifConfirmed);
    if (in.number<bool>())
        of.partial = in.number<double>();
    return of;
}

void write(FindingsWriter& out, const Findings& findings)
{
    for (const std::int64_t tests : findings.testsOf)
        out.number(qint64(tests));
    out.number(static_cast<quint32>(findings.candidates.size()));
    for (const Candidate& candidate : findings.candidates)
        write(out, candidate);
}

Findings readFindings(FindingsReader& in)
{
    Findings findings;
    for (std::int64_t& tests : findings.testsOf)
        tests = in.number<qint64>();
    const size_t candidates = in.count(kLeastCandidate);
    findings.candidates.reserve(candidates);
    for (size_t i = 0; i < candidates && in.isFine(); ++i)
        findings.candidates.push_back(readCandidate(in));
    return findings;
}

void write(FindingsWriter& out, const CorrelationSide& side)
{
    out.number(qint32(side.field));
    out.year(side.year);
    out.number(side.rate);
    out.number(side.leapt);
    out.number(qint32(side.heads));
    out.number(qint32(side.people));
    out.number(side.quality);
    out.number(static_cast<quint32>(side.groups.size()));
    for (const CorrelationSide::Group& group : side.groups) {
        out.number(qint32(group.type));
        out.scope(group.scope);
        out.number(group.reach);
        out.number(qint32(group.doubtedAmounts));
        out.number(qint32(group.doubtedPerHead));
        out.number(static_cast<quint32>(group.ranking.size()));
        for (const Ranked& ranked : group.ranking) {
            out.number(qint64(ranked.units));
            out.number(qint32(ranked.council));
        }
    }
}

CorrelationSide readSide(FindingsReader& in)
{
    CorrelationSide side;
    in.integer(side.field);
    side.year = in.year();
    in.number(side.rate);
    in.number(side.leapt);
    in.integer(side.heads);
    in.integer(side.people);
    in.number(side.quality);
    side.groups.resize(in.count(1));
    for (CorrelationSide::Group& group : side.groups) {
        in.integer(group.type);
        group.scope = in.scope();
        in.number(group.reach);
        in.integer(group.doubtedAmounts);
        in.integer(group.doubtedPerHead);
        group.ranking.resize(in.count(sizeof(qint64) + sizeof(qint32)));
        for (Ranked& ranked : group.ranking) {
            ranked.units = in.number<qint64>();
            in.integer(ranked.council);
        }
        if (!in.isFine())
            break;
    }
    return side;
}

} // namespace

QByteArray toBytes(const FieldFindings& found)
{
    FindingsWriter out;
    write(out, found.findings);
    out.number(found.side.has_value());
    if (found.side)
        write(out, *found.side);
    return out.bytes();
}

std::optional<FieldFindings> fieldFindingsFrom(const QByteArray& bytes)
{
    FindingsReader in(bytes);
    FieldFindings found;
    found.findings = readFindings(in);
    if (in.number<bool>())
        found.side = readSide(in);
    return in.isWhole() ? std::optional(std::move(found)) : std::nullopt;
}

QByteArray toBytes(const Findings& findings)
{
    FindingsWriter out;
    write(out, findings);
    return out.bytes();
}

std::optional<Findings> findingsFrom(const QByteArray& bytes)
{
    FindingsReader in(bytes);
    Findings findings = readFindings(in);
    return in.isWhole() ? std::optional(std::move(findings)) : std::nullopt;
}

} // namespace factoid
