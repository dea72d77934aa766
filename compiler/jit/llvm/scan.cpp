#include "compiler/jit/llvm/scan.h"

#include <algorithm>
#include <random>
#include <set>

namespace jianhe::jit {
namespace {

std::string start_tag(const std::string& name) { return "<" + name + ">"; }
std::string end_tag(const std::string& name) { return "</" + name + ">"; }

std::uint64_t mask_of(std::size_t bytes) {
    return bytes >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * bytes)) - 1;
}

std::uint64_t word_at(const std::string& text, std::size_t at, std::size_t bytes) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes; ++i) word |= std::uint64_t{static_cast<unsigned char>(text[at + i])} << (8 * i);
    return word;
}

// The piece of all tags that tells most of them apart.
struct Window {
    std::size_t at = 0;
    std::size_t size = 0;
    std::size_t kinds = 0;
};

Window best_window(const std::vector<std::string>& tags) {
    std::size_t shortest = tags.front().size();
    for (const std::string& tag : tags) shortest = std::min(shortest, tag.size());
    Window best;
    for (std::size_t at = 0; at < shortest; ++at) {
        const std::size_t size = std::min<std::size_t>(8, shortest - at);
        std::set<std::string> kinds;
        for (const std::string& tag : tags) kinds.insert(tag.substr(at, size));
        if (kinds.size() > best.kinds) best = {at, size, kinds.size()};
    }
    return best;
}

}  // namespace

// By pieces of eight, four, two and one bytes, of which the last may go back over bytes that another one has, or that
// are known already: `text` stands `known` bytes before `at`.
llvm::Value* Scan::starts_with(llvm::Value* at, const std::string& text, std::size_t known) {
    llvm::Value* equal = c_.yes();
    for (std::size_t i = known; i < text.size();) {
        const std::size_t left = text.size() - i;
        std::size_t size = left >= 2 ? 2 : 1;
        if (left >= 3 && text.size() >= 4) size = 4;
        if (left >= 5) size = 8;
        const bool is_short = size > text.size();
        if (size > left && !is_short) i = text.size() - size;
        llvm::Type* type = c_.b.getIntNTy(static_cast<unsigned>(8 * size));
        const std::size_t bytes = std::min(size, text.size() - i);
        llvm::Value* piece = c_.load(type, at, i - known);
        if (bytes < size) piece = c_.b.CreateAnd(piece, llvm::ConstantInt::get(type, mask_of(bytes)));
        equal = c_.both(equal, c_.b.CreateICmpEQ(piece, llvm::ConstantInt::get(type, word_at(text, i, bytes))));
        i += bytes;
    }
    return equal;
}

void Scan::skip_white() {
    llvm::Value* at = here();
    llvm::BasicBlock* behind = c_.block("behind_white");
    llvm::BasicBlock* white = c_.block("white");
    // Most often one line end or nothing.
    llvm::Value* first = c_.load(c_.i8(), at);
    llvm::Value* is_line_end = c_.b.CreateICmpEQ(first, c_.b.getInt8('\n'));
    llvm::Value* next = c_.at(at, c_.b.CreateZExt(is_line_end, c_.i64()));
    c_.b.CreateStore(next, state_.at);
    c_.b.CreateCondBr(c_.b.CreateICmpSGT(c_.load(c_.i8(), next), c_.b.getInt8(' ')), behind, white);
    c_.go_to(white);
    c_.b.CreateStore(c_.call("jh_skip_white", c_.ptr(), {next}, Code::Effect::Reads), state_.at);
    c_.go(behind);
    c_.go_to(behind);
}

