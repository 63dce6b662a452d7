#include "core/figures/figure.h"

namespace factoid {

QString statusName(Status status)
{
    switch (status) {
    case Status::Final: return QStringLiteral("final");
    case Status::Provisional: return QStringLiteral("provisional");
    case Status::Estimated: return QStringLiteral("estimated");
    case Status::Revised: return QStringLiteral("revised");
    case Status::NotAvailable: return QStringLiteral("not_available");
    case Status::Confidential: return QStringLiteral("confidential");
    case Status::NotApplicable: return QStringLiteral("not_applicable");
    }
    return QStringLiteral("final");
}

std::optional<Status> statusFromNumber(int number)
{
    for (const Status status : {Status::Final, Status::Provisional, Status::Estimated, Status::Revised,
                                Status::NotAvailable, Status::Confidential, Status::NotApplicable}) {
        if (static_cast<int>(status) == number)
            return status;
    }
    return std::nullopt;
}

} // namespace factoid
