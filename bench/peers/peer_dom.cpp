// The whole file into memory and into a pugixml document, then record after record.
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dom_record.h"
#include "output.h"

namespace peer {
namespace {

struct Buffer {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
};

Buffer read_whole(const char* path) {
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (file < 0 || fstat(file, &about) != 0) Output::fail(path);
    Buffer buffer;
    const auto expected = static_cast<std::size_t>(about.st_size);
    buffer.bytes.reset(new char[expected + kPadding]);
    while (buffer.size < expected) {
        const ssize_t got = read(file, buffer.bytes.get() + buffer.size, expected - buffer.size);
        if (got < 0) Output::fail(path);
        if (got == 0) break;
        buffer.size += static_cast<std::size_t>(got);
    }
    close(file);
    return buffer;
}

}  // namespace
}  // namespace peer

int main(int argc, char** argv) {
    using namespace peer;
    const Arguments arguments = read_arguments(argc, argv);
    const Buffer buffer = read_whole(arguments.file);
    pugi::xml_document document;
    // Big5 has no byte of XML's own in its second bytes, so that it may pass as bytes.
    const pugi::xml_parse_result parsed =
        document.load_buffer_inplace(buffer.bytes.get(), buffer.size, kParseOptions, pugi::encoding_utf8);
    if (!parsed) {
        std::fprintf(stderr, "%s: %s at byte %td\n", arguments.file, parsed.description(), parsed.offset);
        return 3;
    }
    Output output(arguments);
    Record record;
    DomRecord filler(record);
    for (pugi::xml_node node = document.document_element().first_child(); node; node = node.next_sibling()) {
        if (node.type() != pugi::node_element) continue;
        filler.fill(node);
        output.judge(record);
    }
    output.finish();
    return 0;
}
