#include "core/monitor/alerts/mail_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace factoid {

namespace {

constexpr long kConnectSeconds = 10, kTotalSeconds = 30;
constexpr long kPermanent = 500; // SMTP: 5xx will not do another time, 4xx may

struct Unsent {
    const QByteArray& mail;
    qsizetype at = 0;
};

size_t handOut(char* to, size_t size, size_t count, void* from)
{
    auto* unsent = static_cast<Unsent*>(from);
    const qsizetype more = std::min<qsizetype>(qsizetype(size * count), unsent->mail.size() - unsent->at);
    std::memcpy(to, unsent->mail.constData() + unsent->at, size_t(more));
    unsent->at += more;
    return size_t(more);
}

int isCancelled(void* cancel, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const CancelToken*>(cancel)->requested() ? 1 : 0;
}

struct CurlEnd {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

} // namespace

SendResult mailOut(const MailSink& sink, const QByteArray& password, const QByteArray& mail, const CancelToken& cancel)
{
    const std::unique_ptr<CURL, CurlEnd> curl(curl_easy_init());
    if (!curl)
        return {false, true, Message("mail.memory")};
    curl_slist* list = nullptr;
    for (const QString& to : sink.to)
        list = curl_slist_append(list, u"<%1>"_s.arg(to).toUtf8().constData());
    const std::unique_ptr<curl_slist, CurlEnd> recipients(list);
    const QByteArray url = u"smtp://%1:%2"_s.arg(sink.host).arg(sink.port).toUtf8();
    const QByteArray from = u"<%1>"_s.arg(sink.from).toUtf8();
    Unsent unsent{mail};
    char words[CURL_ERROR_SIZE] = {};
    const auto set = [&](CURLoption option, auto value) { (void)curl_easy_setopt(curl.get(), option, value); };
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_PROTOCOLS_STR, "smtp");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_USE_SSL, long{sink.tls == "none"_L1 ? CURLUSESSL_NONE : CURLUSESSL_ALL});
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    const QByteArray authorities = sink.caFile.toUtf8();
    if (!authorities.isEmpty())
        set(CURLOPT_CAINFO, authorities.constData());
    const QByteArray user = sink.user.toUtf8();
    if (!user.isEmpty()) {
        set(CURLOPT_USERNAME, user.constData());
        set(CURLOPT_PASSWORD, password.constData());
    }
    set(CURLOPT_MAIL_FROM, from.constData());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_READFUNCTION, handOut);
    set(CURLOPT_READDATA, &unsent);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, kTotalSeconds);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, isCancelled);
    set(CURLOPT_XFERINFODATA, const_cast<CancelToken*>(&cancel));
    set(CURLOPT_ERRORBUFFER, words);

    const CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OK)
        return {true, false, Message("mail.sent")};
    long answered = 0;
    (void)curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answered);
    const QString said = QString::fromUtf8(words[0] != '\0' ? words : curl_easy_strerror(code)).trimmed();
    return {false, answered < kPermanent, Message::verbatim(said)};
}

} // namespace factoid
