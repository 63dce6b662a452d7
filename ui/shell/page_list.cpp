#include "ui/shell/page_list.h"

#include "ui/overview/overview_page.h"

namespace factoid {

std::vector<PageSpec> pageList()
{
    return {
        overviewPageSpec(),
    };
}

} // namespace factoid
