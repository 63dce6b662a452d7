#include "core/figures/figure.h"

namespace factoid {

QString statusName(Status status)
{
    switch (status) {
    case Status::Final:
        return u"final"_s;
    case Status::Provisional:
        return u"provisional"_s;
    case Status::Estimated:
        return u"estimated"_s;
    case Status::Revised:
        return u"revised"_s;
    case Status::NotAvailable:
        return u"not_available"_s;
    case Status::Confidential:
        return u"confidential"_s;
    case Status::NotApplicable:
        return u"not_applicable"_s;
    }
    return u"final"_s;
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
