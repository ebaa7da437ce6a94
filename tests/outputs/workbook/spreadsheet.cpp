#include "tests/outputs/workbook/spreadsheet.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <cstdlib>
#include <iterator>
#include <string_view>

namespace headwater::tests {
namespace {

namespace fs = std::filesystem;

// A profile of its own, so that a test neither reads nor changes anybody's settings, and one that always calculates.
constexpr std::string_view always_recalculate = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
)";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The value of an attribute inside an opening tag, or "".
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string start = " " + std::string(name) + "=\"";
  const std::size_t at = tag.find(start);
  if (at == std::string_view::npos) {
    return "";
  }
  const std::size_t from = at + start.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

std::string unescaped(std::string text) {
  for (const auto& [entity, sign] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#10;", "\n"}, {"&amp;", "&"}}) {
    for (std::size_t at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1)) {
      text.replace(at, std::string_view(entity).size(), sign);
    }
  }
  return text;
}

/// The words of a cell: what stands in its paragraphs, tags left out.
std::string words_of(std::string_view cell) {
  std::string words;
  for (std::size_t at = cell.find("<text:p"); at != std::string_view::npos; at = cell.find("<text:p", at)) {
    const std::size_t end = cell.find("</text:p>", at);
    words += words.empty() ? "" : "\n";
    bool is_tag = false;
    for (const char c : cell.substr(at, end - at)) {
      is_tag = c == '<' || (is_tag && c != '>');
      words += is_tag || c == '>' ? "" : std::string(1, c);
    }
    at = end;
  }
  return unescaped(words);
}

std::size_t repeats(std::string_view tag, std::string_view name) {
  const std::string count = attribute(tag, name);
  return count.empty() ? 1 : std::stoul(count);
}

/// Without what stands between a start and an end: a chart keeps tables of its own.
std::string without(std::string xml, std::string_view start, std::string_view end) {
  for (std::size_t at = xml.find(start); at != std::string::npos; at = xml.find(start, at)) {
    xml.erase(at, xml.find(end, at) + end.size() - at);
  }
  return xml;
}

/// The sheets of a flat OpenDocument spreadsheet, as LibreOffice writes it.
CalculatedBook read_flat(const std::string& whole) {
  const std::string xml = without(whole, "<draw:object ", "</draw:object>");
  constexpr std::size_t most_repeats = 100; // more of them are the empty rows at the end
  constexpr std::size_t widest = 200;       // beyond it are only cells that repeat nothing
  CalculatedBook book;
  CalculatedSheet* sheet = nullptr;
  std::size_t repeated = 1; // how often the row being read stands there
  const auto end_row = [&] {
    for (std::size_t i = 1; sheet != nullptr && i < repeated && repeated <= most_repeats; ++i) {
      sheet->push_back(sheet->back());
    }
    repeated = 1;
  };
  std::size_t at = 0;
  while ((at = xml.find("<table:table", at)) != std::string::npos) {
    const std::size_t end = xml.find('>', at);
    const std::string_view tag = std::string_view(xml).substr(at, end - at);
    at = end;
    if (tag.starts_with("<table:table ")) {
      end_row();
      sheet = &book[unescaped(attribute(tag, "table:name"))];
    } else if (sheet != nullptr && tag.starts_with("<table:table-row")) {
      end_row();
      repeated = repeats(tag, "table:number-rows-repeated");
      sheet->emplace_back();
    } else if (sheet != nullptr && tag.starts_with("<table:table-cell") && !sheet->empty()) {
      std::string text = attribute(tag, "office:value");
      if (!tag.ends_with('/')) {
        const std::size_t close = xml.find("</table:table-cell>", end);
        const std::string shown = words_of(std::string_view(xml).substr(end + 1, close - end - 1));
        // An error is a text whose words are shown, or a number 0 beside them.
        const bool is_error = shown.starts_with("#") || shown.starts_with("Err:");
        text = text.empty() || is_error ? shown : text;
      }
      const std::size_t count = repeats(tag, "table:number-columns-repeated");
      for (std::size_t i = 0; i < count && sheet->back().size() < widest; ++i) {
        sheet->back().push_back(text);
      }
    }
  }
  return book;
}

} // namespace

std::vector<CalculatedBook> calculated(const std::vector<fs::path>& files) {
  const TemporaryFolder folder;
  folder.write("profile/user/registrymodifications.xcu", always_recalculate);
  std::string command = "HOME='" + folder.path().string() + "' timeout 300 soffice -env:UserInstallation='file://" +
                        (folder.path() / "profile").string() + "' --headless --norestore --convert-to fods --outdir '" +
                        (folder.path() / "out").string() + "'";
  for (const fs::path& file : files) {
    command += " '" + file.string() + "'";
  }
  const fs::path said = folder.path() / "said.txt";
  command += " >'" + said.string() + "' 2>&1 </dev/null";
  if (std::system(command.c_str()) != 0) { // NOLINT(cert-env33-c): the program's name is ours
    throw std::runtime_error("LibreOffice (package libreoffice-calc-nogui) could not open the workbook: " + read(said));
  }
  std::vector<CalculatedBook> books;
  for (const fs::path& file : files) {
    books.push_back(read_flat(read(folder.path() / "out" / file.filename().replace_extension(".fods"))));
  }
  return books;
}

} // namespace headwater::tests
