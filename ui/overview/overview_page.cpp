#include "ui/overview/overview_page.h"

#include "core/store/time_text.h"
#include "ui/base/formats.h"

namespace factoid {

namespace {

class OverviewPage : public Page
{
  public:
    OverviewPage(PageContext& context, QWidget* parent) : Page(context, tr("Overview"), true, parent)
    {
        setSentence(tr("Looking at the store"));
        body()->addStretch(1);
    }
    void refresh() override
    {
        m_asking.ask(context().reader, [](QueryContext& query) { return statusQuery(query, {}); }, [this](const Result<QJsonObject>& status) { show_(status); });
    }

  private:
    void show_(const Result<QJsonObject>& status)
    {
        if (!status) {
            setTitle(tr("The store cannot be read"));
            setSentence(status.error().sentence());
            return;
        }
        const QJsonObject fresh = status->value(QStringLiteral("freshness")).toObject();
        setTitle(fresh.value(QStringLiteral("up_to_date")).toBool() ? tr("All fresh") : tr("The figures have changed"));
    }
    Latest<QJsonObject> m_asking;
};

} // namespace

PageSpec overviewPageSpec()
{
    return {QStringLiteral("overview"), Page::tr("Monitor"), Page::tr("Overview"), QStringLiteral("overview"), {},
            [](PageContext& context, QWidget* parent) -> Page* { return new OverviewPage(context, parent); }};
}

} // namespace factoid
