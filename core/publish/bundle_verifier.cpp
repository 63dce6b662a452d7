#include "core/publish/bundle_verifier.h"

#include "core/publish/bundle_documents.h"
#include "core/publish/canonical_json.h"
#include "core/publish/zip_archive.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace factoid {

namespace {

constexpr qint64 kLargestArchive = 256 << 20;
constexpr qint64 kLargestManifest = 4 << 20;
constexpr int kLongestName = 100;
constexpr qint64 kClockSkewSeconds = 600; // a publisher's clock may run this far ahead of the reader's
constexpr qsizetype kReadChunk = 64 << 10;

// One look at one bundle: gathers files, then problems.
class Inspection
{
  public:
    explicit Inspection(const BundleCheck& check)
        : m_check(check)
    {
    }
    [[nodiscard]] BundleReport run(const QString& path);

  private:
    void add(BundleProblemKind kind, const QString& file, const QString& message)
    {
        m_report.problems.push_back({kind, file, message});
    }
    [[nodiscard]] bool loadFolder(const QString& path);
    [[nodiscard]] bool loadZip(const QString& path);
    void take(BundleFile file);
    [[nodiscard]] std::optional<QByteArray> readPlainFile(const QString& path, const QString& name, qint64 most);
    [[nodiscard]] std::optional<QJsonObject> readManifest();
    [[nodiscard]] bool readHeading(const QJsonObject& manifest);
    void checkFiles(const QJsonArray& list);
    void checkListed(const QString& name, const QJsonObject& entry);
    void checkTime();
    void checkPrevious(const QJsonObject& manifest);
    void checkSpelling(const QJsonObject& manifest);
    void checkManifestSpelling(const QJsonObject& manifest);
    void checkArchiveBytes();

    const BundleCheck& m_check;
    BundleReport m_report;
    QHash<QString, QByteArray> m_files;
    QByteArray m_archive; // empty for a folder
};

// Plain ASCII file names only: nothing that any system takes for a path, a device or a hidden file.
bool isPlainName(const QString& name)
{
    if (name.isEmpty() || name.size() > kLongestName || name.startsWith(QLatin1Char('.')))
        return false;
    return std::all_of(name.begin(), name.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'.' ||
               u == u'-' || u == u'_';
    });
}

// The exact text that the writer gives; nullopt for anything else, another spelling of the instant included.
std::optional<QDateTime> parseInstant(const QJsonValue& value)
{
    const QString text = value.toString();
    const QDateTime instant = QDateTime::fromString(text, Qt::ISODate).toUTC();
    if (!instant.isValid() || instantText(instant) != text)
        return std::nullopt;
    return instant;
}

// For messages, whose words come from a file that nobody vouches for.
QString printable(QString text)
{
    for (QChar& c : text)
        c = c.isPrint() ? c : QLatin1Char('?');
    return text;
}

// What file managers leave behind in a folder that somebody opened.
bool isLitter(const QString& name)
{
    static const QStringList known{u".DS_Store"_s, u"Thumbs.db"_s, u"ehthumbs.db"_s, u"desktop.ini"_s, u".directory"_s};
    return known.contains(name, Qt::CaseInsensitive) || name.startsWith("._"_L1);
}

QString litterSentence(const QString& name)
{
    return u"%1 is what a file manager left behind and is not part of the bundle; delete it"_s.arg(name);
}

void Inspection::take(BundleFile file)
{
    if (isLitter(file.name) && !m_files.contains(file.name)) {
        add(BundleProblemKind::Added, printable(file.name), litterSentence(printable(file.name)));
        return;
    }
    if (!isPlainName(file.name)) {
        add(BundleProblemKind::Path, printable(file.name),
            u"“%1” is not a plain file name; it could leave the folder"_s.arg(printable(file.name)));
        return;
    }
    if (m_files.contains(file.name)) {
        add(BundleProblemKind::Duplicate, file.name, u"%1 occurs twice"_s.arg(file.name));
        return;
    }
    m_files.insert(file.name, std::move(file.bytes));
}

