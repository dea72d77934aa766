#include <pybind11/stl.h>

#include "compiler/embed/python/handles.h"

namespace py = pybind11;

namespace jianhe_python {

// Texts first: pointers into them hold only once none is added any more.
Supplies::Supplies(const py::kwargs& arguments) {
    static const char* const kKnown[] = {"received_at", "givens", "masters", "raised"};
    for (const auto& [name, value] : arguments) {
        const auto text = name.cast<std::string>();
        bool is_known = false;
        for (const char* const known : kKnown) is_known = is_known || text == known;
        if (!is_known) throw py::type_error("unexpected keyword argument '" + text + "'");
    }
    const auto given = [&](const char* name) { return arguments.contains(name) && !arguments[name].is_none(); };
    std::vector<std::pair<std::string, std::string>> pairs;
    if (given("givens")) {
        for (const auto& [name, value] : arguments["givens"].cast<py::dict>()) {
            pairs.emplace_back(py::str(name).cast<std::string>(), py::str(value).cast<std::string>());
        }
    }
    std::vector<std::string> raised;
    if (given("raised")) raised = arguments["raised"].cast<std::vector<std::string>>();

    texts_.reserve(2 + 2 * pairs.size() + raised.size());
    const auto keep = [this](std::string text) { return texts_.emplace_back(std::move(text)).c_str(); };
    if (given("received_at")) {
        // A datetime says its time as the library reads it, too.
        const py::object at = arguments["received_at"];
        supplies_.received_at =
            keep(py::hasattr(at, "strftime") ? at.attr("strftime")("%Y-%m-%dT%H:%M:%S").cast<std::string>()
                                             : py::str(at).cast<std::string>());
    }
    if (given("masters")) supplies_.master_folder = keep(py::str(arguments["masters"]).cast<std::string>());
    for (auto& [name, value] : pairs) givens_.push_back({keep(std::move(name)), keep(std::move(value))});
    for (std::string& code : raised) raised_.push_back(keep(std::move(code)));
    supplies_.givens = givens_.data();
    supplies_.given_count = givens_.size();
    supplies_.raised_codes = raised_.data();
    supplies_.raised_code_count = raised_.size();
}

py::dict shown(const jianhe_finding& finding) {
    static const char* const kDispositions[] = {"notice", "reject_order", "reject_record", "reject_file"};
    py::dict entry;
    entry["field"] = finding.field;
    entry["row"] = finding.row;
    entry["code"] = finding.code;
    entry["message"] = finding.message;
    entry["disposition"] = kDispositions[finding.disposition];
    return entry;
}

}  // namespace jianhe_python
