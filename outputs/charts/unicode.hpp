#pragma once
// Reading text that anyone may have typed: UTF-8 in, XML out.

#include <cstddef>
#include <string>
#include <string_view>

namespace headwater::outputs {

/// The code point at `at`, which moves on past it. Malformed UTF-8 reads as U+FFFD, one byte at a time.
char32_t next_code_point(std::string_view utf8, std::size_t& at);

/// Adds one code point to `utf8`.
void append_code_point(std::string& utf8, char32_t code_point);

/// `utf8` with every character XML 1.0 forbids (control characters, halves of pairs, bytes that are not UTF-8) replaced
/// by U+FFFD. Two surrogates that belong together, as a JavaScript engine writes them, become the one character meant.
std::string xml_characters(std::string_view utf8);

/// Text as the content of an XML element or of a quoted attribute: markup characters become entities, forbidden
/// characters U+FFFD.
std::string escape_xml(std::string_view utf8);

} // namespace headwater::outputs
