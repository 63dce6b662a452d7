// MailClient: one mail to one server, by libcurl: SMTP, with STARTTLS before anything is said unless the server is this
// machine itself. Blocks; any thread but the main one.
#pragma once

#include "core/monitor/alerts/alert_sinks.h"

namespace factoid {

// `mail`: as mailText() makes it.
[[nodiscard]] SendResult mailOut(const MailSink& sink, const QByteArray& password, const QByteArray& mail,
                                 const CancelToken& cancel);

} // namespace factoid
