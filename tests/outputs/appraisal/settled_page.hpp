// The page on the settled points, model/SETTLED.md: what each was and is, what it does to results, table I of the second
// charter before and after, and what of the add-ons changes no headline. Every number on it is computed here.
#pragma once

#include <string>

namespace headwater::tests {

/// The page as Markdown. Some hundred runs to 2086, over all threads.
std::string settled_page();

} // namespace headwater::tests
