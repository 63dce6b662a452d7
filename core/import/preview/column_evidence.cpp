#include "core/import/preview/column_evidence.h"

#include <cmath>
#include <map>

namespace factoid {

namespace {

constexpr double kTolerance = 0.1; // of a power of ten: within a quarter of the value

struct Weighing {
    ColumnEvidence evidence;
    std::map<int, qint64> powers; // how many differ by which power of ten
};

// The power of ten, other than 0, by which two figures differ; nullopt: they differ otherwise.
std::optional<int> powerBetween(std::int64_t now, std::int64_t stored)
{
    if (now == 0 || stored == 0)
        return std::nullopt;
    const double power = std::log10(std::abs(static_cast<double>(now) / static_cast<double>(stored)));
    const double whole = std::round(power);
    if (whole == 0 || std::abs(power - whole) > kTolerance)
        return std::nullopt;
    return static_cast<int>(whole);
}

void settle(Weighing& weighing)
{
    for (const auto& [power, figures] : weighing.powers) {
        if (figures * 2 > weighing.evidence.differing())
            weighing.evidence.tenfold = power;
    }
}

QString sentenceOf(const ColumnEvidence& evidence)
{
    const qint64 compared = evidence.compared;
    if (compared == 0)
        return u"nothing is stored to compare it with"_s;
    if (evidence.differing() == 0)
        return compared == 1 ? u"its one figure is as it is stored"_s
                             : u"all %L1 figures are as they are stored"_s.arg(compared);
    QString text = evidence.differing() == compared
                       ? (compared == 1 ? u"its one figure differs from what is stored"_s
                                        : u"all %L1 figures differ from what is stored"_s.arg(compared))
                       : u"%L1 of %L2 figures are as they are stored"_s.arg(evidence.same).arg(compared);
    if (evidence.tenfold) {
        const QString times = u"%L1"_s.arg(static_cast<qint64>(std::pow(10.0, std::abs(*evidence.tenfold))));
        text += *evidence.tenfold > 0 ? u": %1 times as much"_s.arg(times) : u": one part in %1 of it"_s.arg(times);
    }
    return text;
}

} // namespace

Result<std::vector<ColumnEvidence>> weighColumns(const ImportBatch& batch, int file, const StoredCell& stored)
{
    std::map<std::pair<int, int>, Weighing> weighings; // by column and field
    QHash<QString, std::int64_t> cell;
    int field = -1;
    int year = 0;
    for (const StagedFigure& figure : batch.figures) { // sorted by field and year
        if (figure.file != file || isMissing(figure.status))
            continue;
        const Field& known = batch.known.fields()[static_cast<size_t>(figure.field)];
        if (figure.field != field || figure.year != year) {
            field = figure.field;
            year = figure.year;
            cell = TRY(stored(known.slug, Year::fromCode(year).value_or(Year())));
        }
        Weighing& weighing = weighings[{figure.column, figure.field}];
        ColumnEvidence& evidence = weighing.evidence;
        evidence.file = file;
        evidence.column = figure.column;
        evidence.slug = known.slug;
        ++evidence.figures;
        const auto before = cell.constFind(batch.known.councils()[static_cast<size_t>(figure.council)].code);
        if (before == cell.constEnd())
            continue;
        ++evidence.compared;
        if (*before == figure.units)
            ++evidence.same;
        else if (const auto power = powerBetween(figure.units, *before))
            ++weighing.powers[*power];
    }
    std::vector<ColumnEvidence> all;
    for (auto& [key, weighing] : weighings) {
        settle(weighing);
        weighing.evidence.sentence = sentenceOf(weighing.evidence);
        all.push_back(weighing.evidence);
    }
    return all;
}

} // namespace factoid
