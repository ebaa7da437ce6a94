// When two names are one to a reader: the same letters in another Unicode form, with characters between them that
// nobody sees, or with other spaces.
#pragma once

#include <string>
#include <string_view>

namespace headwater::scenarios {

/// What two names share that look the same on a page: their letters in the composed form (NFC), without characters that
/// are not drawn (Unicode's Default_Ignorable_Code_Point), with one plain space for each run of spaces, none at the
/// ends. Empty for a name that nobody sees. `name` is UTF-8.
std::string name_key(std::string_view name);

} // namespace headwater::scenarios
