#include <jianhe.h>

int main(void) {
    jianhe_specification *specification;
    if (jianhe_open_default(&specification, NULL) != JIANHE_OK) return 1;
    jianhe_specification_close(specification);
    return 0;
}
