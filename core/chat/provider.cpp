#include "core/chat/provider.h"

#include "core/chat/redact.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace factoid {

namespace {

constexpr int kMostSeconds = 3'600;
constexpr int kMostKilobytes = 1 << 20;
constexpr int kLongestName = 40;
constexpr int kMostReplySetting = 1'000'000;

// Whether a text is the name of an environment variable and not, by mistake, the key that should be in it: a key is in
// the shape of a known maker, or has a long part of letters and digits mixed as no name has.
bool isVariableName(const QString& text)
{
    static const QRegularExpression shape(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    const bool ofMaker = withoutSecrets(text, {}) != text && !text.startsWith("key_"_L1);
    if (!shape.match(text).hasMatch() || ofMaker)
        return false;
    constexpr qsizetype kLongestPart = 16;
    static const QRegularExpression digit(u"[0-9]"_s), upper(u"[A-Z]"_s), lower(u"[a-z]"_s);
    for (const QString& part : text.split(QLatin1Char('_'))) {
        const bool digits = part.contains(digit), mixed = part.contains(upper) && part.contains(lower);
        if ((digits && part.size() >= kLongestPart) || (digits && mixed && 2 * part.size() >= kLongestPart) ||
            (mixed && part.size() >= 2 * kLongestPart))
            return false;
    }
    return true;
}

// Reads the keys of one provider and keeps the first thing that is wrong with them.
class Reader
{
  public:
    Reader(const QJsonObject& json, QString name)
        : m_json(json)
        , m_name(std::move(name))
    {
    }

    QString text(const char* key, const QString& otherwise = {})
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return otherwise;
        if (!value.isString() || value.toString().isEmpty())
            refuse(u"“%1” must be a text"_s.arg(QLatin1String(key)));
        return value.toString();
    }
    int number(const char* key, qint64 otherwise, int most)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return static_cast<int>(otherwise);
        const double number = value.toDouble(-1);
        if (number < 1 || number > most || number != static_cast<int>(number)) {
            refuse(u"“%1” must be a whole number from 1 to %2"_s.arg(QLatin1String(key)).arg(most));
            return static_cast<int>(otherwise);
        }
        return static_cast<int>(number);
    }
    bool flag(const char* key, bool otherwise)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            refuse(u"“%1” must be true or false"_s.arg(QLatin1String(key)));
        return value.toBool(otherwise);
    }
    std::map<QString, QString> texts(const char* key)
    {
        std::map<QString, QString> found;
        const QJsonValue value = take(key);
        const QJsonObject object = value.toObject();
        if (!value.isUndefined() && !value.isObject())
            refuse(u"“%1” must be an object of texts"_s.arg(QLatin1String(key)));
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            static const QRegularExpression plain(u"^[\\x20-\\x7e]+$"_s);
            if (!entry.value().isString() || !plain.match(entry.value().toString()).hasMatch() ||
                !plain.match(entry.key()).hasMatch())
                refuse(u"“%1” in “%2” must be a text of plain characters"_s.arg(entry.key(), QLatin1String(key)));
            if (isSecretName(entry.key()))
                refuse(
                    u"a key does not belong in a file: “%1” in “%2”; name its environment variable in “api_key_env” and its header in “api_key_header”"_s
                        .arg(entry.key(), QLatin1String(key)));
            found[entry.key()] = entry.value().toString();
        }
        return found;
    }
    void refuse(const QString& problem)
    {
        if (m_problem.isEmpty())
            m_problem = u"provider “%1”: %2"_s.arg(m_name, problem);
    }
    // After everything was read.
    void refuseUnknown()
    {
        for (const QString& key : m_json.keys()) {
            if (m_known.contains(key))
                continue;
            if (isSecretName(key))
                refuse(u"a key does not belong in a file (“%1”); name the environment variable in “api_key_env”"_s.arg(
                    key));
            else
                refuse(u"there is no key “%1”; there are %2"_s.arg(key, m_known.join(u", "_s)));
        }
    }
    [[nodiscard]] const QString& problem() const { return m_problem; }

  private:
    QJsonValue take(const char* key)
    {
        m_known << QLatin1String(key);
        return m_json.value(QLatin1String(key));
    }
    static bool isSecretName(const QString& name)
    {
        static const QRegularExpression secret(
            u"^(authorization|proxy-authorization|cookie|(x-)?api[-_]?key|key|(access[-_]?)?token|secret|password|"
            "subscription-key|ocp-apim-subscription-key|sig|code)$"_s,
            QRegularExpression::CaseInsensitiveOption);
        return secret.match(name).hasMatch();
    }

    QJsonObject m_json;
    QString m_name;
    QStringList m_known;
    QString m_problem;
};

