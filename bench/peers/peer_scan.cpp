// The file in pieces through one buffer, and straight from its bytes to the rules.
#include <memory>

#include <fcntl.h>
#include <unistd.h>

#include "dom_record.h"
#include "output.h"
#include "scan_record.h"

namespace peer {
namespace {

constexpr std::size_t kPiece = 256 * 1024;

// What is read and not yet used: it begins at `begin`, and ends with a `<` that no tag follows.
class Input {
public:
    explicit Input(const char* path) : path_(path), file_(open(path, O_RDONLY | O_CLOEXEC)) {
        if (file_ < 0) Output::fail(path);
        resize(2 * kPiece);
    }
    ~Input() { close(file_); }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    const char* begin() const { return begin_; }
    std::string_view rest() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }
    void used(const char* to) { begin_ = to; }

    // Moves what is left to the front and reads behind it; false at the end of the file.
    bool more() {
        const std::size_t left = rest().size();
        if (left > room_ - kPiece) {
            resize(room_ * 2);
        } else {
            std::memmove(bytes_.get(), begin_, left);
        }
        begin_ = bytes_.get();
        const ssize_t got = read(file_, bytes_.get() + left, kPiece);
        if (got < 0) Output::fail(path_);
        end_ = begin_ + left + got;
        std::memset(bytes_.get() + left + got, '<', kPadding);
        return got > 0;
    }

private:
    void resize(std::size_t room) {
        std::unique_ptr<char[]> wider(new char[room + kPadding]);
        if (begin_ != nullptr) std::memcpy(wider.get(), begin_, rest().size());
        end_ = wider.get() + rest().size();
        bytes_ = std::move(wider);
        begin_ = bytes_.get();
        room_ = room;
    }

    const char* path_;
    int file_;
    std::unique_ptr<char[]> bytes_;
    std::size_t room_ = 0;
    const char* begin_ = nullptr;
    const char* end_ = nullptr;
};

class Scanner {
public:
    explicit Scanner(const Arguments& arguments)
        : file_(arguments.file), input_(arguments.file), output_(arguments), dom_(record_) {}

    int run() {
        if (!skip_to_root()) return wrong("no RECS");
        for (;;) {
            const char* const behind = scan_record(input_.begin(), record_);
            if (behind != nullptr) [[likely]] {
                output_.judge(record_);
                input_.used(behind);
            } else if (input_.rest().substr(0, 7) == "</RECS>") {
                output_.finish();
                return 0;
            } else if (!read_unusual()) {
                return wrong("neither a record nor the end");
            }
        }
    }

private:
    int wrong(const char* why) {
        std::fprintf(stderr, "%s: %s\n", file_, why);
        return 3;
    }

    bool skip_to_root() {
        constexpr std::string_view root = "<RECS>";
        while (input_.more()) {
            const std::size_t at = input_.rest().find(root);
            if (at == std::string_view::npos) continue;
            input_.used(input_.begin() + at + root.size());
            skip_white();
            return true;
        }
        return false;
    }
    void skip_white() {
        std::size_t white = 0;
        while (white < input_.rest().size() && is_white(input_.rest()[white])) ++white;
        input_.used(input_.begin() + white);
    }

    // A record that is not there to its end, or not written as `scan_record` expects.
    [[gnu::noinline, gnu::cold]] bool read_unusual() {
        constexpr std::string_view end_tag = "</REC>";
        skip_white();
        for (;;) {
            const std::string_view rest = input_.rest();
            const std::size_t end = rest.find(end_tag);
            const std::size_t comment = rest.starts_with("<!--") ? rest.find("-->") : std::string_view::npos;
            if (comment != std::string_view::npos) {
                input_.used(rest.data() + comment + 3);
                return true;
            }
            if (rest.starts_with("<REC") && end != std::string_view::npos) {
                const std::string_view element = rest.substr(0, end + end_tag.size());
                if (const char* const behind = scan_record(element.data(), record_); behind != nullptr) {
                    output_.judge(record_);
                    input_.used(behind);
                    return true;
                }
                if (!judge_by_dom(element)) return false;
                input_.used(element.data() + element.size());
                skip_white();
                return true;
            }
            if (rest.starts_with("</RECS>")) return true;
            if (!input_.more()) return false;
            skip_white();
        }
    }

    bool judge_by_dom(std::string_view element) {
        copy_.assign(element);
        copy_.append(kPadding, '\0');
        const auto parsed =
            document_.load_buffer_inplace(copy_.data(), element.size(), kParseOptions, pugi::encoding_utf8);
        if (!parsed) return false;
        dom_.fill(document_.document_element());
        output_.judge(record_);
        return true;
    }

    const char* file_;
    Input input_;
    Output output_;
    Record record_;
    DomRecord dom_;
    pugi::xml_document document_;
    std::string copy_;
};

}  // namespace
}  // namespace peer

int main(int argc, char** argv) {
    const peer::Arguments arguments = peer::read_arguments(argc, argv);
    return peer::Scanner(arguments).run();
}
