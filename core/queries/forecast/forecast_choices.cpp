#include "core/queries/forecast/forecast_choices.h"

#include <algorithm>

namespace factoid {

namespace {

QStringList namesOf(const std::vector<Council>& councils, QString Council::*property)
{
    QStringList names;
    for (const Council& council : councils) {
        if (!(council.*property).isEmpty())
            names << council.*property;
    }
    names.removeDuplicates();
    names.sort(Qt::CaseInsensitive);
    return names;
}

} // namespace

Result<ForecastChoices> forecastChoices(QueryContext& context)
{
    RegisterStore known(context.db);
    ForecastChoices choices{.fields = TRY(known.fieldsByName()), .councils = TRY(known.councilsByName())};
    const Register all = TRY(known.load());
    choices.types = namesOf(all.councils(), &Council::type);
    choices.nations = namesOf(all.councils(), &Council::nation);
    choices.regions = namesOf(all.councils(), &Council::region);
    return choices;
}

} // namespace factoid
