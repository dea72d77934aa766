#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

#include "compiler/ir/transfer.h"

namespace jianhe::ir {
namespace {

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

// Can stand for any member in braces.
struct Anything {
    template <class T>
    requires(!kIsOptional<T>) operator T() const { return {}; }
};

template <class T, std::size_t... index>
consteval bool takes(std::index_sequence<index...>) {
    return requires { T{(static_cast<void>(index), Anything{})...}; };
}

// How many members an aggregate has: the most that braces may hold.
template <class T, std::size_t most = 64>
consteval std::size_t member_count() {
    static_assert(std::is_aggregate_v<T>);
    if constexpr (most == 0 || takes<T>(std::make_index_sequence<most>{})) {
        return most;
    } else {
        return member_count<T, most - 1>();
    }
}

struct Counter {
    template <class... Members>
    void operator()(const Members&...) {
        count += sizeof...(Members);
    }
    std::size_t count = 0;
};

template <class T>
class Transfer : public ::testing::Test {};

using Structs = ::testing::Types<Type, Inst, Location, Span, WordRange, Set, CodeSet::Column, CodeSet::Row, CodeSet,
                                 Table, Cell::Choice, Cell, Presence, Placeholder, Field, Segment::Limit, Segment,
                                 Given, ChosenDate::Choice, ChosenDate, DateSource, MasterShape::Column, MasterShape,
                                 Master, Provider::Part, Provider, Scenario, CodePlaces, Code, DatedDisposition, Check,
                                 Rule, RecordValues, DeclaredRecord, Example::Expected, Example, Buffer::Part, Buffer,
                                 BuildClause, Construction, BuildExample::Given, BuildExample::Expected,
                                 BuildExample::Content, BuildExample, Vary, Generate, Module>;
TYPED_TEST_SUITE(Transfer, Structs);

// A member that is forgotten there would be lost when a module is saved.
TYPED_TEST(Transfer, ListsEveryMember) {
    Counter counter;
    const TypeParam value{};
    transfer(counter, value);
    EXPECT_EQ(counter.count, member_count<TypeParam>());
}

}  // namespace
}  // namespace jianhe::ir
