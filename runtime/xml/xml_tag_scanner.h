// What stands between `<` and `>` of tags and of the XML declaration.
#pragma once

#include <string_view>

#include "xml_cursor.h"

namespace jianhe::xml {

// Both begin behind `<` or `</` and end behind `>`. Attributes are checked and passed over.
bool scan_start_tag(XmlCursor& cursor, std::string_view& name, bool& self_closing);
bool scan_end_tag(XmlCursor& cursor, std::string_view& name);

// Begins behind `<?xml` and ends behind `?>`. The encoding name is checked for its form only.
bool scan_declaration(XmlCursor& cursor);

}  // namespace jianhe::xml
