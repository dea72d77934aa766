#include "envelope_walker.h"

#include "joined.h"
#include "layout_names.h"

namespace jianhe::xml {

EnvelopeWalker::EnvelopeWalker(const RecordLayout& layout, const Limits& limits, InputText& input,
                               std::vector<EnvelopeFault>& faults)
    : layout_(layout),
      limits_(limits),
      input_(input),
      faults_(faults),
      scanner_(input.text(), input.encoding(), limits.max_tag_length) {}

EnvelopeWalker::Part EnvelopeWalker::part() const noexcept {
    if (open_.empty()) return root_ended_ ? Part::BehindRoot : Part::BeforeRoot;
    return open_.size() == 1 ? Part::InRoot : Part::InRecord;
}

std::optional<std::string_view> EnvelopeWalker::next_record() {
    while (!done_) {
        const XmlToken token = scanner_.next();
        const bool was_in_record = part() == Part::InRecord;
        const bool ends_record = handle(token);
        if (done_) break;
        input_.advance_to(token.end);
        if ((was_in_record || ends_record) && refuse_large_record()) break;
        if (ends_record) return input_.text().substr(record_begin_, token.end - record_begin_);
    }
    return std::nullopt;
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
    switch (part()) {
        case Part::BehindRoot: refuse_second_root(token); return false;
        case Part::BeforeRoot:
            if (token.name != layout_.root()) return refuse_stranger(token, "as root element"), false;
            break;
        case Part::InRoot:
            if (token.name != layout_.record()) return refuse_stranger(token, "between records"), false;
            record_begin_ = token.begin;
            record_place_ = input_.reached();
            ++record_number_;
            break;
        case Part::InRecord: break;
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
    if (part() == Part::InRecord && token.name == layout_.root()) {
        refuse_token(EnvelopeRole::NoEndOfRecord, token,
                     joined("`", layout_.root(), "` ends inside record ", record_number_, ", which begins in line ",
                            record_place_.line));
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

void EnvelopeWalker::handle_text(const XmlToken& token) {
    const bool outside = open_.empty();
    if (outside && token.kind == XmlTokenKind::CData) {
        return refuse_token(EnvelopeRole::MalformedXml, token, "CDATA outside of the root element");
    }
    if (token.first_ink == std::string_view::npos) return;
    if (!outside && !is_container(layout_, open_.back())) return;
    const std::string where = outside ? "outside of the root element" : joined("directly inside `", open_.back(), "`");
    refuse(EnvelopeRole::MalformedXml, input_.advance_to(token.first_ink), "text " + where);
}

// Behind the root a declaration may begin a second document; only what follows it can tell.
void EnvelopeWalker::handle_declaration(const XmlToken& token) {
    if (token.begin == 0) return;
    if (part() == Part::BehindRoot && !late_declaration_) {
        late_declaration_ = input_.reached();
    } else {
        refuse_token(EnvelopeRole::MalformedXml, token, "an XML declaration that is not at the beginning");
    }
}

void EnvelopeWalker::handle_end(const XmlToken& token) {
    const InputPlace end = input_.advance_to(input_.text().size());
    const Part where = part();
    if (where == Part::InRecord && refuse_large_record()) return;
    if (input_.invalid_at()) {
        refuse(EnvelopeRole::NotEncoded, {*input_.invalid_at(), end.line}, "bytes that no allowed encoding has");
    } else if (where == Part::BehindRoot && token.kind == XmlTokenKind::Cut) {
        refuse(EnvelopeRole::MalformedXml, end, "an unfinished piece behind the root element");
    } else if (where == Part::BehindRoot && late_declaration_) {
        refuse(EnvelopeRole::MalformedXml, *late_declaration_, "an XML declaration behind the root element");
    } else if (where != Part::BehindRoot) {
        if (where == Part::InRecord) {
            refuse(
                EnvelopeRole::NoEndOfRecord, end,
                joined("the input ends inside record ", record_number_, ", which begins in line ", record_place_.line));
        }
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

void EnvelopeWalker::refuse_record(EnvelopeRole role, std::string_view problem) {
    refuse(role, record_place_, joined("record ", record_number_, ": ", problem));
}

void EnvelopeWalker::refuse(EnvelopeRole role, InputPlace place, std::string text) {
    faults_.push_back({role, true, layout_.root(), place.offset, place.line, std::move(text)});
    done_ = true;
}

void EnvelopeWalker::refuse_token(EnvelopeRole role, const XmlToken& token, std::string text) {
    refuse(role, input_.advance_to(token.begin), std::move(text));
}

bool EnvelopeWalker::refuse_large_record() {
    if (input_.reached().offset - record_place_.offset <= limits_.max_record_bytes) return false;
    refuse(EnvelopeRole::MalformedXml, record_place_,
           joined("record ", record_number_, " is larger than ", limits_.max_record_bytes, " bytes"));
    return true;
}

}  // namespace jianhe::xml
