#include "core/base/sha256.h"
#include "core/figures/summariser.h"

#include <algorithm>

namespace factoid {

namespace {

constexpr int kEnds = 10; // highest and lowest councils that are always in

// The order of the draw: what a council's turn is depends on the data and its code alone.
QByteArray ticket(const QByteArray& hash, const QByteArray& code)
{
    return Sha256::hash(hash + '\t' + code);
}

// `places` shared out over groups of the given sizes in proportion, by largest remainder
// (Hamilton's method); equal remainders go to the group named first. `places` is at most the sum of
// the sizes.
std::vector<size_t> largestRemainder(const std::vector<size_t>& sizes, size_t places)
{
    size_t whole = 0;
    for (const size_t size : sizes)
        whole += size;
    std::vector<size_t> quotas(sizes.size(), 0);
    if (whole == 0)
        return quotas;
    size_t given = 0;
    std::vector<size_t> order;
    for (size_t group = 0; group < sizes.size(); ++group) {
        quotas[group] = sizes[group] * places / whole;
        given += quotas[group];
        order.push_back(group);
    }
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](size_t group) { return sizes[group] * places % whole; });
    for (size_t next = 0; given < places; ++next, ++given)
        ++quotas[order[next]];
    return quotas;
}

// Councils with a figure, highest first, ties by code.
std::vector<int> ranked(const Block& block)
{
    std::vector<int> councils;
    for (size_t council = 0; council < block.units.size(); ++council) {
        if (block.units[council] != Block::kMissing)
            councils.push_back(static_cast<int>(council));
    }
    std::ranges::stable_sort(councils, std::ranges::greater(),
                             [&](int council) { return block.units[static_cast<size_t>(council)]; });
    return councils;
}

// The first `count` by value ascending, ties by code: what bottom_5 would be with more places.
// Takes the ranked councils, where equal values are already in order of code.
std::vector<int> lowest(const Block& block, std::vector<int> councils, size_t count)
{
    std::ranges::stable_sort(councils, {}, [&](int council) { return block.units[static_cast<size_t>(council)]; });
    councils.resize(std::min(count, councils.size()));
    return councils;
}

} // namespace

std::vector<int> representativeSample(const Panel& panel, int field, Year year, int most)
{
    const Block* block = panel.block(field, year);
    if (!block || most <= 0)
        return {};
    std::vector<int> all = ranked(*block);
    const auto places = static_cast<size_t>(most);
    if (all.size() <= places)
        return all;

    std::vector<bool> taken(block->units.size(), false);
    size_t used = 0;
    const auto take = [&](int council) {
        if (used == places || taken[static_cast<size_t>(council)])
            return;
        taken[static_cast<size_t>(council)] = true;
        ++used;
    };
    // A sample too small for both ends in full gives each half of it, the top first.
    const size_t top = std::min<size_t>(kEnds, (places + 1) / 2);
    const size_t bottom = std::min<size_t>(kEnds, places / 2);
    std::ranges::for_each(std::span(all).first(top), take);
    std::ranges::for_each(lowest(*block, all, bottom), take);

    const QByteArray hash = block->dataHash.isEmpty() ? dataHash(panel, *block) : block->dataHash;
    std::vector<std::vector<std::pair<QByteArray, int>>> middle(panel.kinds().names.size());
    for (const int council : all) {
        const auto at = static_cast<size_t>(council);
        if (!taken[at])
            middle[static_cast<size_t>(panel.kinds().of[at])].emplace_back(ticket(hash, panel.codeBytes()[at]),
                                                                           council);
    }
    std::vector<size_t> sizes;
    for (const auto& group : middle)
        sizes.push_back(group.size());
    const std::vector<size_t> quotas = largestRemainder(sizes, places - used);
    for (size_t group = 0; group < middle.size(); ++group) {
        std::ranges::sort(middle[group]);
        for (size_t i = 0; i < quotas[group]; ++i)
            take(middle[group][i].second);
    }
    std::erase_if(all, [&](int council) { return !taken[static_cast<size_t>(council)]; });
    return all;
}

} // namespace factoid
