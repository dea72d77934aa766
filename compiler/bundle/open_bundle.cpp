#include <utility>

#include "compiler/bundle/bundle.h"
#include "compiler/bundle/bundle_bytes.h"
#include "compiler/bundle/demands.h"

namespace jianhe::bundle {

std::variant<OpenedBundle, Refusal> open(std::string_view bytes, const Demands& demands, ir::Parts parts) {
    auto found = take_apart(bytes);
    if (auto* refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
    Parts& taken = std::get<Parts>(found);
    if (auto refusal = check_demands(taken, demands)) return std::move(*refusal);
    auto module = ir::load(taken.ir, parts);
    // The digests hold, so it is the specification that somebody packed, by another compiler or with an intent.
    if (!module) return Refusal{Fault::OtherFormat, "the bundle holds " + module.error().text};
    const bool agrees = module->name == taken.info.name && module->version == taken.info.version &&
                        module->digest == taken.info.specification_digest;
    if (!agrees) {
        return Refusal{Fault::TamperedWith,
                       "the bundle was tampered with: it holds another specification than it says"};
    }
    return OpenedBundle{std::move(taken.info), std::move(*module)};
}

}  // namespace jianhe::bundle
