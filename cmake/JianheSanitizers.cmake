# Applies JIANHE_SANITIZE to every target, generated code included: code that a sanitizer does not see gives false
# alarms (thread) or hides real ones (address).
if(NOT JIANHE_SANITIZE)
    return()
endif()

list(JOIN JIANHE_SANITIZE "," jianhe_sanitizers)
add_compile_options("-fsanitize=${jianhe_sanitizers}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
add_link_options("-fsanitize=${jianhe_sanitizers}")
