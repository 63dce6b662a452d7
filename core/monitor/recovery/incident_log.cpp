#include "core/monitor/recovery/incident_log.h"

namespace factoid {

namespace {

QDateTime quietSince(const QDateTime& now)
{
    constexpr qint64 kSecondsPerHour = 3'600;
    return now.addSecs(-kIncidentQuietHours * kSecondsPerHour);
}

} // namespace

Result<Incident> IncidentLog::note(const Failure& failure, const QDateTime& now)
{
    Incident seen;
    seen.fingerprint = failureFingerprint(failure);
    seen.kind = failureKindName(failure.kind);
    seen.provider = failure.provider;
    seen.field = failure.field;
    seen.job = failure.job;
    seen.sentence = failure.sentence;
    seen.detail = failure.detail;
    seen.inputHash = failure.inputHash;
    seen.lastSeen = now;
    seen.lastRun = failure.run;
    return FailureStore(m_db).note(seen, quietSince(now));
}

Result<qint64> IncidentLog::providerWorks(const QString& provider, const QDateTime& now)
{
    return FailureStore(m_db).resolve(provider, {}, {}, now, Message("incident.works_again"));
}

Result<qint64> IncidentLog::jobWorks(const QString& job, const QDateTime& now)
{
    QStringList kinds;
    for (const FailureKind kind : failureKinds()) {
        if (kind != FailureKind::BadData)
            kinds << failureKindName(kind);
    }
    // Every run passes here, so what has been quiet for long does not stay open in the lists.
    if (auto quiet = FailureStore(m_db).closeQuiet(quietSince(now)); !quiet)
        return quiet;
    return FailureStore(m_db).resolve(QString(), job, kinds, now, Message("incident.job_works_again"));
}

} // namespace factoid
