#pragma once

#include <jianhe/masters.h>
#include <jianhe/provider.h>

#include "compiler/ir/module.h"

// What a specification brings along for its own masters and providers.
namespace jianhe {

// The samples of a specification's masters, by declared master; null where there is none. The checker has read them
// once, so they are right.
Masters sample_masters(const ir::Module& module);

// Of the samples, those that an example uses.
Masters masters_of(const ir::Example& example, const Masters& samples);

// The runtime's own providers that the specification names, by declared provider; null where it names none.
Providers built_in_providers(const ir::Module& module);

}  // namespace jianhe