void checkAddress(Reader& reader, const Provider& provider, bool allowHttp)
{
    const QUrl url(provider.baseUrl, QUrl::StrictMode);
    const bool http = url.scheme() == "http"_L1;
    if (!url.isValid() || url.host().isEmpty() || (!http && url.scheme() != "https"_L1))
        reader.refuse(u"“base_url” must be an address such as https://api.openai.com/v1"_s);
    else if (!url.userInfo().isEmpty())
        reader.refuse(u"a key does not belong in a file: “base_url” holds a name or a password"_s);
    else if (url.hasQuery() || url.hasFragment())
        reader.refuse(u"“base_url” must end with its path; what stands after “?” belongs in “query”"_s);
    else if (http && provider.needsKey() && !staysOnThisMachine(url) && !allowHttp)
        reader.refuse(
            u"the key would travel unencrypted to %1; use https://, or “allow_http”: true in a network of your own"_s
                .arg(url.host()));
}

void checkTransport(Reader& reader, const Provider& provider)
{
    if (!provider.caFile.isEmpty() && !QFileInfo(provider.caFile).isReadable())
        reader.refuse(u"the file of “ca_file” cannot be read: %1"_s.arg(provider.caFile));
    static const QRegularExpression proxy(
        u"^(system|(http|socks5)://[^/@:]+:[0-9]{1,5}/?|(http|socks5)://\\[[0-9a-fA-F:]+\\]:[0-9]{1,5}/?)$"_s);
    if (!provider.proxy.isEmpty() && !proxy.match(provider.proxy).hasMatch())
        reader.refuse(u"“proxy” must be http://HOST:PORT, socks5://HOST:PORT or system, without a password"_s);
    static const QRegularExpression token(u"^[A-Za-z0-9-]*$"_s);
    if (!token.match(provider.keyHeader).hasMatch())
        reader.refuse(u"“api_key_header” must be the name of a header"_s);
    if (provider.limits.total < provider.limits.idle)
        reader.refuse(u"“total_seconds” must not be shorter than “idle_seconds”"_s);
}

std::optional<ChatMode> modeOf(Reader& reader, const QString& word)
{
    if (word == "auto"_L1)
        return std::nullopt;
    for (const ChatMode mode : {ChatMode::StrictSchema, ChatMode::JsonObject, ChatMode::PlainText}) {
        if (word == chatModeName(mode))
            return mode;
    }
    reader.refuse(u"“mode” must be auto, json_schema, json_object or text, not “%1”"_s.arg(word));
    return std::nullopt;
}

