// Provider list: the providers of language models as they stand: what is remembered of them, what their last probe
// found, what they cost. Asks nobody. Asked by the window and by `spend prices`. Used by the thread that owns the
// database; does not write.
#pragma once

#include "core/chat/provider.h"
#include "core/queries/queries.h"

namespace factoid {

// {currency (of the caps), day, providers: [{name, model, host, key_place, mode, probe, price}] in the order in which
// they are tried, exchange: [{from, to, rate, date}] as configured, table: {checked, source} of the prices that travel
// with the program, sentence}. `mode`: json_schema, json_object or text as remembered of the last call, null: not
// known. `probe`: null, or what the last one found (as probeJson, with `at` and `run`) as long as model and host are
// what they were. `price`: null when it is unknown, else {in, out (for a million tokens), currency, from, source:
// config|table|local, rate, rate_date}: the rate to the caps' currency, null when none is known; "" when none is
// needed. Errors: Usage, of the config's spend.
[[nodiscard]] Result<QJsonObject> providerListQuery(QueryContext& context, const std::vector<Provider>& providers);

} // namespace factoid
