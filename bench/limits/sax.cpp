// libxml2's SAX parser with empty handlers: what parsing alone costs there.
#include <cstdio>

#include <libxml/parser.h>

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: sax FILE\n", stderr);
        return 64;
    }
    long elements = 0;
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = [](void* context, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**,
                                int, int, const xmlChar**) { ++*static_cast<long*>(context); };
    handler.characters = [](void*, const xmlChar*, int) {};
    const int wrong = xmlSAXUserParseFile(&handler, &elements, argv[1]);
    std::printf("%ld elements\n", elements);
    return wrong == 0 ? 0 : 3;
}
