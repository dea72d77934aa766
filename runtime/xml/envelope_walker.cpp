#include "envelope_walker.h"

#include "input_bytes.h"
#include "joined.h"
#include "layout_names.h"

namespace jianhe::xml {
namespace {

// True for text of which nobody can say yet where it ends, or what stands in it: a reference may be cut there.
bool is_open_ended_text(const XmlToken& token, std::string_view text) noexcept {
    return token.kind == XmlTokenKind::Text && (token.end == text.size() || text[token.end] != '<');
}

}  // namespace

EnvelopeWalker::EnvelopeWalker(const EnvelopeContext& context, InputText& input, const EnvelopeState& state,
                               std::uint64_t records)
    : layout_(context.layout),
      limits_(context.limits),
      context_(context),
      input_(input),
      scanner_(input.text(), input.encoding(), context.limits.max_tag_length),
      root_ended_(state.part == Part::BehindRoot),
      at_beginning_(state.at_beginning),
      late_declaration_(state.late_declaration),
      safe_state_(state),
      safe_offset_(input.reached()),
      record_number_(records) {
    if (state.part == Part::InRoot) open_.push_back(layout_.root());
}

EnvelopeState::Part EnvelopeWalker::part() const noexcept {
    if (open_.empty()) return root_ended_ ? Part::BehindRoot : Part::BeforeRoot;
    return Part::InRoot;
}

void EnvelopeWalker::note_safe_place() {
    safe_state_ = {part(), at_beginning_, late_declaration_};
    safe_offset_ = input_.reached();
}

EnvelopeWalker::Step EnvelopeWalker::next() { return walk(false); }
EnvelopeWalker::Step EnvelopeWalker::next_place() { return walk(true); }

EnvelopeWalker::Step EnvelopeWalker::walk(bool stop_before_record) {
    for (bool is_first = true; !done_; is_first = false) {
        if (!is_in_record()) {
            if (!pass_white_space()) break;
            note_safe_place();
            if (stop_before_record && !is_first && begins_record()) return Step::BeforeRecord;
        }
        const XmlToken token = next_token();
        if (done_) break;
        if (!input_.ends_input() && is_open_ended(token)) return Step::NeedsMore;
        const bool ends_record = handle(token);
        if (done_) break;
        input_.advance_to(token.end);
        at_beginning_ = false;
        if (!ends_record) continue;
        note_safe_place();
        element_ = input_.text().substr(record_begin_, token.end - record_begin_);
        return Step::Record;
    }
    return Step::Done;
}

// Outside of records white space may be of any length, so it is no token, and the first other character decides.
bool EnvelopeWalker::pass_white_space() {
    if (scanner_.skip_white_space()) {
        input_.advance_to(scanner_.position());
        at_beginning_ = false;
    }
    const std::string_view rest = scanner_.rest();
    if (rest.empty() || rest.front() == '<') return true;
    if (find_illegal(rest.substr(0, 3)) == 0) {
        refuse(EnvelopeRole::MalformedXml, input_.reached(), "a character that XML does not allow");
        return false;
    }
    const std::string where =
        open_.empty() ? "outside of the root element" : joined("directly inside `", open_.back(), "`");
    refuse(EnvelopeRole::MalformedXml, input_.reached(), "text " + where);
    return false;
}

bool EnvelopeWalker::begins_record() const noexcept {
    const std::string_view rest = scanner_.rest();
    return open_.size() == 1 && rest.starts_with('<') && rest.substr(1).starts_with(layout_.record());
}

// A record, or a token outside of records, is judged by as much of it as it may have. So a reader that streams need not
// see the rest.
XmlToken EnvelopeWalker::next_token() {
    const XmlToken token = scanner_.next();
    const std::size_t begin = is_in_record() ? record_begin_ : token.begin;
    const bool whole =
        token.kind != XmlTokenKind::Malformed && token.kind != XmlTokenKind::Cut && token.kind != XmlTokenKind::End;
    if (whole && token.end - begin <= limits_.max_record_bytes) return token;  // in UTF-8, which is never shorter
    const std::string_view text = input_.text();
    if (!is_in_record() || !record_most_) {
        record_most_ = end_of_input_bytes(text, begin, limits_.max_record_bytes, input_.encoding());
    }
    if (whole ? token.end <= *record_most_ : text.size() == *record_most_) return token;
    const std::string_view most = text.substr(0, *record_most_);
    XmlScanner again(most, input_.encoding(), limits_.max_tag_length, token.begin);
    const XmlToken bounded = again.next();
    if (bounded.kind == XmlTokenKind::Malformed || is_out_of_place(bounded)) return bounded;
    refuse_large(token);
    return token;
}

bool EnvelopeWalker::is_open_ended(const XmlToken& token) const noexcept {
    return token.kind == XmlTokenKind::Cut || token.kind == XmlTokenKind::End ||
           is_open_ended_text(token, input_.text());
}

bool EnvelopeWalker::handle(const XmlToken& token) {
    switch (token.kind) {
        case XmlTokenKind::StartTag: return handle_start_tag(token);
        case XmlTokenKind::EndTag: return handle_end_tag(token);
        case XmlTokenKind::Text:
        case XmlTokenKind::CData: handle_text(token); break;
        case XmlTokenKind::Declaration: handle_declaration(token); break;
        case XmlTokenKind::Comment:
        case XmlTokenKind::Instruction: break;
        case XmlTokenKind::End:
        case XmlTokenKind::Cut: handle_end(token); break;
        case XmlTokenKind::Malformed:
            refuse(EnvelopeRole::MalformedXml, input_.advance_to(token.fault), std::string{token.problem});
            break;
    }
    return false;
}

bool EnvelopeWalker::handle_start_tag(const XmlToken& token) {
    if (!is_in_record()) {
        switch (part()) {
            case Part::BehindRoot: refuse_second_root(token); return false;
            case Part::BeforeRoot:
                if (token.name != layout_.root()) return refuse_stranger(token, "as root element"), false;
                break;
            case Part::InRoot:
                if (token.name != layout_.record()) return refuse_stranger(token, "between records"), false;
                record_begin_ = token.begin;
                record_most_.reset();
                record_offset_ = input_.reached();
                ++record_number_;
                break;
        }
    }
    if (open_.size() >= limits_.max_depth) {
        refuse_token(EnvelopeRole::MalformedXml, token, joined("more than ", limits_.max_depth, " nested elements"));
        return false;
    }
    open_.push_back(token.name);
    return token.self_closing && close_innermost();
}

bool EnvelopeWalker::handle_end_tag(const XmlToken& token) {
    if (!open_.empty() && token.name == open_.back()) return close_innermost();
    if (is_in_record() && token.name == layout_.root()) {
        refuse_token(EnvelopeRole::NoEndOfRecord, token,
                     joined("`", layout_.root(), "` ends inside ", where_record_begins()));
    } else {
        refuse_token(EnvelopeRole::MalformedXml, token,
                     joined("end tag `", shown_name(token.name), "` does not belong to the innermost open element"));
    }
    return false;
}

bool EnvelopeWalker::close_innermost() {
    const bool ends_record = open_.size() == 2;
    open_.pop_back();
    root_ended_ = open_.empty();
    return ends_record;
}

bool EnvelopeWalker::is_out_of_place(const XmlToken& text) const noexcept {
    return (text.kind == XmlTokenKind::Text || text.kind == XmlTokenKind::CData) &&
           text.first_ink != std::string_view::npos && !open_.empty() && is_container(layout_, open_.back());
}

void EnvelopeWalker::handle_text(const XmlToken& token) {
    if (open_.empty()) {
        return refuse_token(EnvelopeRole::MalformedXml, token, "CDATA outside of the root element");
    }
    if (!is_out_of_place(token)) return;
    refuse(EnvelopeRole::MalformedXml, input_.advance_to(token.first_ink),
           joined("text directly inside `", open_.back(), "`"));
}

// Behind the root a declaration may begin a second document; only what follows it can tell.
void EnvelopeWalker::handle_declaration(const XmlToken& token) {
    if (at_beginning_) return;
    if (!is_in_record() && part() == Part::BehindRoot && !late_declaration_) {
        late_declaration_ = input_.reached();
    } else {
        refuse_token(EnvelopeRole::MalformedXml, token, "an XML declaration that is not at the beginning");
    }
}

void EnvelopeWalker::handle_end(const XmlToken& token) {
    const std::uint64_t end = input_.advance_to(input_.text().size());
    const Part where = part();
    if (input_.invalid_at()) {
        refuse(EnvelopeRole::NotEncoded, *input_.invalid_at(), "bytes that no allowed encoding has");
    } else if (where == Part::BehindRoot && token.kind == XmlTokenKind::Cut) {
        refuse(EnvelopeRole::MalformedXml, end, "an unfinished piece behind the root element");
    } else if (where == Part::BehindRoot && late_declaration_) {
        refuse(EnvelopeRole::MalformedXml, *late_declaration_, "an XML declaration behind the root element");
    } else if (where != Part::BehindRoot) {
        if (is_in_record()) refuse(EnvelopeRole::NoEndOfRecord, end, "the input ends inside " + where_record_begins());
        refuse(EnvelopeRole::NoEndOfFile, end, joined("the input ends before the end of `", layout_.root(), "`"));
    }
    done_ = true;
}

void EnvelopeWalker::refuse_second_root(const XmlToken& token) {
    if (token.name == layout_.root()) {
        refuse_token(EnvelopeRole::SeveralRoots, token, joined("a second `", layout_.root(), "`"));
    } else {
        refuse_token(EnvelopeRole::MalformedXml, token, "an element behind the root element");
    }
}

void EnvelopeWalker::refuse_stranger(const XmlToken& token, std::string_view where) {
    const EnvelopeRole role = is_known(layout_, token.name) ? EnvelopeRole::WrongPlace : EnvelopeRole::UnknownField;
    refuse_token(role, token, joined("`", shown_name(token.name), "` ", where));
}

void EnvelopeWalker::refuse_large(const XmlToken& token) {
    if (is_in_record()) {
        refuse(EnvelopeRole::MalformedXml, record_offset_,
               joined("record ", record_number_, " is larger than ", limits_.max_record_bytes, " bytes"));
    } else {
        refuse_token(EnvelopeRole::MalformedXml, token,
                     joined("a piece of more than ", limits_.max_record_bytes, " bytes outside of records"));
    }
}

void EnvelopeWalker::refuse_record(EnvelopeRole role, std::string_view problem) {
    refuse(role, record_offset_, joined("record ", record_number_, ": ", problem));
}

void EnvelopeWalker::refuse(EnvelopeRole role, std::uint64_t offset, std::string text) {
    context_.faults.push_back({role, true, layout_.root(), offset, context_.line_of(offset), std::move(text)});
    done_ = true;
}

void EnvelopeWalker::refuse_token(EnvelopeRole role, const XmlToken& token, std::string text) {
    refuse(role, input_.advance_to(token.begin), std::move(text));
}

std::string EnvelopeWalker::where_record_begins() const {
    return joined("record ", record_number_, ", which begins in line ", context_.line_of(record_offset_));
}

}  // namespace jianhe::xml
