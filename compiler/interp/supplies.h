#pragma once

#include <jianhe/masters.h>
#include <jianhe/provider.h>
#include <jianhe/validator.h>

#include "compiler/ir/module.h"

// What a specification brings along for its own masters and providers.
namespace jianhe {

// The samples of a specification's masters, by declared master; null where there is none. The checker has read them
// once, so they are right.
Masters sample_masters(const ir::Module& module);

// The runtime's own providers that the specification names, by declared provider; null where it names none.
Providers built_in_providers(const ir::Module& module);

// What examples are judged with. Made once for a module, which must outlive it.
class ExampleSupplies {
public:
    explicit ExampleSupplies(const ir::Module& module);
    // The runtime's own providers, and the samples that the example uses; null: of none.
    Supplied supplied(GivenValues givens, const ir::Example* example) const;

private:
    Masters masters_;
    Providers built_in_;
    Providers samples_;
};

}  // namespace jianhe
