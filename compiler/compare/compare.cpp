#include "compiler/compare/compare.h"

#include <algorithm>

#include "compiler/compare/collector.h"
#include "compiler/driver/reference_run.h"
#include "compiler/interp/interpreter.h"

namespace jianhe::compare {
bool Comparison::differs() const noexcept {
    return only_result + only_ours != 0 || std::any_of(figures.begin(), figures.end(), [](const Figure& figure) {
               return figure.result != figure.ours;
           });
}

Result<Comparison> compare(const ir::Module& module, const ResultFile& file, const Request& request,
                           driver::RunObserver& observer) {
    const SpecificationInfo info = ir::make_info(module);
    Interpreter validator(module, request.supplied);
    Collector collector(module, info, file, request.show_ids);
    const auto summary =
        driver::reference_run({request.upload}, info, validator, request.received_at, collector, observer);
    if (!summary) return summary.error();
    if (summary->unreadable_files != 0) return Error{"nothing was compared, because the upload could not be read"};
    Comparison comparison = std::move(collector).take();
    comparison.result = request.result_name;
    return comparison;
}

}  // namespace jianhe::compare
