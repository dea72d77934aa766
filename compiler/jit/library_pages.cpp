#include "compiler/jit/library_pages.h"

#include <cstdint>

#if defined(__linux__)
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace jianhe::jit {

#if defined(__linux__)

namespace {

bool begins_with(const dl_phdr_info& library, std::string_view name) {
    std::string_view path = library.dlpi_name;
    path.remove_prefix(path.rfind('/') + 1);
    return path.starts_with(name);
}

int visit(dl_phdr_info* library, std::size_t, void* name) {
    if (!begins_with(*library, *static_cast<const std::string_view*>(name))) return 0;
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    for (int i = 0; i < library->dlpi_phnum; ++i) {
        const auto& segment = library->dlpi_phdr[i];
        // What may be written has changed: addresses were put in.
        if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
        const std::uintptr_t first = (library->dlpi_addr + segment.p_vaddr + page - 1) / page * page;
        const std::uintptr_t end = (library->dlpi_addr + segment.p_vaddr + segment.p_memsz) / page * page;
        if (first < end) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED);
    }
    return 0;
}

}  // namespace

void give_back_pages(std::string_view name_begins) noexcept { ::dl_iterate_phdr(visit, &name_begins); }

#else

void give_back_pages(std::string_view) noexcept {}

#endif

}  // namespace jianhe::jit