// A perfect hash over a piece of the tags leads to those that have it, which are compared one after the other.
void Scan::write_choice(const std::vector<Choice>& choices) {
    llvm::Value* at = here();
    if (choices.size() <= 3) {
        for (const Choice& choice : choices) {
            llvm::BasicBlock* next = c_.block("other");
            c_.b.CreateCondBr(starts_with(at, choice.tag), choice.leads_to, next);
            c_.go_to(next);
        }
        c_.go(unusual_);
        return;
    }
    std::vector<std::string> tags;
    for (const Choice& choice : choices) tags.push_back(choice.tag);
    const Window window = best_window(tags);
    std::map<std::uint64_t, std::vector<const Choice*>> groups;
    for (const Choice& choice : choices) groups[word_at(choice.tag, window.at, window.size)].push_back(&choice);

    std::uint32_t bits = 1;
    while ((std::size_t{1} << bits) < groups.size() * 2) ++bits;
    std::uint64_t factor = 0;
    std::map<std::uint64_t, std::uint64_t> slots;
    std::mt19937_64 random(bits);
    for (std::uint32_t tries = 0; slots.size() != groups.size(); ++tries) {
        if (tries % 2000 == 1999) ++bits;
        factor = random() | 1;
        slots.clear();
        std::set<std::uint64_t> used;
        for (const auto& [key, group] : groups) {
            const std::uint64_t slot = key * factor >> (64 - bits);
            if (!used.insert(slot).second) break;
            slots[key] = slot;
        }
    }
    llvm::Value* word = c_.load(c_.i64(), at, window.at);
    if (window.size < 8) word = c_.b.CreateAnd(word, c_.c64(mask_of(window.size)));
    llvm::Value* slot = c_.b.CreateLShr(c_.b.CreateMul(word, c_.c64(factor)), c_.c64(64 - bits));
    llvm::Type* index = c_.b.getIntNTy(bits);
    llvm::SwitchInst* jump =
        c_.b.CreateSwitch(c_.b.CreateTrunc(slot, index), unusual_, static_cast<unsigned>(groups.size()));
    for (const auto& [key, group] : groups) {
        llvm::BasicBlock* found = c_.block("found");
        jump->addCase(llvm::cast<llvm::ConstantInt>(llvm::ConstantInt::get(index, slots.at(key))), found);
        c_.go_to(found);
        for (const Choice* choice : group) {
            llvm::BasicBlock* next = choice == group.back() ? unusual_ : c_.block("other");
            c_.b.CreateCondBr(starts_with(at, choice->tag), choice->leads_to, next);
            if (next != unusual_) c_.go_to(next);
        }
    }
}

void Scan::write() {
    (void)c_.begin_function("jianhe_scan", c_.i32(), {}, true);
    state_.at = c_.local(c_.ptr(), "at");
    state_.row = c_.local(c_.ptr(), "row");
    state_.parents = c_.local(c_.i32(), "parents");
    for (std::uint32_t word = 0; word < c_.plan.words; ++word) {
        state_.seen.push_back(c_.local(c_.i64(), "seen"));
        state_.seen_before.push_back(c_.local(c_.i64(), "seen_before"));
    }
    llvm::BasicBlock* next_record = c_.block("next_record");
    unusual_ = c_.block("unusual");
    llvm::BasicBlock* end = c_.block("end");
    llvm::BasicBlock* more = c_.block("more");

    c_.go(next_record);
    c_.go_to(next_record);
    c_.b.CreateStore(c_.load_context(c_.ptr(), JIANHE_AT(at)), state_.at);
    skip_white();
    c_.store_context(here(), JIANHE_AT(at));
    c_.b.CreateCondBr(c_.b.CreateICmpEQ(here(), c_.load_context(c_.ptr(), JIANHE_AT(end))), end, more);
    c_.go_to(end);
    c_.b.CreateRet(c_.c32(static_cast<std::uint32_t>(Stop::End)));
    c_.go_to(unusual_);
    c_.b.CreateRet(c_.c32(static_cast<std::uint32_t>(Stop::Unusual)));
    c_.go_to(more);
    write_record(next_record);
}

void Scan::write_begin_record() {
    c_.store_context(here(), JIANHE_AT(record));
    for (const std::uint64_t member : {JIANHE_AT(slow), JIANHE_AT(malformed), JIANHE_AT(row_total),
                                       JIANHE_AT(event_count), JIANHE_AT(fired_count)}) {
        c_.store_context(c_.c32(0), member);
    }
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        c_.store_context(c_.c32(0), row_at(segment, offsetof(Rows, count)));
        for (std::uint32_t word = 0; word < c_.plan.words; ++word) {
            c_.store_context(c_.c64(0), row_at(segment, offsetof(Rows, any_given)) + std::uint64_t{word} * 8);
            c_.store_context(c_.c64(0), row_at(segment, offsetof(Rows, any_malformed)) + std::uint64_t{word} * 8);
        }
    }
    for (std::uint32_t field = 0; field < c_.plan.fields.size(); ++field) {
        if (!c_.plan.fields[field].keeps_any_atoms) continue;
        c_.store(c_.c64(0), c_.load_context(c_.ptr(), JIANHE_AT(any_atoms)), std::uint64_t{field} * 8);
    }
    c_.b.CreateStore(c_.c32(0), state_.parents);
    c_.call("jh_begin", c_.b.getVoidTy(), {c_.context});
}

