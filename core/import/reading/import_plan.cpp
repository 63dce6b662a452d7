#include "core/import/reading/import_plan.h"

#include "core/base/plain_file.h"
#include "core/import/reading/data_package.h"
#include "core/import/reading/sheet_choice.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <filesystem>

namespace factoid {

namespace {

const QString kDescriptor = u"datapackage.json"_s;
const QString kProfile = u"profile.json"_s; // what the data set calls things (figures/data_profile.h)
const QStringList kBooks{u"*.xlsx"_s, u"*.xlsm"_s, u"*.ods"_s};
constexpr qint64 kMostProfileBytes = 1 << 20;
constexpr qsizetype kSample = 1 << 16; // bytes by which a mapped file's delimiter is guessed

class Planner
{
  public:
    Planner(const ReadOptions& options, const TaskControl& control, UnknownShape unknown)
        : m_options(options)
        , m_control(control)
        , m_unknown(unknown)
    {
    }

    [[nodiscard]] Result<void> addPath(const QString& path)
    {
        const QFileInfo info(sheetAddress(path).file);
        if (!info.exists())
            return fail(ErrorKind::Input, Message("import.no_such_file"), path);
        if (info.isDir())
            return addFolder(path);
        if (info.fileName() == kDescriptor)
            return addPackage(path);
        return addFile(path);
    }

    [[nodiscard]] ImportPlan take()
    {
        const auto order = [](const PlannedFile& file) {
            if (!file.tidy || file.tidy->kind == FileKind::Figures)
                return 2;
            return file.tidy->kind == FileKind::Councils ? 0 : 1;
        };
        std::stable_sort(m_plan.files.begin(), m_plan.files.end(),
                         [&](const PlannedFile& a, const PlannedFile& b) { return order(a) < order(b); });
        return std::move(m_plan);
    }

  private:
    [[nodiscard]] static PackageTable tableAt(const QString& path)
    {
        PackageTable table;
        table.path = path;
        return table;
    }

    [[nodiscard]] Result<void> addFolder(const QString& path)
    {
        const QDir folder(path);
        if (folder.exists(kDescriptor))
            return addPackage(folder.filePath(kDescriptor));
        const QStringList names = folder.entryList({u"*.csv"_s}, QDir::Files | QDir::Readable, QDir::Name);
        warnOfNames(path);
        for (const QString& book : folder.entryList(kBooks, QDir::Files, QDir::Name))
            m_plan.warnings.push_back(
                u"%1: a workbook is not read with its folder; import it by its own name"_s.arg(folder.filePath(book)));
        if (folder.exists(kProfile)) {
            const QString file = folder.filePath(kProfile);
            auto profile = profileFromBytes(TRY(readPlainFile(file, kMostProfileBytes)));
            if (!profile)
                return fail(ErrorKind::Input, profile.error().message, file);
            m_plan.profile = std::move(*profile);
        }
        if (names.isEmpty())
            return fail(ErrorKind::Input, Message("import.empty_folder"), path);
        for (const QString& name : names) {
            TRY(addTable(tableAt(folder.filePath(name))));
        }
        return {};
    }

    [[nodiscard]] Result<void> addPackage(const QString& descriptor)
    {
        auto package = TRY(readDataPackage(descriptor, m_control));
        m_plan.warnings.insert(m_plan.warnings.end(), package.warnings.begin(), package.warnings.end());
        if (package.profile)
            m_plan.profile = package.profile;
        for (const PackageTable& table : package.tables) {
            if (auto added = addTable(table); !added)
                return added;
        }
        return {};
    }

