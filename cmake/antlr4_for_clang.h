#pragma once

// Included before everything else in code that uses ANTLR's headers and is compiled by clang (cmake/FindAntlr4.cmake).
//
// The runtime 4.9 has a class with const members whose defaulted default constructor clang deletes, as the standard
// wants, and g++ does not; one header calls that constructor for a member named `vocabulary`. The member gets the other
// constructor as its initializer here. Since each header is read once, the runtime's own inclusion then does nothing.
#include "Vocabulary.h"
#include "atn/ATN.h"

#define vocabulary \
    vocabulary {   \
        {}, {}     \
    }
#include "misc/InterpreterDataReader.h"
#undef vocabulary