void Scan::write_record(llvm::BasicBlock* next_record) {
    const std::string open = start_tag(c_.m.record);
    c_.usually(starts_with(here(), open), unusual_);
    write_begin_record();
    move(here(), open.size());
    llvm::BasicBlock* in_record = c_.block("in_record");
    llvm::BasicBlock* ends = c_.block("record_ends");

    // What stands in the record, and in each parent, in the layout's order: where one ends, the next one is tried
    // first.
    std::vector<Choice> choices;
    std::map<std::string, std::vector<Choice>> inside;
    std::vector<llvm::BasicBlock*> begins;
    for (const ir::Segment& segment : c_.m.segments) {
        begins.push_back(c_.block("segment"));
        if (segment.parent.empty()) {
            choices.push_back({start_tag(segment.tag), begins.back()});
            continue;
        }
        std::vector<Choice>& siblings = inside[segment.parent];
        if (siblings.empty()) choices.push_back({start_tag(segment.parent), c_.block("enter_parent")});
        siblings.push_back({start_tag(segment.tag), begins.back()});
    }
    choices.push_back({end_tag(c_.m.record), ends});
    go_on(choices.front(), in_record);

    std::map<std::string, llvm::BasicBlock*> homes{{"", in_record}};
    std::uint32_t parent_number = 0;
    for (auto& [parent, segments] : inside) {
        const std::string open_parent = start_tag(parent);
        const auto entry = std::find_if(choices.begin(), choices.end(),
                                        [&](const Choice& choice) { return choice.tag == open_parent; });
        llvm::BasicBlock* in_parent = homes[parent] = c_.block("in_parent");
        llvm::BasicBlock* leave = c_.block("leave_parent");
        segments.push_back({end_tag(parent), leave});
        c_.go_to(entry->leads_to);
        // A second parent of the name is a matter for the slow reader.
        llvm::Value* entered = c_.b.CreateLoad(c_.i32(), state_.parents);
        const std::uint32_t bit = 1U << parent_number++;
        c_.usually(c_.b.CreateICmpEQ(c_.b.CreateAnd(entered, c_.c32(bit)), c_.c32(0)), unusual_);
        c_.b.CreateStore(c_.b.CreateOr(entered, c_.c32(bit)), state_.parents);
        move(here(), open_parent.size());
        go_on(segments.front(), in_parent);
        c_.go_to(leave);
        move(here(), end_tag(parent).size());
        go_on(*std::next(entry), in_record);
        c_.go_to(in_parent);
        skip_white();
        write_choice(segments);
    }
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        const std::string& parent = c_.m.segments[segment].parent;
        const std::vector<Choice>& siblings = parent.empty() ? choices : inside.at(parent);
        const auto own = std::find_if(siblings.begin(), siblings.end(),
                                      [&](const Choice& choice) { return choice.leads_to == begins[segment]; });
        llvm::BasicBlock* behind = c_.block("behind_segment");
        write_segment(segment, begins[segment], behind);
        c_.go_to(behind);
        go_on(*std::next(own), homes.at(parent));
    }
    c_.go_to(in_record);
    skip_white();
    write_choice(choices);
    c_.go_to(ends);
    move(here(), end_tag(c_.m.record).size());
    write_end_record(next_record);
}

// Most often `next` stands on the next line.
void Scan::go_on(const Choice& next, llvm::BasicBlock* otherwise) {
    c_.only_if(starts_with(here(), "\n" + next.tag), otherwise);
    move(here(), 1);
    c_.go(next.leads_to);
}