// nullopt, with the problem noted, for a link, a device, a folder, or more than `most` bytes.
std::optional<QByteArray> Inspection::readPlainFile(const QString& path, const QString& name, qint64 most)
{
    // Without O_NONBLOCK a pipe under a listed name would hold the reader for ever.
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info = {};
    const bool plain = fd >= 0 && ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    if (!plain) {
        if (fd >= 0)
            ::close(fd);
        const bool link = QFileInfo(path).isSymLink();
        const bool folder = QFileInfo(path).isDir();
        if (link || folder || fd >= 0)
            add(BundleProblemKind::Added, printable(name),
                u"%1 is not a file but a %2"_s.arg(printable(name), link     ? u"link"_s
                                                                    : folder ? u"folder"_s
                                                                             : u"device"_s));
        else
            add(BundleProblemKind::Unreadable, printable(name), u"%1 cannot be read"_s.arg(printable(name)));
        return std::nullopt;
    }
    QFile file;
    (void)file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle);
    QByteArray bytes;
    QByteArray chunk(kReadChunk, Qt::Uninitialized);
    qint64 got = 0;
    while ((got = file.read(chunk.data(), chunk.size())) > 0) {
        bytes.append(chunk.constData(), got);
        if (bytes.size() > most) {
            add(BundleProblemKind::Limit, printable(name),
                u"%1 is larger than a bundle's file may be"_s.arg(printable(name)));
            return std::nullopt;
        }
    }
    if (got < 0) {
        add(BundleProblemKind::Unreadable, printable(name), u"%1 cannot be read"_s.arg(printable(name)));
        return std::nullopt;
    }
    return bytes;
}

bool Inspection::loadFolder(const QString& path)
{
    const ZipLimits limits;
    const QStringList names =
        QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    if (names.size() > limits.entries) {
        add(BundleProblemKind::Limit, {}, u"the folder has more than %1 entries"_s.arg(limits.entries));
        return false;
    }
    qint64 room = limits.totalBytes;
    for (const QString& name : names) {
        auto bytes = readPlainFile(path + QLatin1Char('/') + name, name, std::min(room, limits.entryBytes));
        if (!bytes)
            continue;
        room -= bytes->size();
        take({name, std::move(*bytes)});
    }
    return true;
}

bool Inspection::loadZip(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    // The link to the bundle itself may be followed (latest.zip); only what it ends at is opened.
    auto bytes = readPlainFile(QFileInfo(path).canonicalFilePath(), name, kLargestArchive);
    if (!bytes)
        return false;
    m_archive = std::move(*bytes);
    auto entries = unzip(m_archive);
    if (!entries) {
        const bool limit = entries.error().kind == ErrorKind::Verification;
        add(limit ? BundleProblemKind::Limit : BundleProblemKind::Zip, {}, printable(entries.error().message));
        return false;
    }
    for (BundleFile& entry : *entries)
        take(std::move(entry));
    return true;
}

// The manifest when it is whole and of a known version; else nullopt with the problem noted.
std::optional<QJsonObject> Inspection::readManifest()
{
    const QString name(kManifestName);
    const auto found = m_files.constFind(name);
    if (found == m_files.constEnd()) {
        add(BundleProblemKind::Manifest, name, u"there is no manifest.json: this is not a bundle"_s);
        return std::nullopt;
    }
    m_report.manifestSha256 = sha256Hex(*found);
    const auto refuse = [&](const QString& why) -> std::optional<QJsonObject> {
        add(BundleProblemKind::Manifest, name, u"manifest.json "_s + why);
        return std::nullopt;
    };
    if (found->size() > kLargestManifest)
        return refuse(u"is larger than a manifest may be"_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*found, &error);
    if (!document.isObject())
        return refuse(u"is not a JSON object"_s);
    const QJsonObject manifest = document.object();
    if (manifest.value("format"_L1).toString() != kBundleFormatName)
        return refuse(u"does not say that it is a factoid bundle"_s);
    const QJsonValue version = manifest.value("version"_L1);
    if (!version.isDouble() || version.toDouble() != kBundleFormatVersion) {
        add(BundleProblemKind::Version, name,
            u"the bundle's format version is not %1; a newer program may read it"_s.arg(kBundleFormatVersion));
        return std::nullopt;
    }
    const QByteArray check = manifest.value("check"_L1).toString().toUtf8();
    const auto zeroed = isSha256Hex(check) ? withCheckZeroed(*found, check) : std::nullopt;
    if (!zeroed || sha256Hex(*zeroed) != check)
        return refuse(u"is damaged: it does not match its own check"_s);
    if (!manifest.value("files"_L1).isArray())
        return refuse(u"lists no files"_s);
    return manifest;
}

bool Inspection::readHeading(const QJsonObject& manifest)
{
    const auto created = parseInstant(manifest.value("created"_L1));
    const auto expires = parseInstant(manifest.value("expires"_L1));
    const QByteArray dataHash = manifest.value("data_hash"_L1).toString().toUtf8();
    if (!created || !expires || *expires <= *created || !isSha256Hex(dataHash)) {
        add(BundleProblemKind::Manifest, QString(kManifestName),
            u"manifest.json lacks a valid created, expires or data_hash"_s);
        return false;
    }
    m_report.created = *created;
    m_report.expires = *expires;
    m_report.dataHash = dataHash;
    return true;
}

