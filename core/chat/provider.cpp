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
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    const bool ofMaker = withoutSecrets(text, {}) != text && !text.startsWith(QLatin1String("key_"));
    if (!shape.match(text).hasMatch() || ofMaker)
        return false;
    constexpr qsizetype kLongestPart = 16;
    static const QRegularExpression digit(QStringLiteral("[0-9]")), upper(QStringLiteral("[A-Z]")), lower(QStringLiteral("[a-z]"));
    for (const QString& part : text.split(QLatin1Char('_'))) {
        const bool digits = part.contains(digit), mixed = part.contains(upper) && part.contains(lower);
        if ((digits && part.size() >= kLongestPart) || (digits && mixed && 2 * part.size() >= kLongestPart) || (mixed && part.size() >= 2 * kLongestPart))
            return false;
    }
    return true;
}

// Reads the keys of one provider and keeps the first thing that is wrong with them.
class Reader
{
  public:
    Reader(const QJsonObject& json, QString name) : m_json(json), m_name(std::move(name)) {}

    QString text(const char* key, const QString& otherwise = {})
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return otherwise;
        if (!value.isString() || value.toString().isEmpty())
            refuse(QStringLiteral("“%1” must be a text").arg(QLatin1String(key)));
        return value.toString();
    }
    int number(const char* key, qint64 otherwise, int most)
    {
        const QJsonValue value = take(key);
        if (value.isUndefined())
            return static_cast<int>(otherwise);
        const double number = value.toDouble(-1);
        if (number < 1 || number > most || number != static_cast<int>(number)) {
            refuse(QStringLiteral("“%1” must be a whole number from 1 to %2").arg(QLatin1String(key)).arg(most));
            return static_cast<int>(otherwise);
        }
        return static_cast<int>(number);
    }
    bool flag(const char* key, bool otherwise)
    {
        const QJsonValue value = take(key);
        if (!value.isUndefined() && !value.isBool())
            refuse(QStringLiteral("“%1” must be true or false").arg(QLatin1String(key)));
        return value.toBool(otherwise);
    }
    std::map<QString, QString> texts(const char* key)
    {
        std::map<QString, QString> found;
        const QJsonValue value = take(key);
        const QJsonObject object = value.toObject();
        if (!value.isUndefined() && !value.isObject())
            refuse(QStringLiteral("“%1” must be an object of texts").arg(QLatin1String(key)));
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            static const QRegularExpression plain(QStringLiteral("^[\\x20-\\x7e]+$"));
            if (!entry.value().isString() || !plain.match(entry.value().toString()).hasMatch() || !plain.match(entry.key()).hasMatch())
                refuse(QStringLiteral("“%1” in “%2” must be a text of plain characters").arg(entry.key(), QLatin1String(key)));
            if (isSecretName(entry.key()))
                refuse(QStringLiteral("a key does not belong in a file: “%1” in “%2”; name its environment variable in “api_key_env” and its header in “api_key_header”")
                           .arg(entry.key(), QLatin1String(key)));
            found[entry.key()] = entry.value().toString();
        }
        return found;
    }
    void refuse(const QString& problem)
    {
        if (m_problem.isEmpty())
            m_problem = QStringLiteral("provider “%1”: %2").arg(m_name, problem);
    }
    // After everything was read.
    void refuseUnknown()
    {
        for (const QString& key : m_json.keys()) {
            if (m_known.contains(key))
                continue;
            if (isSecretName(key))
                refuse(QStringLiteral("a key does not belong in a file (“%1”); name the environment variable in “api_key_env”").arg(key));
            else
                refuse(QStringLiteral("there is no key “%1”; there are %2").arg(key, m_known.join(QStringLiteral(", "))));
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
        static const QRegularExpression secret(QStringLiteral("^(authorization|proxy-authorization|cookie|(x-)?api[-_]?key|key|(access[-_]?)?token|secret|password|"
                                                              "subscription-key|ocp-apim-subscription-key|sig|code)$"),
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
    const bool http = url.scheme() == QLatin1String("http");
    if (!url.isValid() || url.host().isEmpty() || (!http && url.scheme() != QLatin1String("https")))
        reader.refuse(QStringLiteral("“base_url” must be an address such as https://api.openai.com/v1"));
    else if (!url.userInfo().isEmpty())
        reader.refuse(QStringLiteral("a key does not belong in a file: “base_url” holds a name or a password"));
    else if (url.hasQuery() || url.hasFragment())
        reader.refuse(QStringLiteral("“base_url” must end with its path; what stands after “?” belongs in “query”"));
    else if (http && provider.needsKey() && !staysOnThisMachine(url) && !allowHttp)
        reader.refuse(QStringLiteral("the key would travel unencrypted to %1; use https://, or “allow_http”: true in a network of your own").arg(url.host()));
}

void checkTransport(Reader& reader, const Provider& provider)
{
    if (!provider.caFile.isEmpty() && !QFileInfo(provider.caFile).isReadable())
        reader.refuse(QStringLiteral("the file of “ca_file” cannot be read: %1").arg(provider.caFile));
    static const QRegularExpression proxy(QStringLiteral("^(system|(http|socks5)://[^/@:]+:[0-9]{1,5}/?|(http|socks5)://\\[[0-9a-fA-F:]+\\]:[0-9]{1,5}/?)$"));
    if (!provider.proxy.isEmpty() && !proxy.match(provider.proxy).hasMatch())
        reader.refuse(QStringLiteral("“proxy” must be http://HOST:PORT, socks5://HOST:PORT or system, without a password"));
    static const QRegularExpression token(QStringLiteral("^[A-Za-z0-9-]*$"));
    if (!token.match(provider.keyHeader).hasMatch())
        reader.refuse(QStringLiteral("“api_key_header” must be the name of a header"));
    if (provider.limits.total < provider.limits.idle)
        reader.refuse(QStringLiteral("“total_seconds” must not be shorter than “idle_seconds”"));
}

std::optional<ChatMode> modeOf(Reader& reader, const QString& word)
{
    if (word == QLatin1String("auto"))
        return std::nullopt;
    for (const ChatMode mode : {ChatMode::StrictSchema, ChatMode::JsonObject, ChatMode::PlainText}) {
        if (word == chatModeName(mode))
            return mode;
    }
    reader.refuse(QStringLiteral("“mode” must be auto, json_schema, json_object or text, not “%1”").arg(word));
    return std::nullopt;
}

Result<Provider> readProvider(const QJsonObject& json, int number)
{
    Provider made;
    const HttpLimits usual;
    Reader reader(json, json.value(QLatin1String("name")).toString(QString::number(number)));
    for (const char* key : {"name", "base_url", "model"}) {
        if (!json.contains(QLatin1String(key)))
            reader.refuse(QStringLiteral("“%1” is missing").arg(QLatin1String(key)));
    }
    made.name = reader.text("name");
    made.baseUrl = reader.text("base_url");
    made.model = reader.text("model");
    made.keyVariable = reader.text("api_key_env");
    made.keyEntry = reader.text("api_key_keychain");
    // What may be a key is never printed.
    if (!made.keyVariable.isEmpty() && !isVariableName(made.keyVariable))
        reader.refuse(QStringLiteral("“api_key_env” must be the name of an environment variable, such as OPENAI_API_KEY; a key itself does not belong in a file"));
    if (withoutSecrets(made.keyEntry, {}) != made.keyEntry)
        reader.refuse(QStringLiteral("“api_key_keychain” must be the name of an entry; a key itself does not belong in a file"));
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
    made.mode = modeOf(reader, reader.text("mode", QStringLiteral("auto")));
    const bool allowHttp = reader.flag("allow_http", false);
    reader.refuseUnknown();
    static const QRegularExpression nameShape(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9 ._-]*$"));
    if (made.name.size() > kLongestName || !nameShape.match(made.name).hasMatch())
        reader.refuse(QStringLiteral("“name” must be up to %1 letters, digits, dots, dashes").arg(kLongestName));
    if (!made.keyVariable.isEmpty() && !made.keyEntry.isEmpty())
        reader.refuse(QStringLiteral("the key is either in “api_key_env” or in “api_key_keychain”"));
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
    case ChatMode::StrictSchema: return QStringLiteral("json_schema");
    case ChatMode::JsonObject: return QStringLiteral("json_object");
    case ChatMode::PlainText: return QStringLiteral("text");
    }
    return QStringLiteral("text");
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
    static const QStringList taken{QStringLiteral("auto"), QStringLiteral("statistics"), QStringLiteral("curated")};
    std::vector<Provider> providers;
    const QJsonValue list = config.value(QLatin1String("providers"));
    if (!list.isUndefined() && !list.isArray())
        return fail(ErrorKind::Usage, QStringLiteral("“providers” must be a list"));
    for (const QJsonValue& entry : list.toArray()) {
        if (!entry.isObject())
            return fail(ErrorKind::Usage, QStringLiteral("each of “providers” must be an object"));
        auto provider = readProvider(entry.toObject(), static_cast<int>(providers.size()) + 1);
        if (!provider)
            return std::unexpected(provider.error());
        if (taken.contains(provider->name))
            return fail(ErrorKind::Usage, QStringLiteral("a provider cannot be called “%1”").arg(provider->name));
        if (std::ranges::any_of(providers, [&](const Provider& other) { return other.name == provider->name; }))
            return fail(ErrorKind::Usage, QStringLiteral("two providers are called “%1”").arg(provider->name));
        providers.push_back(std::move(*provider));
    }
    return providers;
}

} // namespace factoid
