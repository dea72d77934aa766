#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diff/change.h"
#include "compiler/diff/uses.h"
#include "compiler/ir/module.h"

// The parts of diff(), one source file each. Private to this folder.
namespace jianhe::diff {

struct Modules {
    const ir::Module& before;
    const ir::Module& after;
    Uses used_before;
    Uses used_after;
    std::vector<Change>& changes;

    void add(Change change) { changes.push_back(std::move(change)); }
    // What growing or shrinking of a named set does, in both specifications together.
    Use use_of(const std::string& name) const;
};

void diff_header(Modules& modules);         // header.cpp
void diff_segments(Modules& modules);       // segments.cpp
void diff_fields(Modules& modules);         // fields.cpp
void diff_presence(Modules& modules);       // presence.cpp
void diff_code_sets(Modules& modules);      // code_sets.cpp
void diff_sets(Modules& modules);           // sets.cpp
void diff_tables(Modules& modules);         // sets.cpp
void diff_masters(Modules& modules);        // knowledge.cpp
void diff_providers(Modules& modules);      // knowledge.cpp
void diff_scenarios(Modules& modules);      // knowledge.cpp
void diff_constructions(Modules& modules);  // constructions.cpp
void diff_history(Modules& modules);        // history.cpp
void diff_codes(Modules& modules);          // codes.cpp
void diff_rules(Modules& modules);          // rules.cpp

// Entries that only one of two lists has, and those that both have, by a key; in the order of the lists, which own
// them.
template <class Entry>
struct Matched {
    std::vector<const Entry*> removed;
    std::vector<const Entry*> added;
    std::vector<std::pair<const Entry*, const Entry*>> both;
};

template <class Entry, class Key>
Matched<Entry> match(std::vector<Entry>&& before, std::vector<Entry>&& after, Key key) = delete;
template <class Entry, class Key>
Matched<Entry> match(const std::vector<Entry>& before, const std::vector<Entry>& after, Key key) {
    Matched<Entry> matched;
    const auto find = [&](const std::vector<Entry>& list, const Entry& wanted) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const Entry& entry) { return key(entry) == key(wanted); });
        return found == list.end() ? nullptr : &*found;
    };
    for (const Entry& entry : before) {
        const Entry* other = find(after, entry);
        if (other == nullptr) {
            matched.removed.push_back(&entry);
        } else {
            matched.both.emplace_back(&entry, other);
        }
    }
    for (const Entry& entry : after) {
        if (find(before, entry) == nullptr) matched.added.push_back(&entry);
    }
    return matched;
}

}  // namespace jianhe::diff