void Scan::write_end_record(llvm::BasicBlock* next_record) {
    llvm::Value* at = here();
    llvm::Value* begin = c_.load_context(c_.ptr(), JIANHE_AT(record));
    llvm::Value* size = c_.b.CreateSub(c_.b.CreatePtrToInt(at, c_.i64()), c_.b.CreatePtrToInt(begin, c_.i64()));
    llvm::Value* usual = c_.b.CreateICmpULE(size, c_.load_context(c_.i64(), JIANHE_AT(max_record_bytes)));
    llvm::Value* orders = c_.c64(0);
    llvm::Value* rows = c_.c32(0);
    for (std::uint32_t segment = 0; segment < c_.m.segments.size(); ++segment) {
        llvm::Value* count = c_.load_context(c_.i32(), row_at(segment, offsetof(Rows, count)));
        rows = c_.b.CreateAdd(rows, count);
        if (!c_.m.segments[segment].repeated()) {
            usual = c_.both(usual, c_.b.CreateICmpEQ(count, c_.c32(1)));
        } else {
            orders = c_.b.CreateAdd(orders, c_.b.CreateZExt(count, c_.i64()));
        }
    }
    usual = c_.both(usual, c_.b.CreateICmpULE(rows, c_.load_context(c_.i32(), JIANHE_AT(max_rows))));
    c_.usually(usual, unusual_);
    llvm::Value* outcome = c_.b.CreateCall(judge_, {c_.context});
    c_.store_context(at, JIANHE_AT(at));
    c_.store_context(c_.b.CreateAdd(c_.load_context(c_.i64(), JIANHE_AT(records)), c_.c64(1)), JIANHE_AT(records));
    c_.store_context(c_.b.CreateAdd(c_.load_context(c_.i64(), JIANHE_AT(orders)), orders), JIANHE_AT(orders));
    llvm::BasicBlock* told = c_.block("told");
    c_.b.CreateCondBr(c_.b.CreateICmpEQ(outcome, c_.c32(static_cast<std::uint32_t>(Outcome::Clean))), next_record,
                      told);
    c_.go_to(told);
    const auto stop = [&](Outcome which, Stop with, llvm::Value* otherwise) {
        llvm::Value* is = c_.b.CreateICmpEQ(outcome, c_.c32(static_cast<std::uint32_t>(which)));
        return c_.b.CreateSelect(is, c_.c32(static_cast<std::uint32_t>(with)), otherwise);
    };
    llvm::Value* why = c_.c32(static_cast<std::uint32_t>(Stop::Report));
    why = stop(Outcome::Refused, Stop::Refused, stop(Outcome::Slow, Stop::Slow, why));
    c_.b.CreateRet(why);
}

// --- One row ---------------------------------------------------------------------------------------------------------

void Scan::write_begin_row(std::uint32_t segment) {
    const std::uint32_t size = c_.plan.row_size[segment];
    llvm::Value* count = c_.load_context(c_.i32(), row_at(segment, offsetof(Rows, count)));
    if (c_.m.segments[segment].repeated()) {
        // More rows than a record may have are not worth the room.
        c_.usually(c_.b.CreateICmpULE(count, c_.load_context(c_.i32(), JIANHE_AT(max_rows))), unusual_);
        llvm::Value* capacity = c_.load_context(c_.i32(), row_at(segment, offsetof(Rows, capacity)));
        c_.when(c_.rarely(c_.b.CreateICmpEQ(count, capacity)), [&] {
            c_.call("jh_grow", c_.b.getVoidTy(), {c_.context, c_.c32(segment)});
        });
    } else {
        c_.usually(c_.b.CreateICmpEQ(count, c_.c32(0)), unusual_);
    }
    llvm::Value* data = c_.load_context(c_.ptr(), row_at(segment, offsetof(Rows, data)));
    llvm::Value* row = c_.at(data, c_.b.CreateMul(c_.b.CreateZExt(count, c_.i64()), c_.c64(size)));
    c_.b.CreateStore(row, state_.row);
    for (std::uint32_t i = 0; i < kBitSets * c_.plan.words; ++i) c_.store(c_.c64(0), row, std::uint64_t{i} * 8);
    for (llvm::AllocaInst* seen : state_.seen) c_.b.CreateStore(c_.c64(0), seen);
    for (llvm::AllocaInst* before : state_.seen_before) c_.b.CreateStore(c_.c64(0), before);
}

// Odd values have set bits in memory; all others were given.
void Scan::write_end_row(std::uint32_t segment) {
    write_step_back();
    llvm::Value* row = c_.b.CreateLoad(c_.ptr(), state_.row);
    for (std::uint32_t word = 0; word < c_.plan.words; ++word) {
        llvm::Value* seen = c_.b.CreateLoad(c_.i64(), state_.seen_before[word]);
        llvm::Value* present = c_.load(c_.i64(), row, c_.bits_offset(Bits::Present, word));
        llvm::Value* given = c_.load(c_.i64(), row, c_.bits_offset(Bits::Given, word));
        llvm::Value* blank = c_.b.CreateAnd(present, c_.b.CreateNot(given));
        given = c_.b.CreateAnd(seen, c_.b.CreateNot(blank));
        c_.store(given, row, c_.bits_offset(Bits::Given, word));
        c_.store(seen, row, c_.bits_offset(Bits::Present, word));
        const std::uint64_t any = row_at(segment, offsetof(Rows, any_given)) + std::uint64_t{word} * 8;
        c_.store_context(c_.b.CreateOr(c_.load_context(c_.i64(), any), given), any);
    }
    const std::uint64_t count = row_at(segment, offsetof(Rows, count));
    c_.store_context(c_.b.CreateAdd(c_.load_context(c_.i32(), count), c_.c32(1)), count);
}

