#include <filesystem>

#include "runtime/history/store_ledger.h"

namespace jianhe::detail {
namespace {

Result<LedgerMeta> first_meta(const LedgerShape& shape, const LedgerOptions& options,
                              const std::optional<LedgerSecret>& secret) {
    const auto seed = random_key_seed();
    if (!seed) return seed.error();
    LedgerMeta meta;
    meta.shape = first_shape(shape);
    meta.hides_private = !options.keep_private_readable;
    meta.seed = *seed;
    if (secret) meta.secret_check = secret_check(*secret);
    return meta;
}

// Makes the ledger or changes its shape; another process may have done so just now.
Result<LedgerMeta> make_or_change(LedgerStore& store, const LedgerShape& shape, const LedgerOptions& options,
                                  const std::string& key_file) {
    if (auto begun = store.begin_change(options.lock_wait); !begun) return begun.error();
    const auto meta = store.read_meta();
    if (!meta) return meta.error();
    if (!*meta) {
        std::optional<LedgerSecret> secret;
        if (!options.keep_private_readable) {
            if (key_file.empty()) return Error{store.name() + ": a ledger on a server needs a key file; name one"};
            auto loaded = load_secret(key_file, true);
            if (!loaded) return loaded.error();
            secret = *loaded;
        }
        auto made = first_meta(shape, options, secret);
        if (!made) return made.error();
        if (auto created = store.create(*made); !created) return created.error();
        if (auto committed = store.commit_change(); !committed) return committed.error();
        return made;
    }
    LedgerMeta changed = **meta;
    const auto change = change_of_shape(changed.shape, shape);
    if (!change) return Error{store.name() + " " + change.error().text};
    changed.shape = change->shape;
    if (change->is_needed) {
        if (auto done = store.change(changed, *change); !done) return done.error();
    }
    if (auto committed = store.commit_change(); !committed) return committed.error();
    return changed;
}

Result<std::optional<LedgerSecret>> find_secret(const LedgerStore& store, const LedgerMeta& meta,
                                                const std::string& key_file) {
    if (!meta.hides_private) return std::optional<LedgerSecret>();
    if (key_file.empty()) return Error{store.name() + " hides private values; name its key file"};
    std::error_code unknown;
    if (!std::filesystem::exists(key_file, unknown) && !unknown) {
        return Error{"the key file " + key_file + " of the ledger " + store.name() +
                     " is not there; without it no person is found in the ledger. Restore it from the backup"};
    }
    const auto secret = load_secret(key_file, false);
    if (!secret) return secret.error();
    if (secret_check(*secret) != meta.secret_check) {
        return Error{"the key file " + key_file + " is not the one that the ledger " + store.name() + " was made with"};
    }
    return std::optional(*secret);
}

}  // namespace

Result<std::unique_ptr<Ledger>> open_store(std::unique_ptr<LedgerStore> store, const LedgerShape& shape,
                                           const LedgerOptions& options, const std::string& default_key_file) {
    const std::string& key_file = options.key_file.empty() ? default_key_file : options.key_file;
    auto stored = store->read_meta();
    if (!stored) return stored.error();
    bool is_ready = false;
    if (*stored) {
        const auto change = change_of_shape((*stored)->shape, shape);
        if (!change) return Error{store->name() + " " + change.error().text};
        is_ready = !change->is_needed;
    }
    if (!is_ready) {
        if (!options.may_create) {
            return Error{store->name() + (*stored ? " was made for another version of the specification, and may not "
                                                    "be changed now"
                                                  : " is not there")};
        }
        auto made = make_or_change(*store, shape, options, key_file);
        store->rollback();
        if (!made) return made.error();
        *stored = std::move(*made);
    }
    const auto secret = find_secret(*store, **stored, key_file);
    if (!secret) return secret.error();
    if (auto used = store->use(**stored, shape); !used) return used.error();
    return std::unique_ptr<Ledger>(std::make_unique<StoreLedger>(std::move(store), shape, **stored, *secret, options));
}

}  // namespace jianhe::detail
