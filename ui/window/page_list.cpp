#include "ui/window/page_list.h"

#include "ui/alerts/alerts_page.h"
#include "ui/bundles/bundles_page.h"
#include "ui/cache/cache_page.h"
#include "ui/changes/changes_page.h"
#include "ui/connections/connections_page.h"
#include "ui/errors/errors_page.h"
#include "ui/factoids/factoids_page.h"
#include "ui/fallbacks/fallbacks_page.h"
#include "ui/figures/figures_page.h"
#include "ui/forecast/forecast_page.h"
#include "ui/generation/generation_page.h"
#include "ui/history/history_page.h"
#include "ui/import/import_page.h"
#include "ui/metrics/metrics_page.h"
#include "ui/overview/overview_page.h"
#include "ui/schedule/schedule_page.h"
#include "ui/settings/settings_page.h"
#include "ui/summaries/summaries_page.h"

namespace factoid {

std::vector<PageSpec> pageList()
{
    return {
        overviewPageSpec(), generationPageSpec(),  cachePageSpec(),     errorsPageSpec(),    metricsPageSpec(),
        alertsPageSpec(),   figuresPageSpec(),     importPageSpec(),    summariesPageSpec(), forecastPageSpec(),
        changesPageSpec(),  factoidsPageSpec(),    fallbacksPageSpec(), bundlesPageSpec(),   schedulePageSpec(),
        historyPageSpec(),  connectionsPageSpec(), settingsPageSpec(),
    };
}

} // namespace factoid
