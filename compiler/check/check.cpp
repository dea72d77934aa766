#include "compiler/check/check.h"

#include <cstdio>
#include <cstdlib>

#include "compiler/check/context.h"
#include "compiler/ir/verifier.h"

namespace jianhe {
namespace {

// A module that the checker made and the verifier refuses is a fault of ours, never of the author.
void require_verified(const ir::Module& module) {
    const std::vector<std::string> broken = ir::verify(module);
    if (broken.empty()) return;
    for (const std::string& invariant : broken) std::fprintf(stderr, "jianhe: broken IR: %s\n", invariant.c_str());
    std::abort();
}

}  // namespace

std::optional<ir::Module> check_specification(const dsl::Specification& tree, dsl::SourceSet& sources,
                                              const SpecificationFileReader& read_file, dsl::Emitter& emitter) {
    ir::Module module;
    Context context{.tree = tree,
                    .sources = sources,
                    .read_file = read_file,
                    .emitter = emitter,
                    .module = module,
                    .build = Builder(module)};
    context.is_whole = !emitter.has_errors();
    check_codes(context);
    check_code_sets(context);
    check_sets(context);
    check_segments(context);
    check_header(context);
    check_role_codes(context);
    check_knowledge(context);
    check_relations(context);
    check_code_places(context);
    check_tables(context);
    check_scenarios(context);
    check_limits(context);
    check_presence(context);
    check_rules(context);
    check_effects(context);
    check_buffers(context);
    module.first_building_inst = static_cast<std::uint32_t>(module.insts.size());
    check_constructions(context);
    check_records(context);
    check_build_examples(context);
    check_generate(context);
    check_code_statuses(context);
    check_waivers(context);
    if (emitter.has_errors()) return std::nullopt;
    require_verified(module);
    return module;
}

}  // namespace jianhe
