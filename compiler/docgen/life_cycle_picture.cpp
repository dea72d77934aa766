#include "compiler/docgen/life_cycle_picture.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace jianhe::docgen {
namespace {

// Sizes in units of the picture, which are pixels unless it is scaled.
constexpr int kBoxWidth = 130;
constexpr int kBoxHeight = 36;
constexpr int kGap = 90;
constexpr int kRise = 46;  // of an arrow for each box that it passes
constexpr int kMargin = 16;

class Picture {
public:
    Picture(Html& html, const ir::Relation& relation) : html_(html), relation_(relation) {
        for (std::uint32_t state = 0; state < relation.states.size(); ++state) {
            for (std::uint32_t event = 0; event < relation.events.size(); ++event) {
                const std::uint32_t next = relation.state_after(state, event);
                if (next == state) continue;
                std::string& names = changes_[{state, next}];
                names += (names.empty() ? "" : ", ") + relation.events[event];
            }
        }
        for (const auto& [change, names] : changes_) {
            int& steps = change.second > change.first ? above_ : below_;
            steps = std::max(steps, steps_of(change));
        }
    }

    void draw() {
        const int states = static_cast<int>(relation_.states.size());
        const int width = 2 * kMargin + states * kBoxWidth + (states - 1) * kGap;
        const int height = 2 * kMargin + kBoxHeight + (above_ + below_) * kRise;
        const auto svg = html_.block("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                                             {"width", fmt::to_string(width)},
                                             {"height", fmt::to_string(height)},
                                             {"viewBox", fmt::format("0 0 {} {}", width, height)},
                                             {"font-size", "14"},
                                             {"text-anchor", "middle"}});
        draw_arrow_head();
        for (const auto& [change, names] : changes_) draw_change(change, names);
        for (int state = 0; state < states; ++state) draw_state(state);
    }

private:
    using Change = std::pair<std::uint32_t, std::uint32_t>;

    static int steps_of(const Change& change) {
        return static_cast<int>(change.second > change.first ? change.second - change.first
                                                             : change.first - change.second);
    }
    int top() const { return kMargin + above_ * kRise; }
    static int left_of(int state) { return kMargin + state * (kBoxWidth + kGap); }

    void draw_arrow_head() {
        const auto defs = html_.block("defs");
        const auto marker = html_.block("marker", {{"id", "head-" + relation_.name},
                                                   {"viewBox", "0 0 10 10"},
                                                   {"refX", "9"},
                                                   {"refY", "5"},
                                                   {"markerWidth", "8"},
                                                   {"markerHeight", "8"},
                                                   {"orient", "auto"}});
        html_.element("path", "", {{"d", "M0 0 L10 5 L0 10 z"}});
    }

    void draw_state(int state) {
        const bool is_first = state == 0;
        html_.element("rect", "",
                      {{"x", fmt::to_string(left_of(state))},
                       {"y", fmt::to_string(top())},
                       {"width", fmt::to_string(kBoxWidth)},
                       {"height", fmt::to_string(kBoxHeight)},
                       {"rx", "8"},
                       {"fill", is_first ? "#fff" : "#eee"},
                       {"stroke", "#444"}});
        html_.element(
            "text", relation_.states[static_cast<std::size_t>(state)],
            {{"x", fmt::to_string(left_of(state) + kBoxWidth / 2)}, {"y", fmt::to_string(top() + kBoxHeight / 2 + 5)}});
    }

    // A curve from one box to the other; those that go back leave and arrive further left, so that none hides another.
    void draw_change(const Change& change, const std::string& names) {
        const bool is_forward = change.second > change.first;
        const int from = left_of(static_cast<int>(change.first)) + kBoxWidth * (is_forward ? 3 : 1) / 4;
        const int to = left_of(static_cast<int>(change.second)) + kBoxWidth * (is_forward ? 1 : 3) / 4;
        const int edge = is_forward ? top() : top() + kBoxHeight;
        // The middle of a quadratic curve lies half as far out as the point that bends it.
        const int bend = edge + (is_forward ? -1 : 1) * steps_of(change) * kRise * 2;
        html_.element("path", "",
                      {{"d", fmt::format("M{} {} Q{} {} {} {}", from, edge, (from + to) / 2, bend, to, edge)},
                       {"fill", "none"},
                       {"stroke", "#444"},
                       {"marker-end", fmt::format("url(#head-{})", relation_.name)}});
        const int middle = (edge + bend) / 2;
        html_.element("text", names,
                      {{"x", fmt::to_string((from + to) / 2)}, {"y", fmt::to_string(middle + (is_forward ? 16 : -6))}});
    }

    Html& html_;
    const ir::Relation& relation_;
    std::map<Change, std::string> changes_;  // the events that lead from one state to another
    int above_ = 0;                          // boxes that the widest arrow on this side passes
    int below_ = 0;
};

}  // namespace

void add_life_cycle_picture(Html& html, const ir::Relation& relation) { Picture(html, relation).draw(); }

}  // namespace jianhe::docgen
