#include <cstdio>

#include <jianhe.h>

#include <jianhe/finding.h>
#include <jianhe/masters.h>

int main() {
    jianhe_specification* specification = nullptr;
    jianhe_error error;
    if (jianhe_open_default(&specification, &error) != JIANHE_OK) return 1;
    jianhe_specification_close(specification);
    if (jianhe::to_string(jianhe::RecordVerdict::Accepted) != "accepted") return 1;
    if (jianhe::load_masters("/nowhere", {})) return 1;
    std::printf("libjianhe by both ways: %s\n", jianhe_version());
    return 0;
}