// Fields that are read one after the other in the layout's order are not asked whether they have been read before.
// Where one stands behind a later one, those so far are put aside; a field among both is there twice.
void Scan::write_step_back() {
    for (std::uint32_t word = 0; word < c_.plan.words; ++word) {
        llvm::Value* seen = c_.b.CreateLoad(c_.i64(), state_.seen[word]);
        llvm::Value* before = c_.b.CreateLoad(c_.i64(), state_.seen_before[word]);
        c_.usually(c_.b.CreateICmpEQ(c_.b.CreateAnd(seen, before), c_.c64(0)), unusual_);
        c_.b.CreateStore(c_.b.CreateOr(seen, before), state_.seen_before[word]);
        c_.b.CreateStore(c_.c64(0), state_.seen[word]);
    }
}

// A field that was found by its tag alone, so it may stand anywhere in its row.
void Scan::write_found_field(std::uint32_t field, llvm::BasicBlock* read) {
    const FieldPlan& plan = c_.plan.fields[field];
    llvm::Value* so_far = c_.b.CreateLoad(c_.i64(), state_.seen[plan.word]);
    llvm::Value* is_behind = c_.b.CreateICmpULT(so_far, c_.c64(std::uint64_t{1} << plan.bit));
    for (std::uint32_t word = plan.word + 1; word < c_.plan.words; ++word) {
        llvm::Value* later = c_.b.CreateLoad(c_.i64(), state_.seen[word]);
        is_behind = c_.both(is_behind, c_.b.CreateICmpEQ(later, c_.c64(0)));
    }
    llvm::BasicBlock* back = c_.block("back");
    c_.b.CreateCondBr(is_behind, read, back);
    c_.go_to(back);
    write_step_back();
    c_.go(read);
}

void Scan::write_segment(std::uint32_t segment, llvm::BasicBlock* begin, llvm::BasicBlock* behind) {
    const ir::Segment& declared = c_.m.segments[segment];
    const std::uint32_t first = ir::index_of(declared.first_field);
    const std::string open = start_tag(declared.tag);
    const std::string close = end_tag(declared.tag);
    llvm::BasicBlock* any_field = c_.block("any_field");
    llvm::BasicBlock* ends = c_.block("row_ends");
    Way way{any_field, c_.block("at_tag"), {}};
    std::vector<llvm::BasicBlock*> fields;
    for (std::uint32_t i = 0; i < declared.field_count; ++i) fields.push_back(c_.block("field"));
    const auto follow = [&](std::uint32_t next) {
        way.likely.clear();
        for (const auto& [i, share] : likely_next(segment, next)) {
            const bool is_field = i != declared.field_count;
            way.likely.push_back(
                {is_field ? Choice{start_tag(c_.m.fields[first + i].tag), fields[i]} : Choice{close, ends}, share});
        }
    };
    c_.go_to(begin);
    move(here(), open.size());
    write_begin_row(segment);
    follow(0);
    llvm::Value* at = here();
    c_.usually(starts_with(at, "\n<"), any_field);
    write_guesses(c_.at(at, 1), open + "\n<", way);
    for (std::uint32_t i = 0; i < declared.field_count; ++i) {
        c_.go_to(fields[i]);
        follow(i + 1);
        write_field(first + i, way);
    }
    c_.go_to(any_field);
    skip_white();
    c_.go(way.at_tag);
    std::vector<Choice> choices{{close, ends}};
    for (std::uint32_t i = 0; i < declared.field_count; ++i) {
        llvm::BasicBlock* found = c_.block("found_field");
        choices.push_back({start_tag(c_.m.fields[first + i].tag), found});
        c_.go_to(found);
        write_found_field(first + i, fields[i]);
    }
    c_.go_to(way.at_tag);
    write_choice(choices);
    c_.go_to(ends);
    move(here(), close.size());
    write_end_row(segment);
    if (declared.repeated()) {
        // Most often another row.
        c_.only_if(starts_with(here(), "\n" + open), behind);
        move(here(), 1);
        c_.go(begin);
    } else {
        c_.go(behind);
    }
}

void Scan::write_field(std::uint32_t field, const Way& way) {
    const FieldPlan& plan = c_.plan.fields[field];
    llvm::AllocaInst* seen = state_.seen[plan.word];
    llvm::Value* so_far = c_.b.CreateLoad(c_.i64(), seen);
    c_.b.CreateStore(c_.b.CreateOr(so_far, c_.c64(std::uint64_t{1} << plan.bit)), seen);
    write_value(field, c_.at(here(), start_tag(c_.m.fields[field].tag).size()), way);
}

}  // namespace jianhe::jit