void Inspection::checkListed(const QString& name, const QJsonObject& entry)
{
    const QJsonValue size = entry.value("size"_L1);
    const QByteArray hash = entry.value("sha256"_L1).toString().toUtf8();
    if (!size.isDouble() || size.toInteger(-1) < 0 || !isSha256Hex(hash)) {
        add(BundleProblemKind::Manifest, name, u"manifest.json gives no size or hash for %1"_s.arg(name));
        return;
    }
    const auto found = m_files.constFind(name);
    if (found == m_files.constEnd()) {
        add(BundleProblemKind::Missing, name, u"%1 is missing"_s.arg(name));
        return;
    }
    ++m_report.filesChecked;
    if (found->size() != size.toInteger()) {
        add(BundleProblemKind::Size, name,
            u"%1 has %2 bytes where the manifest says %3"_s.arg(name).arg(found->size()).arg(size.toInteger()));
        return;
    }
    if (sha256Hex(*found) != hash)
        add(BundleProblemKind::Hash, name, u"%1 is not the file that was published"_s.arg(name));
}

void Inspection::checkFiles(const QJsonArray& list)
{
    QSet<QString> listed{QString(kManifestName)};
    for (const QJsonValue& value : list) {
        const QJsonObject entry = value.toObject();
        const QString name = entry.value("name"_L1).toString();
        if (!isPlainName(name)) {
            add(BundleProblemKind::Path, printable(name),
                u"manifest.json lists “%1”, which is not a plain file name"_s.arg(printable(name)));
            continue;
        }
        if (listed.contains(name)) {
            add(BundleProblemKind::Duplicate, name, u"manifest.json lists %1 twice"_s.arg(name));
            continue;
        }
        listed.insert(name);
        checkListed(name, entry);
    }
    for (const QLatin1String required : kRequiredFiles) {
        if (!listed.contains(QString(required)))
            add(BundleProblemKind::Missing, QString(required),
                u"manifest.json does not list %1, which every bundle has"_s.arg(QString(required)));
    }
    QStringList present = m_files.keys();
    present.sort();
    for (const QString& name : std::as_const(present)) {
        if (!listed.contains(name))
            add(BundleProblemKind::Added, name, u"%1 is not in the manifest"_s.arg(name));
    }
}

void Inspection::checkTime()
{
    if (m_check.now.isValid() && m_report.expires <= m_check.now)
        add(BundleProblemKind::Expired, {}, u"the bundle expired at %1"_s.arg(instantText(m_report.expires)));
    if (m_check.now.isValid() && m_report.created > m_check.now.addSecs(kClockSkewSeconds))
        add(BundleProblemKind::NotYet, {},
            u"the bundle says that it was made at %1, which is yet to come"_s.arg(instantText(m_report.created)));
    if (m_check.minimumCreated.isValid() && m_report.created < m_check.minimumCreated)
        add(BundleProblemKind::Rollback, {},
            u"the bundle is from %1, older than one already accepted"_s.arg(instantText(m_report.created)));
}

void Inspection::checkPrevious(const QJsonObject& manifest)
{
    const QJsonValue value = manifest.value("previous_manifest_sha256"_L1);
    const QByteArray previous = value.toString().toUtf8();
    if (!value.isNull() && !isSha256Hex(previous)) {
        add(BundleProblemKind::Manifest, QString(kManifestName), u"manifest.json names no valid predecessor"_s);
        return;
    }
    const QByteArray& wanted = m_check.previousManifestSha256;
    if (!wanted.isEmpty() && previous != wanted && m_report.manifestSha256 != wanted)
        add(BundleProblemKind::Rollback, QString(kManifestName),
            u"the bundle is not the successor of the one already accepted"_s);
}

// A JSON text can say one thing to one reader and another to the next: a key twice, a number or a name spelt
// otherwise. So a bundle's files are in the one form that the writer gives, or they are not taken.
void Inspection::checkSpelling(const QJsonObject& manifest)
{
    checkManifestSpelling(manifest);
    for (const QLatin1String required : kRequiredFiles) {
        const QString name(required);
        const bool known =
            std::ranges::any_of(m_report.problems, [&](const BundleProblem& problem) { return problem.file == name; });
        if (known || !name.endsWith(".json"_L1))
            continue;
        if (const auto why = whyNotCanonical(m_files.value(name)))
            add(BundleProblemKind::Spelling, name, u"%1 is not spelt as a bundle's files are: %2"_s.arg(name, *why));
    }
}