    [[nodiscard]] Result<void> addFile(const QString& path)
    {
        const SheetAddress address = sheetAddress(path);
        if (!isNamedAsBook(address.file))
            return addTable(tableAt(path));
        const auto opened = TRY(Workbook::open(address.file));
        if (!opened)
            return addTable(tableAt(path));
        m_control.tell(u"unpacking the workbook"_s, 0, 0);
        auto choice =
            TRY(chooseSheets(*opened, path, m_options.mapping ? m_options.mapping->sheet : QString(), m_control));
        if (choice.sheets.size() == 1 || choice.isNamed)
            return addSheet(choice.isNamed ? sheetPath(address.file, choice.sheets.front().name) : address.file,
                            choice.sheets.front());
        return addSheets(address.file, choice.sheets);
    }

    [[nodiscard]] Result<void> addSheet(const QString& path, const ReadableSheet& sheet)
    {
        return addTable(tableAt(path), sheet.unpacked);
    }

    // Several sheets, and none is named: those in the standard format are read; of others a person chooses one.
    [[nodiscard]] Result<void> addSheets(const QString& file, const std::vector<ReadableSheet>& sheets)
    {
        QStringList others;
        const ReadableSheet* longest = nullptr;
        const size_t before = m_plan.files.size();
        for (const ReadableSheet& sheet : sheets) {
            const QString path = sheetPath(file, sheet.name);
            auto scanned = TRY(scanFile(path, {}, m_options.maxLineBytes, m_control, sheet.unpacked));
            PlannedFile tried;
            tried.scanned = std::move(scanned);
            if (firstRecord(tried)) {
                TRY(addSheet(path, sheet));
                continue;
            }
            others << sheet.name;
            if (!longest || sheet.unpacked->rows > longest->unpacked->rows)
                longest = &sheet;
        }
        if (m_plan.files.size() > before) {
            for (const QString& name : others)
                m_plan.warnings.push_back(
                    u"%1: the sheet “%2” was not read: its columns are not known"_s.arg(file, name));
            return {};
        }
        if (m_unknown == UnknownShape::Refuse || !longest)
            return fail(ErrorKind::Input,
                        u"has %1 sheets, %2; name one, as in %3, or as “sheet” in the mapping"_s.arg(sheets.size())
                            .arg(sheetNames(others),
                                 sheetPath(QFileInfo(file).fileName(), longest ? longest->name : QString())),
                        file);
        m_plan.warnings.push_back(
            u"%1: of its sheets, %2, the longest is looked at; to choose another, add its name to the path: %3"_s.arg(
                file, sheetNames(others), sheetPath(QFileInfo(file).fileName(), others.front())));
        return addSheet(sheetPath(file, longest->name), *longest);
    }

    [[nodiscard]] Result<void> addTable(const PackageTable& table,
                                        const std::shared_ptr<const UnpackedSheet>& sheet = {})
    {
        const QString canonical =
            sheet ? sheetPath(QFileInfo(sheet->book).canonicalFilePath(), sheetAddress(table.path).sheet)
                  : QFileInfo(table.path).canonicalFilePath();
        if (m_seen.contains(canonical)) {
            m_plan.warnings.push_back(u"%1: named more than once; read once"_s.arg(table.path));
            return {};
        }
        m_seen.insert(canonical);
        m_control.tell(u"looking at files"_s, 0, 0);
        auto scanned = TRY(scanFile(table.path, table.encoding, m_options.maxLineBytes, m_control, sheet));
        auto planned = TRY(look(scanned, table));
        warnOfEncoding(planned, table);
        m_plan.bytes += planned.scanned.size;
        m_plan.files.push_back(std::move(planned));
        return {};
    }

    // A name that is not UTF-8 cannot be opened through Qt, which does not list it either.
    void warnOfNames(const QString& folder)
    {
        std::error_code failed;
        const std::filesystem::path where(QFile::encodeName(folder).toStdString());
        for (const auto& entry : std::filesystem::directory_iterator(where, failed)) {
            const QByteArray name = QByteArray::fromStdString(entry.path().filename().string());
            if (!name.toLower().endsWith(".csv") || QFile::encodeName(QFile::decodeName(name)) == name)
                continue;
            m_plan.warnings.push_back(
                u"%1: the file “%2” has a name that is not UTF-8 and was not read; rename it and import again"_s.arg(
                    folder, QString::fromLatin1(name)));
        }
    }