Result<Provider> readProvider(const QJsonObject& json, int number)
{
    Provider made;
    const HttpLimits usual;
    Reader reader(json, json.value("name"_L1).toString(QString::number(number)));
    for (const char* key : {"name", "base_url", "model"}) {
        if (!json.contains(QLatin1String(key)))
            reader.refuse(u"“%1” is missing"_s.arg(QLatin1String(key)));
    }
    made.name = reader.text("name");
    made.baseUrl = reader.text("base_url");
    made.model = reader.text("model");
    made.keyVariable = reader.text("api_key_env");
    made.keyEntry = reader.text("api_key_keychain");
    // What may be a key is never printed.
    if (!made.keyVariable.isEmpty() && !isVariableName(made.keyVariable))
        reader.refuse(
            u"“api_key_env” must be the name of an environment variable, such as OPENAI_API_KEY; a key itself does not belong in a file"_s);
    if (withoutSecrets(made.keyEntry, {}) != made.keyEntry)
        reader.refuse(u"“api_key_keychain” must be the name of an entry; a key itself does not belong in a file"_s);
    made.keyHeader = reader.text("api_key_header");
    made.path = reader.text("path", made.path);
    made.query = reader.texts("query");
    made.headers = reader.texts("headers");
    made.caFile = reader.text("ca_file");
    made.proxy = reader.text("proxy");
    const qint64 idle = std::chrono::duration_cast<std::chrono::seconds>(usual.idle).count();
    const qint64 total = std::chrono::duration_cast<std::chrono::seconds>(usual.total).count();
    made.limits.idle = std::chrono::seconds(reader.number("idle_seconds", idle, kMostSeconds));
    made.limits.total = std::chrono::seconds(reader.number("total_seconds", total, kMostSeconds));
    made.limits.bytes = static_cast<qint64>(reader.number("max_response_kb", usual.bytes >> 10, kMostKilobytes)) << 10;
    made.maxReplyTokens = reader.number("max_reply_tokens", 0, kMostReplySetting);
    made.http2 = reader.flag("http2", true);
    made.mode = modeOf(reader, reader.text("mode", u"auto"_s));
    const bool allowHttp = reader.flag("allow_http", false);
    reader.refuseUnknown();
    static const QRegularExpression nameShape(u"^[A-Za-z0-9][A-Za-z0-9 ._-]*$"_s);
    if (made.name.size() > kLongestName || !nameShape.match(made.name).hasMatch())
        reader.refuse(u"“name” must be up to %1 letters, digits, dots, dashes"_s.arg(kLongestName));
    if (!made.keyVariable.isEmpty() && !made.keyEntry.isEmpty())
        reader.refuse(u"the key is either in “api_key_env” or in “api_key_keychain”"_s);
    checkAddress(reader, made, allowHttp);
    checkTransport(reader, made);
    if (!reader.problem().isEmpty())
        return fail(ErrorKind::Usage, withoutSecrets(reader.problem(), {}));
    return made;
}

} // namespace

QString chatModeName(ChatMode mode)
{
    switch (mode) {
    case ChatMode::StrictSchema:
        return u"json_schema"_s;
    case ChatMode::JsonObject:
        return u"json_object"_s;
    case ChatMode::PlainText:
        return u"text"_s;
    }
    return u"text"_s;
}

QUrl Provider::url() const
{
    QString whole = baseUrl;
    if (!whole.endsWith(QLatin1Char('/')))
        whole += QLatin1Char('/');
    QUrl address(whole + (path.startsWith(QLatin1Char('/')) ? path.mid(1) : path), QUrl::StrictMode);
    if (!query.empty()) {
        QUrlQuery items;
        for (const auto& [key, value] : query)
            items.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
        address.setQuery(items);
    }
    return address;
}

Result<std::vector<Provider>> readProviders(const QJsonObject& config)
{
    // Names that say who wrote a factoid, or how one is chosen, without any provider.
    static const QStringList taken{u"auto"_s, u"statistics"_s, u"curated"_s};
    std::vector<Provider> providers;
    const QJsonValue list = config.value("providers"_L1);
    if (!list.isUndefined() && !list.isArray())
        return fail(ErrorKind::Usage, Message("config.providers_list"));
    for (const QJsonValue& entry : list.toArray()) {
        if (!entry.isObject())
            return fail(ErrorKind::Usage, Message("config.provider_object"));
        auto provider = TRY(readProvider(entry.toObject(), static_cast<int>(providers.size()) + 1));
        if (taken.contains(provider.name))
            return fail(ErrorKind::Usage, Message("config.provider_name").arg(provider.name));
        if (std::ranges::any_of(providers, [&](const Provider& other) { return other.name == provider.name; }))
            return fail(ErrorKind::Usage, Message("config.provider_twice").arg(provider.name));
        providers.push_back(std::move(provider));
    }
    return providers;
}

} // namespace factoid
