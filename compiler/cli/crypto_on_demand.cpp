// The functions of OpenSSL that the program calls, each of which opens libcrypto when it is called first. Binding it
// takes an eighth of a run of one record, and few runs digest by SHA-256 or sign. Linked in its place, so that those
// who call know nothing of it; what is missing here the linker takes from the library, which is then loaded at the
// start as ever.
//
// Without the library they throw, since most callers could not tell a digest that was not computed from one that was;
// `main` says what is missing.
#include <cstring>
#include <stdexcept>
#include <string>

#include <dlfcn.h>

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

// Seen by the program alone: libcrypto, and what brings it with itself, keep to their own.
#pragma GCC visibility push(hidden)

namespace {

// The one whose headers these are.
constexpr const char* kLibrary = "libcrypto.so." OPENSSL_MSTR(OPENSSL_SHLIB_VERSION);

void* find(const char* name) {
    // Never closed: what it has registered for the end of the program is called then.
    static void* const library = ::dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    void* const found = library == nullptr ? nullptr : ::dlsym(library, name);
    if (found == nullptr) throw std::runtime_error(std::string("OpenSSL is needed for this: ") + ::dlerror());
    return found;
}

// `Function` is the one that calls, and gives its type.
template <auto Function, class... Arguments>
auto call(const char* name, Arguments... arguments) {
    static const auto function = reinterpret_cast<decltype(Function)>(find(name));
    return function(arguments...);
}

}  // namespace

extern "C" {

BIO* BIO_new_mem_buf(const void* bytes, int size) { return call<BIO_new_mem_buf>("BIO_new_mem_buf", bytes, size); }
int BIO_free(BIO* bio) { return call<BIO_free>("BIO_free", bio); }

void ERR_clear_error() { call<ERR_clear_error>("ERR_clear_error"); }
void OPENSSL_cleanse(void* bytes, size_t size) { ::explicit_bzero(bytes, size); }
int RAND_bytes(unsigned char* bytes, int size) { return call<RAND_bytes>("RAND_bytes", bytes, size); }

const EVP_MD* EVP_sha256() { return call<EVP_sha256>("EVP_sha256"); }
int EVP_Digest(const void* bytes, size_t size, unsigned char* digest, unsigned int* digest_size, const EVP_MD* kind,
               ENGINE* engine) {
    return call<EVP_Digest>("EVP_Digest", bytes, size, digest, digest_size, kind, engine);
}
EVP_MD_CTX* EVP_MD_CTX_new() { return call<EVP_MD_CTX_new>("EVP_MD_CTX_new"); }
void EVP_MD_CTX_free(EVP_MD_CTX* context) { call<EVP_MD_CTX_free>("EVP_MD_CTX_free", context); }
int EVP_DigestInit_ex(EVP_MD_CTX* context, const EVP_MD* kind, ENGINE* engine) {
    return call<EVP_DigestInit_ex>("EVP_DigestInit_ex", context, kind, engine);
}
int EVP_DigestUpdate(EVP_MD_CTX* context, const void* bytes, size_t size) {
    return call<EVP_DigestUpdate>("EVP_DigestUpdate", context, bytes, size);
}
int EVP_DigestFinal_ex(EVP_MD_CTX* context, unsigned char* digest, unsigned int* size) {
    return call<EVP_DigestFinal_ex>("EVP_DigestFinal_ex", context, digest, size);
}

int SHA256_Init(SHA256_CTX* state) { return call<SHA256_Init>("SHA256_Init", state); }
int SHA256_Update(SHA256_CTX* state, const void* bytes, size_t size) {
    return call<SHA256_Update>("SHA256_Update", state, bytes, size);
}
int SHA256_Final(unsigned char* digest, SHA256_CTX* state) { return call<SHA256_Final>("SHA256_Final", digest, state); }

EVP_PKEY* PEM_read_bio_PUBKEY(BIO* bio, EVP_PKEY** key, pem_password_cb* passphrase, void* of_passphrase) {
    return call<PEM_read_bio_PUBKEY>("PEM_read_bio_PUBKEY", bio, key, passphrase, of_passphrase);
}
EVP_PKEY* PEM_read_bio_PrivateKey(BIO* bio, EVP_PKEY** key, pem_password_cb* passphrase, void* of_passphrase) {
    return call<PEM_read_bio_PrivateKey>("PEM_read_bio_PrivateKey", bio, key, passphrase, of_passphrase);
}

EVP_PKEY* EVP_PKEY_new_raw_public_key(int kind, ENGINE* engine, const unsigned char* bytes, size_t size) {
    return call<EVP_PKEY_new_raw_public_key>("EVP_PKEY_new_raw_public_key", kind, engine, bytes, size);
}
EVP_PKEY* EVP_PKEY_new_raw_private_key(int kind, ENGINE* engine, const unsigned char* bytes, size_t size) {
    return call<EVP_PKEY_new_raw_private_key>("EVP_PKEY_new_raw_private_key", kind, engine, bytes, size);
}
int EVP_PKEY_get_raw_public_key(const EVP_PKEY* key, unsigned char* bytes, size_t* size) {
    return call<EVP_PKEY_get_raw_public_key>("EVP_PKEY_get_raw_public_key", key, bytes, size);
}
int EVP_PKEY_get_raw_private_key(const EVP_PKEY* key, unsigned char* bytes, size_t* size) {
    return call<EVP_PKEY_get_raw_private_key>("EVP_PKEY_get_raw_private_key", key, bytes, size);
}
int EVP_PKEY_get_base_id(const EVP_PKEY* key) { return call<EVP_PKEY_get_base_id>("EVP_PKEY_get_base_id", key); }
void EVP_PKEY_free(EVP_PKEY* key) { call<EVP_PKEY_free>("EVP_PKEY_free", key); }

int EVP_DigestSignInit(EVP_MD_CTX* context, EVP_PKEY_CTX** of_key, const EVP_MD* kind, ENGINE* engine, EVP_PKEY* key) {
    return call<EVP_DigestSignInit>("EVP_DigestSignInit", context, of_key, kind, engine, key);
}
int EVP_DigestSign(EVP_MD_CTX* context, unsigned char* signature, size_t* signature_size, const unsigned char* bytes,
                   size_t size) {
    return call<EVP_DigestSign>("EVP_DigestSign", context, signature, signature_size, bytes, size);
}
int EVP_DigestVerifyInit(EVP_MD_CTX* context, EVP_PKEY_CTX** of_key, const EVP_MD* kind, ENGINE* engine,
                         EVP_PKEY* key) {
    return call<EVP_DigestVerifyInit>("EVP_DigestVerifyInit", context, of_key, kind, engine, key);
}
int EVP_DigestVerify(EVP_MD_CTX* context, const unsigned char* signature, size_t signature_size,
                     const unsigned char* bytes, size_t size) {
    return call<EVP_DigestVerify>("EVP_DigestVerify", context, signature, signature_size, bytes, size);
}

}  // extern "C"

#pragma GCC visibility pop
