#include "core/import/values/foreign_format.h"

#include <QByteArray>

#include <array>

namespace factoid {

namespace {

struct Signature {
    QByteArrayView bytes;
    const char* what; // UTF-8
};

const char* const kUnpack = "unpack it and choose the CSV file in it";
const char* const kRename = "give its name that ending, or open it and save the sheet as CSV UTF-8";
const char* const kSaveSheet = "open it and save the sheet as CSV UTF-8";

// File signatures as the formats' own documents give them.
constexpr std::array kSignatures{
    Signature{QByteArrayView("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8), "an old Excel workbook (.xls)"},
    Signature{QByteArrayView("%PDF"), "a PDF document"},
    Signature{QByteArrayView("{\\rtf"), "a text document (RTF)"},
    Signature{QByteArrayView("SQLite format 3"), "an SQLite database"},
    Signature{QByteArrayView("PAR1"), "a Parquet file"},
    Signature{QByteArrayView("\x89HDF"), "an HDF5 file"},
    Signature{QByteArrayView("\x89PNG"), "a picture"},
    Signature{QByteArrayView("\xFF\xD8\xFF"), "a picture"},
};
constexpr std::array kArchives{
    Signature{QByteArrayView("\x1F\x8B"), "a file packed by gzip"},
    Signature{QByteArrayView("BZh"), "a file packed by bzip2"},
    Signature{QByteArrayView("\xFD\x37zXZ"), "a file packed by xz"},
    Signature{QByteArrayView("7z\xBC\xAF\x27\x1C", 6), "a 7-Zip archive"},
    Signature{QByteArrayView("Rar!"), "a RAR archive"},
    Signature{QByteArrayView("\x28\xB5\x2F\xFD"), "a file packed by zstd"},
};

QString sentence(const char* what, const char* advice)
{
    return u"is %1; %2"_s.arg(QString::fromUtf8(what), QString::fromUtf8(advice));
}

QString zipKind(QByteArrayView head)
{
    const QByteArray bytes = head.toByteArray();
    if (bytes.contains("application/vnd.oasis.opendocument.spreadsheet"))
        return sentence("an OpenDocument spreadsheet (.ods)", kRename);
    if (bytes.contains("application/vnd.oasis.opendocument"))
        return sentence("an OpenDocument file", "export what it holds as CSV UTF-8");
    if (bytes.contains("xl/") || bytes.contains("[Content_Types].xml"))
        return sentence("an Excel workbook (.xlsx)", kRename);
    return sentence("a ZIP archive", kUnpack);
}

QString textKind(QByteArrayView head)
{
    QByteArray text = head.toByteArray();
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    text = text.trimmed();
    const QByteArray lower = text.left(512).toLower();
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html") ||
        (lower.startsWith("<?xml") && lower.contains("<html")))
        return sentence("a web page", "the download gave a page instead of the file: open its address in a browser and "
                                      "save the CSV file itself");
    if (lower.startsWith("<?xml") && lower.contains("excel.sheet"))
        return sentence("an Excel workbook in XML", kSaveSheet);
    if (lower.startsWith("<?xml") || (lower.startsWith('<') && lower.contains("/>")))
        return sentence("an XML file", "look for a CSV file at the same place");
    if (lower.startsWith("version https://git-lfs.github.com/"))
        return sentence("a Git LFS pointer, not the file itself", "fetch the file with “git lfs pull”, or download it");
    if (lower.startsWith("/annex/objects/") || lower.contains("/.git/annex/objects/"))
        return sentence("a git-annex pointer, not the file itself", "fetch the file with “git annex get”");
    if (lower.startsWith("{\"") || lower.startsWith("{\n") || lower.startsWith("{ ") || lower.startsWith("[{") ||
        lower.startsWith("[\n") || lower.startsWith("[["))
        return sentence("a JSON file", "look for a CSV file at the same place");
    return {};
}

} // namespace

QString foreignFormat(QByteArrayView head)
{
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
        return zipKind(head);
    for (const Signature& one : kSignatures) {
        if (head.startsWith(one.bytes))
            return sentence(one.what,
                            QByteArrayView(one.what).contains("Excel")
                                ? kSaveSheet
                                : "export what it holds as CSV UTF-8, or look for a CSV file at the same place");
    }
    for (const Signature& one : kArchives) {
        if (head.startsWith(one.bytes))
            return sentence(one.what, kUnpack);
    }
    if (head.startsWith(QByteArrayView("\xFF\xFE\x00\x00", 4)) ||
        head.startsWith(QByteArrayView("\x00\x00\xFE\xFF", 4)))
        return sentence("UTF-32", "save it as CSV UTF-8");
    if (head.startsWith("\xFF\xFE") || head.startsWith("\xFE\xFF"))
        return sentence("UTF-16 (Excel calls it “Unicode Text”)", "save it as CSV UTF-8");
    return textKind(head);
}

} // namespace factoid
