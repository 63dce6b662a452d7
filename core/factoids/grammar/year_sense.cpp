#include "core/factoids/grammar/year_sense.h"

namespace factoid {

std::optional<Year> yearMeant(const SaidYear& said, Moment moment, bool share, const std::vector<Year>& known,
                              const DataProfile& profile, const QString& field, bool isEnd)
{
    using Form = SaidYear::Form;
    for (const Year& year : known) {
        const bool named = year.code() == said.number;
        const QDate last = profile.lastDay(year, field); // invalid: no month is said of it
        const QDate first = profile.firstDay(year, field);
        bool fits = false;
        switch (said.form) {
        case Form::Label:
            fits = named && (moment == Moment::Flow || (share && moment != Moment::Closing) ||
                             (isEnd && moment == Moment::Closing && year.isFinancial()));
            break;
        case Form::EndOf:
            fits = named && moment == Moment::Closing;
            break;
        case Form::StartOf:
            fits = named && moment == Moment::Opening;
            break;
        case Form::YearTo:
            fits = moment == Moment::Flow && last.isValid() && last.year() == said.number && last.month() == said.month;
            break;
        case Form::Middle:
            fits = moment == Moment::Middle && year.startYear() == said.number;
            break;
        case Form::Month:
            if (moment == Moment::Closing)
                fits = last.year() == said.number && last.month() == said.month;
            else if (moment == Moment::Opening)
                fits = first.year() == said.number && first.month() == said.month;
            break;
        }
        if (fits)
            return year;
    }
    return std::nullopt;
}

} // namespace factoid
