// The model endpoint as a program: prints its port on standard output and answers until it is ended or standard input
// closes.
//   model_endpoint [--port N] [--key KEY] [--always FAULT] [--script FAULT,FAULT…] [--reply FILE] [--pause MS]
//                  [--certificate PEM --private-key PEM] [--list]
// --reply: the model says what is in FILE, read anew for each request. --list: the faults that it knows.
#include "core/base/literals.h"

#include "tests/support/model_endpoint.h"

#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>

#include <cstdio>
#include <map>
#include <unistd.h>

using namespace Qt::StringLiterals;

using namespace factoid::test;

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    std::map<QString, QString> given;
    const QStringList words = QCoreApplication::arguments();
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (words[i] == "--list"_L1) {
            std::puts(qPrintable(ModelEndpoint::faults().join(QLatin1Char('\n'))));
            return 0;
        }
        if (!words[i].startsWith("--"_L1) || i + 1 == words.size()) {
            std::fprintf(stderr, "model_endpoint: what is “%s”?\n", qPrintable(words[i]));
            return 2;
        }
        given[words[i].mid(2)] = words[i + 1];
        ++i;
    }
    EndpointOptions options;
    options.port = given["port"].toUShort();
    options.key = given["key"];
    options.certificate = given["certificate"];
    options.privateKey = given["private-key"];
    if (given.contains("pause"))
        options.pause = given["pause"].toInt();
    ModelEndpoint endpoint(options);
    if (!endpoint.isListening()) {
        std::fputs("model_endpoint: cannot listen\n", stderr);
        return 1;
    }
    if (given.contains("always"))
        endpoint.always(given["always"]);
    if (given.contains("script"))
        endpoint.script(given["script"].split(QLatin1Char(',')));
    if (given.contains("reply")) {
        endpoint.setReply([path = given["reply"]](const QJsonObject&) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        });
    }
    std::printf("%u\n", endpoint.port());
    std::fflush(stdout);
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [] {
        char bytes[256];
        if (::read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
            QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