void Inspection::checkManifestSpelling(const QJsonObject& manifest)
{
    // What is known to be wrong with it is said already, more plainly.
    const bool known = std::ranges::any_of(m_report.problems, [](const BundleProblem& problem) {
        return problem.kind == BundleProblemKind::Manifest || problem.kind == BundleProblemKind::Path ||
               problem.kind == BundleProblemKind::Duplicate;
    });
    if (known)
        return;
    static const QRegularExpression kVersion(u"^[0-9]+\\.[0-9]+\\.[0-9]+$"_s);
    Manifest said;
    const QString version = manifest.value("generator"_L1).toObject().value("version"_L1).toString();
    said.programVersion = kVersion.match(version).hasMatch() ? version : QStringLiteral(FACTOID_VERSION);
    said.created = m_report.created;
    said.expires = m_report.expires;
    said.dataHash = m_report.dataHash;
    said.previousSha256 = manifest.value("previous_manifest_sha256"_L1).toString().toLatin1();
    for (const QJsonValue& value : manifest.value("files"_L1).toArray()) {
        const QJsonObject file = value.toObject();
        said.files.push_back({file.value("name"_L1).toString(), file.value("size"_L1).toInteger(),
                              file.value("sha256"_L1).toString().toLatin1()});
    }
    // The check follows from the rest, so it is compared as it stands: what differs is found where it differs.
    const QByteArray check = manifest.value("check"_L1).toString().toLatin1();
    const QByteArray wanted = manifestText(said);
    const QByteArray wantedCheck = QJsonDocument::fromJson(wanted).object().value("check"_L1).toString().toLatin1();
    const QString difference =
        firstDifference(m_files.value(QString(kManifestName)), QByteArray(wanted).replace(wantedCheck, check));
    if (!difference.isEmpty())
        add(BundleProblemKind::Manifest, QString(kManifestName),
            u"manifest.json is not spelt as its writer spells it: "_s + difference);
}

// Headers, order, dates, comments and slack of a zip carry no file's bytes, so no hash covers them. The
// writer leaves no choice in them: the archive must be what it makes of these files.
void Inspection::checkArchiveBytes()
{
    std::vector<BundleFile> files;
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file)
        files.push_back({file.key(), file.value()});
    std::sort(files.begin(), files.end(), [](const BundleFile& a, const BundleFile& b) {
        const bool aLast = a.name == kManifestName;
        const bool bLast = b.name == kManifestName;
        return aLast != bLast ? bLast : a.name < b.name;
    });
    const auto expected = zipOf(files, m_report.created);
    if (!expected || *expected != m_archive)
        add(BundleProblemKind::Zip, {},
            u"the archive was altered or packed again: its bytes are not those that were published"_s);
}

BundleReport Inspection::run(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        add(BundleProblemKind::Unreadable, {}, u"there is nothing at %1"_s.arg(path));
        return m_report;
    }
    if (!(info.isDir() ? loadFolder(path) : loadZip(path)))
        return m_report;
    const auto manifest = readManifest();
    if (!manifest)
        return m_report;
    const bool headed = readHeading(*manifest);
    checkFiles(manifest->value("files"_L1).toArray());
    if (headed)
        checkTime();
    checkPrevious(*manifest);
    checkSpelling(*manifest);
    if (headed && !info.isDir())
        checkArchiveBytes();
    return m_report;
}

} // namespace

QString bundleProblemName(BundleProblemKind kind)
{
    switch (kind) {
    case BundleProblemKind::Unreadable:
        return u"unreadable"_s;
    case BundleProblemKind::Manifest:
        return u"manifest"_s;
    case BundleProblemKind::Version:
        return u"version"_s;
    case BundleProblemKind::Missing:
        return u"missing"_s;
    case BundleProblemKind::Added:
        return u"added"_s;
    case BundleProblemKind::Size:
        return u"size"_s;
    case BundleProblemKind::Hash:
        return u"hash"_s;
    case BundleProblemKind::Path:
        return u"path"_s;
    case BundleProblemKind::Duplicate:
        return u"duplicate"_s;
    case BundleProblemKind::Limit:
        return u"limit"_s;
    case BundleProblemKind::Spelling:
        return u"spelling"_s;
    case BundleProblemKind::Zip:
        return u"zip"_s;
    case BundleProblemKind::NotYet:
        return u"not_yet"_s;
    case BundleProblemKind::Expired:
        return u"expired"_s;
    case BundleProblemKind::Rollback:
        return u"rollback"_s;
    }
    return u"unreadable"_s;
}

BundleReport verifyBundle(const QString& path, const BundleCheck& check)
{
    return Inspection(check).run(path);
}

} // namespace factoid
