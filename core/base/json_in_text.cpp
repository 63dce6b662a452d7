#include "core/base/json_in_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace factoid {

namespace {

// A text of nothing but braces must not cost more than a little.
constexpr int kMostTried = 512;
constexpr qsizetype kMostLooked = 8 << 20;

// What is left when a model's thoughts are taken out: <think>…</think> and its like, also when only the closing tag is
// there, as some servers leave the first one in the prompt. Thoughts that never end stay: there may be an answer in
// them.
QString withoutThoughts(const QString& text)
{
    static const QRegularExpression tag(u"[<\\[](/?)(?:think|thinking|thought|thoughts|reasoning|reflection)[>\\]]"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    QString left;
    qsizetype from = 0;
    bool thinking = false;
    auto tags = tag.globalMatch(text);
    while (tags.hasNext()) {
        const auto found = tags.next();
        const bool closes = !found.captured(1).isEmpty();
        if (closes && !thinking)
            left.clear();
        else if (!closes && !thinking)
            left += QStringView(text).mid(from, found.capturedStart() - from);
        if (closes || !thinking)
            from = found.capturedEnd();
        thinking = !closes;
    }
    left += QStringView(text).mid(from);
    return left;
}

class Look
{
  public:
    Look(const QString& text, const WantedJson& wanted)
        : m_text(text)
        , m_wanted(wanted)
        , m_bare(wanted.keys.size() == 1 && wanted.keys == wanted.lists)
    {
    }

    std::optional<QJsonObject> last()
    {
        std::optional<QJsonObject> found;
        for (qsizetype at = 0; at < m_text.size() && m_tried < kMostTried && m_looked < kMostLooked;) {
            qsizetype end = -1;
            if (mayBegin(at))
                end = endOf(at);
            const auto object = end < 0 ? std::nullopt : read(at, end);
            if (object)
                found = object;
            at = object ? end : at + 1;
        }
        return found;
    }

  private:
    [[nodiscard]] QChar after(qsizetype at) const
    {
        do
            ++at;
        while (at < m_text.size() && m_text[at].isSpace());
        return at < m_text.size() ? m_text[at] : QChar();
    }

    // "{f1.name}" is no object, and that is seen without reading on.
    [[nodiscard]] bool mayBegin(qsizetype at) const
    {
        if (m_text[at] == QLatin1Char('{'))
            return after(at) == QLatin1Char('"') || after(at) == QLatin1Char('}');
        return m_bare && m_text[at] == QLatin1Char('[') && after(at) == QLatin1Char('{');
    }

    // Behind the brace or bracket that closes the one at `at`; -1: none does.
    qsizetype endOf(qsizetype at)
    {
        ++m_tried;
        int depth = 0;
        bool quoted = false;
        for (qsizetype i = at; i < m_text.size(); ++i) {
            const QChar c = m_text[i];
            if (quoted && c == QLatin1Char('\\')) {
                ++i;
            } else if (c == QLatin1Char('"')) {
                quoted = !quoted;
            } else if (!quoted && (c == QLatin1Char('{') || c == QLatin1Char('['))) {
                ++depth;
            } else if (!quoted && (c == QLatin1Char('}') || c == QLatin1Char(']')) && --depth == 0) {
                m_looked += i - at;
                return i + 1;
            }
        }
        m_looked += m_text.size() - at;
        return -1;
    }

    [[nodiscard]] std::optional<QJsonObject> read(qsizetype at, qsizetype end) const
    {
        const QJsonDocument document = QJsonDocument::fromJson(m_text.mid(at, end - at).toUtf8());
        if (document.isObject() && m_wanted.missingIn(document.object()).isEmpty())
            return document.object();
        if (!document.isArray() ||
            !std::ranges::all_of(document.array(), [](const QJsonValue& each) { return each.isObject(); }))
            return std::nullopt;
        return QJsonObject{{m_wanted.keys.front(), document.array()}};
    }

    const QString& m_text;
    const WantedJson& m_wanted;
    bool m_bare; // one list is all that is wanted
    int m_tried = 0;
    qsizetype m_looked = 0;
};

QString trimmed(const QString& text)
{
    return text.startsWith(QChar(QChar::ByteOrderMark)) ? text.mid(1).trimmed() : text.trimmed();
}

} // namespace

QStringList WantedJson::missingIn(const QJsonObject& object) const
{
    QStringList missing;
    for (const QString& key : keys) {
        const QJsonValue value = object.value(key);
        if (value.isUndefined() || (lists.contains(key) && !value.isArray()))
            missing << key;
    }
    return missing;
}

std::optional<QJsonObject> jsonInText(const QString& text, const WantedJson& wanted)
{
    QString whole = trimmed(text);
    // A model that was told to write JSON now and then writes it as a text of JSON.
    if (whole.startsWith(QLatin1Char('"'))) {
        const QJsonValue inner = QJsonDocument::fromJson('[' + whole.toUtf8() + ']').array().at(0);
        if (inner.isString())
            whole = trimmed(inner.toString());
    }
    if (const QJsonDocument document = QJsonDocument::fromJson(whole.toUtf8()); document.isObject())
        return document.object();
    const QString said = withoutThoughts(whole);
    if (auto found = Look(said, wanted).last())
        return found;
    return said == whole ? std::nullopt : Look(whole, wanted).last();
}

} // namespace factoid
