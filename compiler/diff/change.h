#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <jianhe/finding.h>

// `jianhe diff`: what two specifications mean differently. docs/comparing.md says how to read it.
namespace jianhe::diff {

// What a change does to records: more of them have a finding (or a stronger one), fewer, either, or none is touched.
enum class Effect : std::uint8_t { Tightened, Unclear, Relaxed, None };
std::string_view to_string(Effect effect) noexcept;  // tightened, unclear, relaxed, none

enum class Action : std::uint8_t { Added, Removed, Changed, Redated };
std::string_view to_string(Action action) noexcept;  // added, removed, changed, redated

// One difference in words. Differences of the same kind at several places are one change with several names.
struct Change {
    std::string part;  // specification, segment, field, presence, code set, set, table, master, provider, scenario,
                       // relation, code, rule
    std::string before_names;        // "R054 at ", or empty
    std::vector<std::string> names;  // "P52", …
    Action action = Action::Changed;
    Effect effect = Effect::Unclear;
    std::string text;                // "notice → reject record from 114-01-01 (1140101)"
    std::vector<std::string> items;  // members added, and the like
    std::string old_text;            // a clause that changed, as it was and as it is
    std::string new_text;
    // For merging. The same clause reads differently at each place it stands at.
    std::string old_general;  // with `it` for the place; shown when that is the same at several places
    std::string new_general;
    std::string clause;  // which one it is in both specifications
    bool is_general = false;
    bool is_sample = false;                          // the text is that of the first place
    Disposition weight = Disposition::RejectRecord;  // the strongest that is concerned; orders the changes

    std::string name() const;  // names in a row
};

Change make_change(std::string part, std::string name, std::string text, Effect effect,
                   Action action = Action::Changed);

// Changes that differ only in their names become one; then by effect (what rejects more first), weight, part and name.
void merge_and_sort(std::vector<Change>& changes);

Effect opposite(Effect effect) noexcept;
Effect combined(Effect a, Effect b) noexcept;  // None is neutral; two that disagree are unclear

}  // namespace jianhe::diff
