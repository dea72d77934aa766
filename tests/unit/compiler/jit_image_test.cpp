#include <cstring>
#include <string>
#include <string_view>

#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiler/jit/linked_bytes.h"
#include "compiler/jit/linked_object.h"
#include "compiler/jit/object_image.h"
#include "tests/unit/compiler/jit_sample.h"

// The loader behind the checksum of the cache: what it is given is never trusted to be an object file.
namespace jianhe::jit {
namespace {

using testing::HasSubstr;

int external_answer() { return 42; }

void* resolve(std::string_view name) { return name == "answer" ? reinterpret_cast<void*>(&external_answer) : nullptr; }

// A bit of everything the loader knows: code, constants, a table of addresses, data, a call, an address from a table.
constexpr std::string_view kText = R"(
@table = internal constant [2 x ptr] [ptr @jianhe_one, ptr @word]
@word = private constant [5 x i8] c"word\00"
@count = internal global i32 7
@zeros = internal global [100 x i8] zeroinitializer
declare i32 @answer()

define i32 @jianhe_one() {
    %result = call i32 @answer()
    ret i32 %result
}
define ptr @jianhe_place(i64 %at) {
    %place = getelementptr [2 x ptr], ptr @table, i64 0, i64 %at
    %result = load ptr, ptr %place
    ret ptr %result
}
define ptr @jianhe_pointer() { ret ptr @answer }
define i32 @jianhe_count() {
    %value = load i32, ptr @count
    %more = add i32 %value, 1
    store i32 %more, ptr @count
    ret i32 %more
}
define i8 @jianhe_zero(i64 %at) {
    %place = getelementptr [100 x i8], ptr @zeros, i64 0, i64 %at
    %result = load i8, ptr %place
    store i8 1, ptr %place
    ret i8 %result
}
)";

const std::string& object() {
    static const std::string made = sample_object(kText);
    return made;
}

template <class Function>
Function* entry(const ObjectImage& image, const char* name) {
    return reinterpret_cast<Function*>(image.find(name));
}

TEST(JitImage, Runs) {
    auto image = ObjectImage::load(object(), resolve);
    ASSERT_TRUE(image) << image.error().text;
    const ObjectImage moved = std::move(*image);
    EXPECT_EQ(entry<int()>(moved, "jianhe_one")(), 42);
    EXPECT_EQ(entry<void*(std::int64_t)>(moved, "jianhe_place")(0), moved.find("jianhe_one"));
    EXPECT_STREQ(entry<const char*(std::int64_t)>(moved, "jianhe_place")(1), "word");
    EXPECT_EQ(entry<int (*())()>(moved, "jianhe_pointer")(), &external_answer);
    EXPECT_EQ(entry<int()>(moved, "jianhe_count")(), 8);
    EXPECT_EQ(entry<int()>(moved, "jianhe_count")(), 9);
    EXPECT_EQ(entry<char(std::int64_t)>(moved, "jianhe_zero")(99), 0);
    EXPECT_EQ(entry<char(std::int64_t)>(moved, "jianhe_zero")(99), 1);
    EXPECT_EQ(moved.find("word"), nullptr);
    EXPECT_EQ(moved.find("answer"), nullptr);
}

TEST(JitImage, ImagesHaveDataOfTheirOwn) {
    const auto first = ObjectImage::load(object(), resolve);
    const auto second = ObjectImage::load(object(), resolve);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(entry<int()>(*first, "jianhe_count")(), 8);
    EXPECT_EQ(entry<int()>(*second, "jianhe_count")(), 8);
}

TEST(JitImage, AMissingFunctionIsNamed) {
    const auto image = ObjectImage::load(object(), [](std::string_view) -> void* { return nullptr; });
    ASSERT_FALSE(image);
    EXPECT_THAT(image.error().text, HasSubstr("there is no function `answer`"));
}

TEST(JitImage, EveryTruncatedObjectIsRefused) {
    // The headers of the sections stand at the end.
    for (std::size_t size = 0; size < object().size(); ++size) {
        EXPECT_FALSE(ObjectImage::load(std::string_view(object()).substr(0, size), resolve)) << size;
    }
}

// Nothing here is run: the code in a damaged object may be anything. With sanitizers this also tells of bytes read or
// written outside.
TEST(JitImage, DamagedObjectsAreRefusedOrLoaded) {
    std::size_t loaded = 0;
    std::size_t refused = 0;
    for (std::size_t at = 0; at < object().size(); ++at) {
        for (const int flip : {0x01, 0x10, 0x80, 0xff}) {
            std::string damaged = object();
            damaged[at] = static_cast<char>(damaged[at] ^ flip);
            const auto image = ObjectImage::load(damaged, resolve);
            ++(image ? loaded : refused);
            if (!image) {
                EXPECT_FALSE(image.error().text.empty());
            }
        }
    }
    EXPECT_GT(loaded, 0U);   // code and constants say nothing about themselves
    EXPECT_GT(refused, 0U);  // headers, symbols and relocations do
}

// Numbers where a reader's arithmetic would overflow, in every aligned place.
TEST(JitImage, HugeNumbersAreRefusedOrLoaded) {
    for (const std::uint64_t number : {~std::uint64_t{0}, ~std::uint64_t{0} - 4096, std::uint64_t{1} << 63U,
                                       std::uint64_t{1} << 32U, std::uint64_t{0x7fffffff}, std::uint64_t{0}}) {
        for (std::size_t at = 0; at + sizeof number <= object().size(); at += 4) {
            std::string damaged = object();
            std::memcpy(damaged.data() + at, &number, sizeof number);
            const auto image = ObjectImage::load(damaged, resolve);
            if (!image) {
                EXPECT_FALSE(image.error().text.empty());
            }
        }
    }
}

// As it comes from the cache.
const std::string& linked() {
    static const std::string made = [] {
        auto result = link_object(object());
        EXPECT_TRUE(result) << result.error().text;
        return std::move(*result);
    }();
    return made;
}

Result<ObjectImage> load_linked(std::string_view bytes) {
    auto memory = CodeMemory::copy_of(bytes);
    EXPECT_TRUE(memory) << memory.error().text;
    return ObjectImage::load(std::move(*memory), resolve);
}

std::size_t size_of_pages() {
    const auto read = read_linked_object(linked());
    EXPECT_TRUE(read) << read.error().text;
    return read->code + read->constants + read->data;
}

TEST(JitImage, LinkedCodeSaysWhatIsMissing) {
    const auto read = read_linked_object(linked());
    ASSERT_TRUE(read) << read.error().text;
    EXPECT_GT(read->code, 0U);
    EXPECT_GT(read->constants, 0U);
    EXPECT_GT(read->data, 0U);
    std::size_t of_the_program = 0;
    for (const LinkedObject::Binding& binding : read->bindings) {
        if (binding.name.empty()) continue;
        EXPECT_EQ(binding.name, "answer");
        ++of_the_program;
    }
    EXPECT_EQ(of_the_program, 2U);                          // it is called, and its address is taken
    EXPECT_EQ(read->bindings.size() - of_the_program, 2U);  // the table of addresses
    EXPECT_EQ(read->entries.size(), 5U);
}

TEST(JitImage, LinkedCodeRunsWhereverItLies) {
    const auto first = load_linked(linked());
    const auto second = load_linked(linked());
    ASSERT_TRUE(first && second);
    for (const ObjectImage* image : {&*first, &*second}) {
        EXPECT_EQ(entry<int()>(*image, "jianhe_one")(), 42);
        EXPECT_EQ(entry<void*(std::int64_t)>(*image, "jianhe_place")(0), image->find("jianhe_one"));
        EXPECT_EQ(entry<int()>(*image, "jianhe_count")(), 8);
    }
}

TEST(JitImage, TruncatedLinkedCodeIsRefused) {
    for (std::size_t size = size_of_pages() - 100; size < linked().size(); ++size) {
        EXPECT_FALSE(load_linked(std::string_view(linked()).substr(0, size))) << size;
    }
    EXPECT_FALSE(load_linked(""));
}

// What stands behind the pages is of offsets and lengths.
TEST(JitImage, DamagedLinkedCodeIsRefusedOrLoaded) {
    std::size_t refused = 0;
    const auto try_with = [&](std::size_t at, std::uint64_t number, std::size_t size) {
        std::string damaged = linked();
        std::memcpy(damaged.data() + at, &number, size);
        const auto image = load_linked(damaged);
        if (image) return;
        EXPECT_FALSE(image.error().text.empty());
        ++refused;
    };
    for (std::size_t at = size_of_pages(); at < linked().size(); ++at) {
        for (const unsigned byte : {0x00U, 0x01U, 0x80U, 0xffU}) try_with(at, byte, 1);
        if (at + sizeof(std::uint64_t) > linked().size()) continue;
        for (const std::uint64_t number : {~std::uint64_t{0}, ~std::uint64_t{0} - 4096, std::uint64_t{1} << 63U,
                                           std::uint64_t{1} << 32U, std::uint64_t{0x7fffffff}}) {
            try_with(at, number, sizeof number);
        }
    }
    EXPECT_GT(refused, 0U);
}

TEST(JitImage, NothingOutsideOfLinkedCodeIsBoundOrCalled) {
    const auto read = read_linked_object(linked());
    ASSERT_TRUE(read);
    const auto load_with = [&](auto change) {
        std::string bytes = linked().substr(0, size_of_pages());
        LinkedObject changed = *read;
        change(changed);
        append_linked_tail(bytes, changed);
        const auto image = load_linked(bytes);
        return image ? "loaded" : image.error().text;
    };
    EXPECT_EQ(load_with([](LinkedObject&) {}), "loaded");
    EXPECT_THAT(load_with([](LinkedObject& object) { object.bindings[0].offset = size_of_pages() - 7; }),
                HasSubstr("an address lies outside"));
    EXPECT_EQ(load_with([](LinkedObject& object) { object.bindings[0].offset = size_of_pages() - 8; }), "loaded");
    EXPECT_THAT(load_with([](LinkedObject& object) { object.entries[0].offset = object.code; }),
                HasSubstr("an entry lies outside"));
    EXPECT_THAT(load_with([](LinkedObject& object) { object.code += 1; }), HasSubstr("its pages are not"));
    EXPECT_THAT(load_with([](LinkedObject& object) { object.data = ~object.constants; }),
                HasSubstr("its pages are not"));
}

Elf64_Ehdr header_of(const std::string& bytes) {
    Elf64_Ehdr header;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header;
}

TEST(JitImage, OtherKindsOfFilesAreRefused) {
    EXPECT_THAT(ObjectImage::load("", resolve).error().text, HasSubstr("no ELF file"));
    EXPECT_THAT(ObjectImage::load(std::string(100, 'x'), resolve).error().text, HasSubstr("no ELF file"));
    Elf64_Ehdr header = header_of(object());
    header.e_machine = EM_AARCH64;
    std::string other = object();
    std::memcpy(other.data(), &header, sizeof header);
    EXPECT_THAT(ObjectImage::load(other, resolve).error().text, HasSubstr("no relocatable file for x86-64"));
}

// Calls `change` for each section header that it accepts.
template <class Change>
std::string with_changed_sections(const std::string& bytes, Change change) {
    std::string changed = bytes;
    const Elf64_Ehdr header = header_of(bytes);
    for (std::size_t i = 0; i < header.e_shnum; ++i) {
        char* place = changed.data() + header.e_shoff + i * sizeof(Elf64_Shdr);
        Elf64_Shdr section;
        std::memcpy(&section, place, sizeof section);
        change(section);
        std::memcpy(place, &section, sizeof section);
    }
    return changed;
}

TEST(JitImage, SectionsOfOtherKindsAreRefused) {
    const auto load_with = [](auto change) {
        const auto image = ObjectImage::load(with_changed_sections(object(), change), resolve);
        return image ? "loaded" : image.error().text;
    };
    EXPECT_THAT(load_with([](Elf64_Shdr& section) {
                    if ((section.sh_flags & SHF_EXECINSTR) != 0) section.sh_flags |= SHF_WRITE;
                }),
                HasSubstr("a section with flags"));
    EXPECT_THAT(load_with([](Elf64_Shdr& section) {
                    if ((section.sh_flags & SHF_WRITE) != 0) section.sh_flags |= SHF_TLS;
                }),
                HasSubstr("a section with flags"));
    EXPECT_THAT(load_with([](Elf64_Shdr& section) {
                    if ((section.sh_flags & SHF_EXECINSTR) != 0) section.sh_type = SHT_INIT_ARRAY;
                }),
                HasSubstr("a section of type"));
    EXPECT_THAT(load_with([](Elf64_Shdr& section) {
                    if (section.sh_type == SHT_NOBITS) section.sh_size = std::uint64_t{1} << 40U;
                }),
                HasSubstr("it is too large"));
    EXPECT_THAT(load_with([](Elf64_Shdr& section) { section.sh_addralign = 3; }), HasSubstr("an odd alignment"));
}

}  // namespace
}  // namespace jianhe::jit
