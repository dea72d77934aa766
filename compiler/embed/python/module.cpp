// The Python module jianhe: validate uploads and build records in scripts.
//
//     import jianhe
//     result = jianhe.validate(open("upload.xml", "rb").read())
//     print(result["verdict"], [f["code"] for record in result["records"] for f in record["findings"]])
#include <optional>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "compiler/embed/python/handles.h"

namespace py = pybind11;

namespace jianhe_python {
namespace {

constexpr const char* kVerdicts[] = {"accepted", "accepted_with_notices", "accepted_in_part", "rejected", "refused"};
constexpr const char* kOutcomes[] = {"built", "kept", "needs_more", "refused"};

class Specification {
public:
    // The built-in one.
    Specification() {
        jianhe_specification* handle = nullptr;
        call(jianhe_open_default, &handle);
        handle_.reset(handle);
    }
    Specification(const std::string& bundle, const std::vector<std::string>& trusted_keys,
                  const std::optional<std::string>& at_least, const std::optional<std::string>& on) {
        std::vector<const char*> keys;
        for (const std::string& key : trusted_keys) keys.push_back(key.c_str());
        auto demands = sized<jianhe_demands>();
        demands.trusted_keys = keys.data();
        demands.trusted_key_count = keys.size();
        demands.at_least = at_least ? at_least->c_str() : nullptr;
        demands.on = on ? on->c_str() : nullptr;
        jianhe_specification* handle = nullptr;
        call(jianhe_open_bundle, static_cast<const void*>(bundle.data()), bundle.size(),
             static_cast<const jianhe_demands*>(&demands), &handle);
        handle_.reset(handle);
    }

    const jianhe_specification* get() const noexcept { return handle_.get(); }
    jianhe_specification_facts facts() const {
        auto facts = sized<jianhe_specification_facts>();
        call(jianhe_describe_specification, get(), &facts);
        return facts;
    }

private:
    Owned<jianhe_specification> handle_;
};

// Opened when it is first needed, and kept for the life of the program.
const Specification& built_in() {
    static const auto* const kept = new Specification;
    return *kept;
}
const Specification& or_built_in(const Specification* given) { return given == nullptr ? built_in() : *given; }

py::list findings_of(const jianhe_validator* validator) {
    py::list findings;
    for (std::uint32_t i = 0; i < jianhe_finding_count(validator); ++i) {
        auto finding = sized<jianhe_finding>();
        call(jianhe_get_finding, validator, i, &finding);
        findings.append(shown(finding));
    }
    return findings;
}

py::dict validate(const py::bytes& bytes, const Specification* specification, const py::kwargs& arguments) {
    const auto text = static_cast<std::string>(bytes);
    const Supplies supplies(arguments);
    jianhe_validator* made = nullptr;
    call(jianhe_validator_open, or_built_in(specification).get(), supplies.get(), &made);
    const Owned<jianhe_validator> validator(made);
    jianhe_upload* opened = nullptr;
    call(jianhe_upload_open, made, static_cast<const void*>(text.data()), text.size(), &opened);
    const Owned<jianhe_upload> upload(opened);

    py::list records;
    for (;;) {
        const jianhe_record* record = nullptr;
        std::int32_t verdict = 0;
        call(jianhe_upload_next, opened, &record, &verdict);
        if (record == nullptr) break;
        py::dict entry;
        entry["verdict"] = kVerdicts[verdict];
        entry["findings"] = findings_of(made);
        records.append(entry);
    }
    auto facts = sized<jianhe_upload_facts>();
    call(jianhe_describe_upload, static_cast<const jianhe_upload*>(opened), &facts);
    py::list findings;
    for (std::uint32_t i = 0; i < facts.finding_count; ++i) {
        auto finding = sized<jianhe_finding>();
        call(jianhe_get_upload_finding, static_cast<const jianhe_upload*>(opened), i, &finding);
        findings.append(shown(finding));
    }
    py::dict result;
    result["verdict"] = kVerdicts[facts.verdict];
    result["records"] = records;
    result["findings"] = findings;
    return result;
}

// "P03", or ("I01", 2) for the second row.
void set_values(jianhe_builder* builder, const py::dict& values) {
    for (const auto& [key, value] : values) {
        const bool has_row = py::isinstance<py::tuple>(key);
        const auto field = (has_row ? key.cast<py::tuple>()[0].cast<std::string>() : key.cast<std::string>());
        const auto row = has_row ? key.cast<py::tuple>()[1].cast<std::uint32_t>() : 0U;
        const auto text = py::str(value).cast<std::string>();
        call(jianhe_builder_set, builder, field.c_str(), row, std::int32_t{JIANHE_UTF8}, text.data(), text.size());
    }
}

template <class Struct, class Get, class Show>
py::list entries(const jianhe_builder* builder, std::uint32_t count, Get get, Show show) {
    py::list list;
    for (std::uint32_t i = 0; i < count; ++i) {
        auto entry = sized<Struct>();
        call(get, builder, i, &entry);
        list.append(show(entry));
    }
    return list;
}

py::dict outcome_of(const Specification& specification, const jianhe_builder* builder) {
    auto facts = sized<jianhe_outcome_facts>();
    call(jianhe_describe_outcome, builder, &facts);
    py::dict result;
    result["status"] = kOutcomes[facts.outcome];
    result["needs"] = entries<jianhe_need>(builder, facts.need_count, jianhe_get_need, [](const jianhe_need& need) {
        return py::dict(py::arg("field") = need.field, py::arg("row") = need.row, py::arg("label") = need.label,
                        py::arg("reason") = need.reason, py::arg("code") = need.code, py::arg("text") = need.text);
    });
    result["refusals"] =
        entries<jianhe_refusal>(builder, facts.refusal_count, jianhe_get_refusal, [](const jianhe_refusal& refusal) {
            return py::dict(py::arg("field") = refusal.field, py::arg("row") = refusal.row,
                            py::arg("code") = refusal.code, py::arg("text") = refusal.text);
        });
    result["remarks"] =
        entries<jianhe_remark>(builder, facts.remark_count, jianhe_get_remark, [](const jianhe_remark& remark) {
            return py::dict(py::arg("field") = remark.field, py::arg("row") = remark.row,
                            py::arg("text") = remark.text);
        });
    result["kept"] =
        entries<jianhe_kept_value>(builder, facts.kept_count, jianhe_get_kept_value, [](const jianhe_kept_value& kept) {
            return py::dict(py::arg("field") = kept.field, py::arg("row") = kept.row, py::arg("text") = kept.text);
        });
    result["findings"] = entries<jianhe_finding>(builder, facts.finding_count, jianhe_get_built_finding, shown);
    result["xml"] = py::none();
    if (facts.outcome == JIANHE_BUILT) {
        const std::int32_t encoding = specification.facts().wire_encoding;
        result["xml"] = written([&](char* out, std::size_t capacity, std::size_t* size, jianhe_error* error) {
            return jianhe_xml_record(jianhe_builder_record(builder), encoding, out, capacity, size, error);
        });
    }
    return result;
}

py::dict build(const std::string& construction, const py::dict& values, const py::dict& buffers,
               const Specification* specification, const py::kwargs& arguments) {
    const Specification& of = or_built_in(specification);
    const Supplies supplies(arguments);
    jianhe_builder* builder = nullptr;
    call(jianhe_builder_open, of.get(), supplies.get(), &builder);
    const Owned<jianhe_builder> owned(builder);
    call(jianhe_builder_begin, builder, construction.c_str());
    set_values(builder, values);
    for (const auto& [name, bytes] : buffers) {
        const auto text = bytes.cast<std::string>();
        call(jianhe_builder_buffer, builder, name.cast<std::string>().c_str(), static_cast<const void*>(text.data()),
             text.size());
    }
    std::int32_t outcome = 0;
    call(jianhe_builder_build, builder, &outcome);
    return outcome_of(of, builder);
}

// An upload of records that build() gave.
py::bytes upload(const std::vector<std::string>& records, const Specification* specification) {
    const Specification& of = or_built_in(specification);
    const std::int32_t encoding = of.facts().wire_encoding;
    const auto part = [&](auto write) {
        return static_cast<std::string>(
            written([&](char* out, std::size_t capacity, std::size_t* size, jianhe_error* error) {
                return write(of.get(), encoding, out, capacity, size, error);
            }));
    };
    std::string text = part(jianhe_xml_begin);
    for (const std::string& record : records) text += record;
    return py::bytes(text + part(jianhe_xml_end));
}

}  // namespace
}  // namespace jianhe_python

