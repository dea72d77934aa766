#include "compiler/jit/host.h"

#include <algorithm>

#include "compiler/interp/settle.h"
#include "compiler/ir/word_range.h"

namespace jianhe::jit {

namespace {

bool is_text(ir::FieldType type) {
    return type != ir::FieldType::Number && type != ir::FieldType::Decimal && type != ir::FieldType::RocDate &&
           type != ir::FieldType::RocDateTime;
}

Host::Characters characters_of(const ir::Set& set) {
    Host::Characters characters;
    for (const ir::WordRange& range : set.members) {
        characters.add(range);
        // A range has words of one length.
        if (range.lo.size() != 1) {
            characters.are_all = false;
            continue;
        }
        const auto last = std::min(static_cast<unsigned char>(range.hi.front()), static_cast<unsigned char>(0x7F));
        for (unsigned c = static_cast<unsigned char>(range.lo.front()); c <= last; ++c) characters.has[c] = true;
    }
    return characters;
}

KeySeed seed_of_our_own() {
    const Result<KeySeed> random = random_key_seed();
    return random ? *random : KeySeed{};
}

}  // namespace

void Host::Characters::add(const ir::WordRange& range) noexcept {
    lengths |= std::uint32_t{1} << std::min(range.lo.size(), kLongest);
    if (range.lo.empty() || range.hi.empty()) return;
    const unsigned last = static_cast<unsigned char>(range.hi.front());
    for (unsigned c = static_cast<unsigned char>(range.lo.front()); c <= last; ++c) begins.set(c);
}

Host::Host(const ir::Module& owner, const Plan& made, const Supplied& given)
    : module(owner), plan(made), supplied(given), blocking(owner), own_hasher(seed_of_our_own()) {
    for (const std::vector<ir::FieldId>& key : module.keys) {
        std::vector<KeyPart>& parts = keys.emplace_back();
        for (const ir::FieldId id : key) {
            const FieldPlan& field = plan.fields[ir::index_of(id)];
            parts.push_back({field.segment, field.slot, field.word, std::uint64_t{1} << field.bit,
                             is_text(module.field(id).type), module.segments[field.segment].repeated(),
                             !module.field(id).placeholders.empty()});
        }
    }
    for (const ir::Set& set : module.sets) characters.push_back(characters_of(set));
    once.resize(plan.memo_count);
    for (const auto& [asked, answer] : plan.answers) {
        const std::uint32_t id = asked.second;
        const Provider* const provider = id < supplied.providers.size() ? supplied.providers[id].get() : nullptr;
        once[answer.memo] = {provider, std::vector<ProviderValue>(module.providers[id].parts.size())};
    }
    words.resize(plan.fields.size());
    dispositions.reserve(module.checks.size());
    for (const ir::Check& check : module.checks) {
        const ir::DateSource& source = module.rules[ir::index_of(check.rule)].switched_by;
        std::optional<Date> day;
        if (ir::is_some(source.given)) {
            const std::uint32_t index = ir::index_of(source.given);
            if (index < supplied.givens.size() && supplied.givens[index])
                day = day_of(*supplied.givens[index], module.givens[index].type);
        }
        dispositions.push_back(disposition_on(module, check, day, supplied.raised));
    }
}

void Host::set_file(FileQuestions* questions) {
    file = questions;
    if (questions == nullptr) {
        hasher = &own_hasher;
    } else {
        files_hasher = questions->hasher();
        hasher = &*files_hasher;
    }
}

void Host::forget_events() noexcept {
    events.clear();
    blocked.clear();
}

void Host::find_room(std::size_t size) {
    constexpr std::size_t kBlock = std::size_t{16} << 10;
    while (text_block != texts.size() && texts[text_block].size() - text_used < size) {
        ++text_block;
        text_used = 0;
    }
    if (text_block == texts.size()) texts.emplace_back(std::max(size, kBlock));
}

std::optional<std::string_view> Host::from_big5(std::string_view text) {
    char* const room = room_for_text(text.size() / 2 * 3 + 4);
    const char* const last = write_big5_as_utf8(text, room);
    if (last == nullptr) return std::nullopt;
    const auto size = static_cast<std::size_t>(last - room);
    take_text(size);
    return std::string_view(room, size);
}

std::string_view Host::converted(const Context& context, std::string_view text) {
    const bool lies_in_stretch =
        context.stretch != nullptr && context.stretch <= text.data() && text.data() < context.end;
    // Its characters were found to be whole.
    return encoding == TextEncoding::Big5 && lies_in_stretch ? *from_big5(text) : text;
}

const std::vector<Word>& Host::words_of(std::uint32_t field) {
    std::optional<std::vector<Word>>& known = words[field];
    if (!known) known = make_words(module, plan.fields[field]);
    return *known;
}

char* Host::row_of(const Context& context, std::uint32_t field, std::uint32_t row) const noexcept {
    const FieldPlan& plan_of = plan.fields[field];
    const Rows& rows = context.rows[plan_of.segment];
    const std::uint32_t at = module.segments[plan_of.segment].repeated() ? row : 1;
    if (at == 0 || at > rows.count) return nullptr;
    return rows.data + std::size_t{at - 1} * plan.row_size[plan_of.segment];
}

std::optional<Disposition> Host::disposition(std::uint32_t check, std::optional<Date> day) const {
    return disposition_on(module, module.checks[check], day, supplied.raised);
}

}  // namespace jianhe::jit
