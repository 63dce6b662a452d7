// Input that stops an import: each gives one sentence that names the file and, where there is one, the line.

#include "tests/import/import_support.h"

#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

using namespace factoid;
using namespace factoid::test;

namespace {

Error errorOf(const QString& path, const ReadOptions& options = {})
{
    const auto batch = readImport({path}, smallRegister(), options);
    REQUIRE(!batch);
    INFO(batch.error().sentence().toStdString());
    CHECK(batch.error().kind == ErrorKind::Input);
    CHECK(!batch.error().message.contains(QLatin1Char('\n')));
    return batch.error();
}

} // namespace

TEST_CASE("paths that cannot be imported")
{
    const Folder folder;
    const QString nowhere = folder.path() + u"/nowhere.csv"_s;
    CHECK(errorOf(nowhere).sentence() == nowhere + u": there is no such file or folder"_s);
    CHECK(errorOf(folder.path()).message.contains(u"neither CSV files nor a datapackage.json"_s));
    CHECK(errorOf(folder.write(u"empty.csv"_s, "")).message.contains(u"is empty"_s));
    CHECK(!readImport({}, Register()));
}

TEST_CASE("a file whose name is not UTF-8 is not skipped in silence")
{
    const Folder folder;
    folder.write(u"a.csv"_s, "council_code,field_slug,year,value\nA1,debt,2019/20,1\n");
    const QByteArray other = QFile::encodeName(folder.path()) + "/fig\xFCr.csv";
    const int file = ::open(other.constData(), O_CREAT | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    REQUIRE(file >= 0);
    ::close(file);
    const auto batch = readImport({folder.path()}, smallRegister());
    REQUIRE(::unlink(other.constData()) == 0); // or the folder would stay
    REQUIRE(batch);
    CHECK(batch->accepted == 1);
    REQUIRE(batch->warnings.size() == 1);
    CHECK(batch->warnings.front().contains(u"“figür.csv” has a name that is not UTF-8"_s));
}

TEST_CASE("headers that are not known name their kind and what they lack")
{
    const Folder folder;
    struct Case {
        QByteArray header;
        const char* message;
    };
    const std::vector<Case> cases{
        {"council_code,field_slug,year\n", "looks like a figures file, but its header lacks “value”"},
        {"code,name,type\n", "looks like a councils file, but its header lacks “nation”"},
        {"slug,name\n", "looks like a fields file, but its header lacks “unit”"},
        {"council_code,field_slug,year,amount\n",
         "lacks “value”; it has “council_code”, “field_slug”, “year”, “amount”"},
        {"council_code,code,field_slug,year,value\n", "two of its columns mean the same: “council_code”, “code”"},
        {"Value ,code,field,year,value\n", "two of its columns mean the same: “Value”, “value”"},
        {"foo,bar\n", "import it with a mapping"},
        {"\n", "import it with a mapping"},
        {"\"code,name\n", "a quote opens on this line and never closes"},
    };
    for (const Case& one : cases) {
        INFO(one.header.toStdString());
        const QString path = folder.write(u"x.csv"_s, one.header);
        const Error error = errorOf(path);
        INFO(error.sentence().toStdString());
        CHECK(error.file == path);
        CHECK(error.line == 1);
        CHECK(error.message.contains(QString::fromUtf8(one.message)));
    }
}

TEST_CASE("a heading over two lines does not break the sentence in two")
{
    const Folder folder;
    const Error error = errorOf(folder.write(u"h.csv"_s, "\"council\n_code\",field_slug,year,value\n"));
    CHECK(error.message.contains(u"“council _code”"_s));
}

TEST_CASE("an unreadable middle of a file names its line")
{
    const Folder folder;
    const QByteArray header = "council_code,field_slug,year,value\n";
    CHECK(errorOf(folder.write(u"q.csv"_s, header + "A1,debt,2019/20,1\nA1,debt,2019/20,\"1\n")).line == 3);
    CHECK(errorOf(folder.write(u"n.csv"_s, header + QByteArray("A1,debt,2019/20,1\nA1,\0\n", 24))).line == 3);
    ReadOptions narrow;
    narrow.maxLineBytes = 100;
    const Error wide =
        errorOf(folder.write(u"w.csv"_s, header + "A1,debt,2019/20,1\nA1," + QByteArray(200, 'x') + "\n"), narrow);
    CHECK(wide.line == 3);
    CHECK(wide.message.contains(u"longer than 100 bytes"_s));
    CHECK(errorOf(folder.write(u"u.csv"_s, QByteArray("\xFF\xFE"
                                                      "c\0o\0",
                                                      6)))
              .message.contains(u"UTF-16"_s));
}

TEST_CASE("a two gigabyte line costs neither time nor memory")
{
    const Folder folder;
    const QString path =
        folder.write(u"big.csv"_s, "council_code,field_slug,year,value\nA1,debt,2019/20," + QByteArray(2 << 20, '1'));
    REQUIRE(QFile(path).resize(qint64(2) << 30));
    const Error error = errorOf(path);
    CHECK(error.line == 2);
    CHECK(error.file == path);
}

TEST_CASE("cancel is honoured before and during the reading")
{
    const Folder folder;
    QByteArray text = "council_code,field_slug,year,value\n";
    for (int year = 1000; year < 2900; ++year) {
        for (const char* code : {"A1", "A2", "A3"})
            text += QByteArray(code) + ",debt," + QByteArray::number(year) + ",1\n";
    }
    for (int i = 0; i < 6; ++i)
        text += text.sliced(text.indexOf('\n') + 1);
    const QString path = folder.write(u"x.csv"_s, text);
    TaskControl before;
    before.cancel.request();
    const auto first = readImport({path}, smallRegister(), {}, before);
    REQUIRE(!first);
    CHECK(first.error().kind == ErrorKind::Interrupted);

    TaskControl during;
    qint64 last = 0;
    bool rising = true;
    during.progress = [&](const Progress& progress) {
        if (progress.total == 0)
            return;
        rising = rising && progress.done >= last && progress.done <= progress.total;
        last = progress.done;
        if (progress.done > progress.total / 2)
            during.cancel.request();
    };
    const auto second = readImport({path}, smallRegister(), {}, during);
    REQUIRE(!second);
    CHECK(second.error().kind == ErrorKind::Interrupted);
    CHECK(rising);
    CHECK(last < text.size());
}

TEST_CASE("random bytes give a result and never a crash")
{
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const Folder folder;
    const std::vector<QByteArray> starts{"council_code,field_slug,year,value,status\n",
                                         "code,name,type,nation,active_from,successor\n",
                                         "slug,name,unit,comparison,polarity,per_head_of\n",
                                         "",
                                         "\xEF\xBB\xBF",
                                         "a;b\n"};
    const std::vector<QByteArray> parts{"A1",
                                        "debt",
                                        "2019/20",
                                        ",",
                                        ",",
                                        ",",
                                        "\n",
                                        "\n",
                                        "\"",
                                        "\r\n",
                                        "[x]",
                                        "1,234",
                                        "-",
                                        "\xC2\xA3",
                                        "\xE2\x80",
                                        "\xFF",
                                        QByteArray(1, '\0'),
                                        "%",
                                        "GBP",
                                        "yes"};
    ReadOptions mapped;
    mapped.maxLineBytes = 4096;
    mapped.mapping = Mapping();
    mapped.mapping->name = u"any"_s;
    mapped.mapping->councilCode = ColumnRef{ColumnRef::By::Position, {}, {}, 1};
    mapped.mapping->values.push_back(
        {ColumnRef{ColumnRef::By::Position, {}, {}, 2}, {u"debt"_s, {}}, {u"2019/20"_s, {}}, {}, {}, {}});
    int accepted = 0;
    for (int round = 0; round < 3000; ++round) {
        QByteArray text = starts[random() % starts.size()];
        const auto count = random() % 60;
        for (unsigned i = 0; i < count; ++i)
            text += random() % 20 == 0 ? QByteArray(1, static_cast<char>(random()))
                                       : parts[random() % (random() % 10 ? 12 : parts.size())];
        const QString path = folder.write(u"x.csv"_s, text);
        const auto batch = readImport({path}, smallRegister(), random() % 2 ? mapped : ReadOptions());
        if (!batch) {
            REQUIRE_FALSE(batch.error().message.isEmpty());
            REQUIRE(batch.error().file == path);
            continue;
        }
        ++accepted;
        REQUIRE(batch->rows == batch->accepted + static_cast<qint64>(batch->rejects.size()));
    }
    REQUIRE(accepted > 100);
}