PYBIND11_MODULE(jianhe, module) {
    using namespace jianhe_python;  // NOLINT(google-build-using-namespace): the module's own names
    module.doc() = "Validates uploads and builds records by a specification.";
    module.attr("__version__") = jianhe_version();
    py::register_exception<Failure>(module, "Error");

    py::class_<Specification>(module, "Specification", "A specification: the built-in one, or a bundle.")
        .def(py::init<>())
        .def(py::init<const std::string&, const std::vector<std::string>&, const std::optional<std::string>&,
                      const std::optional<std::string>&>(),
             py::arg("bundle"), py::kw_only(), py::arg("trusted_keys") = std::vector<std::string>{},
             py::arg("at_least") = py::none(), py::arg("on") = py::none(),
             "bundle: its bytes. trusted_keys: public keys as PEM texts. on: the day it is used for, as 2025-10-15.")
        .def_property_readonly("name", [](const Specification& of) { return of.facts().name; })
        .def_property_readonly("version", [](const Specification& of) { return of.facts().version; })
        .def_property_readonly("digest", [](const Specification& of) { return of.facts().digest; })
        .def_property_readonly("bundle", [](const Specification& of) { return of.facts().bundle; });

    module.def("validate", &validate, py::arg("upload"), py::arg("specification") = py::none(),
               "Judges an upload: a dict with its verdict, its records and its own findings.\n\n"
               "Keywords: received_at, givens (a dict), masters (a folder), raised (codes).");
    module.def("build", &build, py::arg("construction"), py::arg("values") = py::dict(),
               py::arg("buffers") = py::dict(), py::arg("specification") = py::none(),
               "Builds a record: a dict with status, needs, refusals, remarks, kept, findings and, if built, xml.\n\n"
               "values: {\"P01\": text, (\"I01\", row): text}. buffers: {name: bytes}. Keywords as for validate.");
    module.def("upload", &upload, py::arg("records"), py::arg("specification") = py::none(),
               "The bytes of an upload of records, each the xml that build() gave.");
}
