#include "compiler/interp/supplies.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <jianhe/date.h>
#include <jianhe/number.h>

namespace jianhe {
namespace {

// A part of a sample as the provider would answer it; a cell that is no value of the part's type is not decodable.
ProviderValue value_of(std::string_view text, ir::Type type) {
    ProviderValue value{ProviderValue::State::Present, 0, std::string(text)};
    if (text.empty()) return {};
    Date date{};
    DateTime time{};
    bool right = true;
    switch (type.kind) {
        case ir::ValueType::Date:
            right = parse_roc_date(text, date) == Lexical::Ok;
            value.number = date.days;
            break;
        case ir::ValueType::DateTime:
            right = parse_roc_datetime(text, time) == Lexical::Ok;
            value.number = time.seconds;
            break;
        case ir::ValueType::Number: right = parse_number(text, 18, value.number) == Lexical::Ok; break;
        case ir::ValueType::Text:
        case ir::ValueType::Truth:
        case ir::ValueType::Tuple: break;
    }
    if (!right) value.state = ProviderValue::State::NotDecodable;
    return value;
}

// Answers from a table; what is in no row cannot be decoded.
class SampleProvider final : public Provider {
public:
    explicit SampleProvider(const ir::Provider& provider) : parts_(provider.parts) {
        arguments_ = provider.arguments.size();
        if (auto table = parse_master_csv(provider.sample, provider.sample_file, ir::sample_shape(provider)))
            table_ = *table;
    }

    bool offers(std::size_t) const noexcept override { return true; }
    void answer(std::span<const ProviderArgument> arguments, std::span<ProviderValue> parts) const noexcept override {
        std::vector<std::string_view> key;
        for (const ProviderArgument& argument : arguments) key.push_back(argument.text);
        const auto row = table_ == nullptr ? std::nullopt : table_->find(key, std::nullopt);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto column = static_cast<std::uint32_t>(arguments_ + i);
            parts[i] = row ? value_of(table_->text(*row, column), parts_[i].type)
                           : ProviderValue{ProviderValue::State::NotDecodable, 0, {}};
        }
    }

private:
    std::vector<ir::Provider::Part> parts_;
    std::size_t arguments_ = 0;
    std::shared_ptr<const MasterTable> table_;
};

}  // namespace

Masters sample_masters(const ir::Module& module) {
    Masters masters;
    for (const ir::Master& master : module.masters) {
        masters.emplace_back();
        if (master.sample_file.empty()) continue;
        if (auto table = parse_master_csv(master.sample, master.sample_file, master.shape)) masters.back() = *table;
    }
    return masters;
}

Providers built_in_providers(const ir::Module& module) {
    Providers providers;
    for (const ir::Provider& provider : module.providers) {
        std::vector<std::string> parts;
        for (const ir::Provider::Part& part : provider.parts) parts.push_back(part.name);
        providers.push_back(provider.built_in.empty() ? nullptr : find_built_in_provider(provider.built_in, parts));
    }
    return providers;
}

ExampleSupplies::ExampleSupplies(const ir::Module& module)
    : masters_(sample_masters(module)), built_in_(built_in_providers(module)) {
    for (const ir::Provider& provider : module.providers) {
        samples_.push_back(provider.sample_file.empty() ? nullptr : std::make_shared<SampleProvider>(provider));
    }
}

Supplied ExampleSupplies::supplied(GivenValues givens, const ir::Example* example) const {
    Supplied supplied(std::move(givens));
    supplied.providers = built_in_;
    supplied.masters.resize(masters_.size());
    if (example == nullptr) return supplied;
    for (const ir::MasterId id : example->masters) supplied.masters[ir::index_of(id)] = masters_[ir::index_of(id)];
    for (const ir::ProviderId id : example->providers) {
        supplied.providers[ir::index_of(id)] = samples_[ir::index_of(id)];
    }
    return supplied;
}

}  // namespace jianhe