    // Nobody said how the file is written, and it is not all UTF-8: names may look wrong.
    void warnOfEncoding(const PlannedFile& planned, const PackageTable& table)
    {
        const ScannedFile& scanned = planned.scanned;
        const bool mapped = !planned.tidy && m_options.mapping && m_options.mapping->encoding;
        if (table.encoding || mapped || scanned.sheet)
            return;
        if (scanned.strayBytes > 0) {
            QStringList lines;
            for (const qint64 line : scanned.strayLines)
                lines << QString::number(line);
            m_plan.warnings.push_back(
                (scanned.strayBytes == 1
                     ? u"%1: the file is UTF-8 but for one byte, in line %3, which was read as Windows-1252; look at that line"_s
                     : u"%1: the file is UTF-8 but for %2 bytes, first in line %3, which were read as Windows-1252; "
                       u"look "
                       "at those lines"_s.replace(u"%2"_s, QString::number(scanned.strayBytes)))
                    .replace(u"%1"_s, scanned.path)
                    .replace(u"%3"_s, lines.join(u", "_s)));
        } else if (scanned.encoding == TextEncoding::Windows1252) {
            m_plan.warnings.push_back(
                u"%1: the file is not UTF-8 and was read as Windows-1252; check names with accents, and name the encoding in the mapping"_s
                    .arg(scanned.path));
        }
    }

    // Reads the first record as a header; what is not tidy is left to the mapping.
    [[nodiscard]] Result<PlannedFile> look(const ScannedFile& scanned, const PackageTable& table)
    {
        PlannedFile planned;
        planned.scanned = scanned;
        planned.dialect.comment = table.comment;
        planned.dialect.commentRows = table.commentRows;
        planned.decimalComma = table.decimalComma;
        planned.missing = table.missing;
        auto sample = TRY(readSample(scanned));
        // Excel's own line, which names the delimiter.
        const auto said = takeSeparatorLine(sample, planned.dialect);
        const qsizetype lineEnd = sample.indexOf('\n');
        planned.dialect.delimiter = said ? *said
                                         : table.delimiter.value_or(guessDelimiter(
                                               QByteArrayView(sample).first(lineEnd < 0 ? sample.size() : lineEnd)));
        if (!table.header.isEmpty()) {
            planned.tidy = TRY(recogniseHeader(table.header, scanned.path));
            planned.headless = true;
            m_headers.insert(table.path, *planned.tidy);
            return planned;
        }
        auto header = firstRecord(planned);
        if (header) {
            planned.tidy = std::move(*header);
            if (!planned.tidy->ignored.isEmpty())
                m_plan.warnings.push_back(u"%1: columns that mean nothing here and were not read: %2"_s.arg(
                    scanned.path, planned.tidy->ignored.join(u", "_s)));
            m_headers.insert(table.path, *planned.tidy);
            return planned;
        }
        if (m_headers.contains(table.firstPart)) {
            planned.tidy = m_headers.value(table.firstPart);
            planned.headless = true;
            return planned;
        }
        const bool mapped = m_options.mapping && !m_options.mapping->values.empty();
        if ((!mapped && m_unknown == UnknownShape::Refuse) || header.error().kind != ErrorKind::Input)
            return std::unexpected(header.error());
        if (!mapped) {
            planned.dialect.delimiter = said.value_or(table.delimiter.value_or(guessDelimiter(sample)));
            return planned;
        }
        return forMapping(std::move(planned), table, sample, said);
    }

    // "sep=;" in the first row is no data; it says which delimiter the file has. Cuts it off the sample.
    [[nodiscard]] static std::optional<char> takeSeparatorLine(QByteArray& sample, CsvDialect& dialect)
    {
        const qsizetype lineEnd = sample.indexOf('\n');
        const QByteArray line = sample.first(lineEnd < 0 ? sample.size() : lineEnd).toLower();
        const QByteArray plain = line.endsWith('\r') ? line.chopped(1) : line;
        constexpr QByteArrayView kStart("sep=");
        // A tab after it is the delimiter as well; quotes around the whole are Excel's, too.
        const QByteArray bare = plain.startsWith('"') && plain.endsWith('"') ? plain.mid(1, plain.size() - 2) : plain;
        if (!bare.startsWith(kStart) || bare.size() != kStart.size() + 1)
            return std::nullopt;
        dialect.commentRows.insert(dialect.commentRows.begin(), 1);
        sample.remove(0, lineEnd < 0 ? sample.size() : lineEnd + 1);
        return bare.back();
    }

    [[nodiscard]] static Result<TidyHeader> recogniseHeader(const QStringList& names, const QString& path)
    {
        std::vector<QByteArray> texts;
        for (const QString& name : names)
            texts.push_back(name.toUtf8());
        const std::vector<QByteArrayView> cells(texts.begin(), texts.end());
        auto header = factoid::recogniseHeader(cells);
        if (!header)
            header.error().file = path;
        return header;
    }

    [[nodiscard]] Result<PlannedFile> forMapping(PlannedFile planned, const PackageTable& table,
                                                 const QByteArray& sample, std::optional<char> said)
    {
        const Mapping& mapping = *m_options.mapping;
        if (mapping.encoding && !planned.scanned.sheet && !table.encoding &&
            *mapping.encoding != planned.scanned.encoding) {
            auto again = TRY(scanFile(table.path, mapping.encoding, m_options.maxLineBytes, m_control));
            planned.scanned = again;
        }
        planned.dialect.delimiter =
            mapping.delimiter.value_or(said.value_or(table.delimiter.value_or(guessDelimiter(sample))));
        planned.dialect.splitColumn = mapping.splitColumn;
        planned.dialect.splitBy = mapping.splitBy;
        return planned;
    }

    [[nodiscard]] Result<QByteArray> readSample(const ScannedFile& scanned)
    {
        auto source = TRY(ImportSource::open(scanned));
        QByteArray sample(kSample, Qt::Uninitialized);
        qsizetype filled = 0;
        while (filled < sample.size()) {
            const qint64 got = source->read(sample.data() + filled, sample.size() - filled);
            if (got < 0)
                return fail(ErrorKind::Input, Message("import.file_unreadable"), scanned.path);
            if (got == 0)
                break;
            filled += got;
        }
        sample.truncate(filled);
        return sample;
    }

    [[nodiscard]] Result<TidyHeader> firstRecord(const PlannedFile& planned)
    {
        auto pass = TRY(ImportPass::open(planned, m_options.maxLineBytes,
                                         TaskControl{.cancel = m_control.cancel, .progress = {}}, {}));
        auto stepped = TRY(pass->next());
        if (!stepped)
            return fail(ErrorKind::Input, Message("import.empty_file"), planned.scanned.path);
        auto header = factoid::recogniseHeader(pass->csv().cells());
        if (!header)
            header.error().file = planned.scanned.path;
        return header;
    }

    const ReadOptions& m_options;
    const TaskControl& m_control;
    UnknownShape m_unknown;
    ImportPlan m_plan;
    QSet<QString> m_seen;
    QHash<QString, TidyHeader> m_headers; // by path, for later parts of a table
};

} // namespace

Result<ImportPlan> planImport(const QStringList& paths, const ReadOptions& options, const TaskControl& control,
                              UnknownShape unknown)
{
    Planner planner(options, control, unknown);
    for (const QString& path : paths) {
        if (control.cancel.requested())
            return CancelToken::error();
        TRY(planner.addPath(path));
    }
    return planner.take();
}

} // namespace factoid
