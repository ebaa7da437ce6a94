// The shape of the house, kept true:
//
//   app -> outputs ------> scenarios -> model      imports run one way only
//   app -> calibration --> scenarios -> model
//   calibration/fit -> calibration/inference, calibration/known    inference knows neither the model nor a figure
//   model/ -> model/experiments                    the mathematics of many runs knows no equation
//   app -> outputs/calibration -> outputs, calibration    what people read of a fit: the one folder that knows both
//   app -> app/study -> outputs, calibration   from a request to a booklet: it knows no command line
//   outputs/booklet -> ensemble -> runs -> appraisal -> results    no circle on the path of a run
//   model/                                         no files, threads, clocks, terminals or JSON
//   model/sectors/                                 only + - * / sqrt min max where, and no branch on a number
//   the terminal                                   written to, and options read, in one place each
//   the top of the repository                      the rooms, and nothing that crept in
//
// Each rule is a function from text to a list of breaches; each is first shown to fail on a planted one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// One sentence a breach, opening with `file:line:` where there is a line.
using Breaches = std::vector<std::string>;

using Rooms = std::set<std::string>;

Rooms operator+(Rooms a, const Rooms& b) {
  a.insert(b.begin(), b.end());
  return a;
}

const Rooms model{"model", "model/experiments"};
const Rooms below_outputs = model + Rooms{"scenarios", "scenarios/reading"};
const Rooms calibration{"calibration/known", "calibration/inference", "calibration/fit"};
/// Headers of the model that know no equation.
const std::string exact_functions = "model/scalars/exact_functions.hpp";
const std::string fiscal_year = "model/solve/fiscal_year.hpp";
/// Tables of data, which are no code.
const Rooms booklet_data{"outputs/data/deprivation.def", "outputs/data/personas.def", "outputs/data/life_words.def"};
/// The path of a run inside outputs/, each after what it stands on.
const Rooms measures = below_outputs + Rooms{"outputs/results", "outputs/appraisal"};
const Rooms runs = measures + Rooms{"outputs/runs"};
const Rooms booklet = runs + Rooms{"outputs/files", "outputs/ensemble", "outputs/booklet"};
const Rooms pages = booklet + Rooms{"outputs"};
const Rooms all_but_app = pages + calibration + Rooms{"outputs/calibration"};

/// Which rooms, and which single headers, a file of each room may include. A folder with arrows of its own counts as a room.
const std::map<std::string, Rooms> import_arrows = {
    {"model", model},
    {"model/experiments", {"model/experiments", exact_functions}},
    {"scenarios", below_outputs},
    {"scenarios/reading", {"scenarios/reading", fiscal_year}},
    {"calibration/known", below_outputs + Rooms{"calibration/known"}},
    {"calibration/inference", {"calibration/inference", "model/experiments", exact_functions}},
    {"calibration/fit", below_outputs + calibration},
    {"outputs/results", below_outputs + Rooms{"outputs/results"}},
    {"outputs/appraisal", measures},
    {"outputs/runs", runs},
    {"outputs/files", below_outputs + Rooms{"outputs/files"}},
    {"outputs/ensemble", runs + Rooms{"outputs/files", "outputs/ensemble"}},
    {"outputs/booklet", booklet + booklet_data},
    {"outputs", pages},
    {"outputs/calibration", all_but_app},
    {"app/study", pages + Rooms{"calibration/known", "app/study"}},
    {"app", all_but_app + Rooms{"app/study", "app"}},
    {"tests", all_but_app + Rooms{"app/study", "app", "tests"}},
};

const std::set<std::string> top_level_names = {
    "CMakeLists.txt", "CMakePresets.json", "README.md",   "LICENSE", "CONTRIBUTING.md", "headwater", "Containerfile",
    "model",          "scenarios",         "calibration", "outputs", "tests",           "app",
};

/// Blanks comments, and with `strings` also what stands in quotes, keeping every line break so that line numbers hold.
std::string code_only(std::string_view text, bool strings) {
  std::string code(text);
  const auto blank = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, code.size()); ++i)
      if (code[i] != '\n')
        code[i] = ' ';
  };
  const auto end_after = [&](std::string_view mark, std::size_t from) {
    const auto at = text.find(mark, from);
    return at == std::string_view::npos ? text.size() : at + mark.size();
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    const bool in_word = i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0;
    if (text.substr(i, 2) == "//") {
      end = std::min(text.find('\n', i), text.size());
      blank(i, end);
    } else if (text.substr(i, 2) == "/*") {
      end = end_after("*/", i + 2);
      blank(i, end);
    } else if (text.substr(i, 2) == "R\"" && !in_word) {
      const std::string tag(text.substr(i + 2, text.find('(', i) - i - 2));
      end = end_after(")" + tag + "\"", i + 2);
      if (strings)
        blank(i, end);
    } else if (text[i] == '"' || (text[i] == '\'' && !in_word)) { // 1'000 is a number
      while (end < text.size() && text[end] != text[i] && text[end] != '\n')
        end += text[end] == '\\' ? 2 : 1;
      if (strings)
        blank(i + 1, end);
      ++end;
    }
    i = end;
  }
  return code;
}

/// Calls `check(line)` for every line, which answers with what is wrong in it, or nothing.
template<class Check> Breaches each_line(const std::string& path, const std::string& code, const Check& check) {
  Breaches found;
  std::istringstream lines(code);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number)
    if (const std::string wrong = check(line); !wrong.empty())
      found.push_back(path + ":" + std::to_string(number) + ": " + wrong);
  return found;
}

std::string top_of(const std::string& path) { return path.substr(0, path.find('/')); }

/// The innermost folder with arrows of its own, or the top.
std::string room_of(const std::string& path) {
  std::string room = top_of(path);
  for (const auto& [known, allowed] : import_arrows)
    if (path.starts_with(known + "/") && known.size() > room.size())
      room = known;
  return room;
}

Breaches import_breaches(const std::string& path, std::string_view text) {
  static const std::regex include(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  static const std::regex not_for_the_model(
      "(thread|filesystem|fstream|iostream|chrono|toml\\.hpp|(nlohmann|toml\\+\\+|fmt|CLI|tbb|oneapi)/.*)");
  const std::string room = room_of(path);
  return each_line(path, code_only(text, false), [&](const std::string& line) -> std::string {
    std::smatch match;
    if (!std::regex_search(line, match, include))
      return "";
    const std::string header = match[2];
    const std::string target = room_of(header);
    if (import_arrows.contains(target) && target != header)
      return import_arrows.at(room).contains(target) || import_arrows.at(room).contains(header)
                 ? ""
                 : room + "/ may not include " + header;
    if (match[1] == "\"")
      return "name the room: " + header;
    if (top_of(room) == "model" && std::regex_match(header, not_for_the_model))
      return "model/ knows nothing of <" + header + ">";
    if (room == "app/study" && header.starts_with("CLI/"))
      return "app/study/ knows nothing of the command line";
    return "";
  });
}

Breaches equation_breaches(const std::string& path, std::string_view text) {
  static const std::regex inexact(R"re((^|[^\w.>])(exp2?|expm1|log|log2|log10|log1p|pow|cbrt|hypot|fmod|floor|ceil|)re"
                                  R"re(round|trunc|f?abs|a?tanh?|atan2|a?cosh?|a?sinh?)\s*\()re");
  static const std::regex branch(R"re(\b(if|switch|while)\s*\(|\?)re");
  return each_line(path, code_only(text, true), [&](const std::string& line) -> std::string {
    std::smatch match;
    if (std::regex_search(line, match, inexact))
      return match[2].str() + " is not exactly rounded; equations use + - * / sqrt min max where";
    if (std::regex_search(line, branch))
      return "equations do not branch; use min, max or where";
    return "";
  });
}

/// A file that formats names the header it formats with: a precompiled one hides that, and fmt 11 has join elsewhere.
Breaches format_breaches(const std::string& path, std::string_view text) {
  const auto names = [&](std::string_view header) { return text.find(header) != std::string_view::npos; };
  return each_line(path, code_only(text, true), [&](const std::string& line) -> std::string {
    if (line.find("fmt::join(") != std::string::npos && !names("#include <fmt/ranges.h>"))
      return "fmt::join is in <fmt/ranges.h>";
    if (line.find("fmt::") != std::string::npos && !names("#include <fmt/"))
      return "fmt:: is named, but no header of fmt";
    return "";
  });
}

/// What a build asks for by name, in lower case: packages, and libraries and headers that bring none.
std::set<std::string> asked_for(const std::string& cmake) {
  static const std::regex asks(R"re((find_package\(|pkg_check_modules\(\w+ REQUIRED IMPORTED_TARGET |)re"
                               R"re(find_library\(\w+ |find_path\()(\w[\w.-]*))re");
  std::set<std::string> names;
  for (auto match = std::sregex_iterator(cmake.begin(), cmake.end(), asks); match != std::sregex_iterator(); ++match) {
    std::string name = (*match)[2];
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    names.insert(name.substr(0, name.find("_include_dir")));
  }
  return names;
}

// What a program says goes through the functions of app/terminal/screen, which notice a stream that is closed or full, and what
// it is told through those of app/terminal/option_readers, which refuse what they do not understand.
Breaches terminal_breaches(const std::string& path, std::string_view text) {
  static const std::regex stream(R"re(\b(fmt::print|f?printf|f?puts|putchar|std::(cout|cerr|clog)|stdout|stderr)\b)re");
  static const std::regex option(R"re((\.|->)add_option(_function)?\()re");
  const bool reads_options = path.find("option_readers.") != std::string::npos;
  return each_line(path, code_only(text, true), [&](const std::string& line) -> std::string {
    std::smatch match;
    if (std::regex_search(line, match, stream))
      return match[1].str() + " does not notice a stream that is full; answer(), complain() and say() do";
    if (!reads_options && std::regex_search(line, option))
      return "an option is added by one of app/terminal/option_readers";
    return "";
  });
}

Breaches top_level_breaches(const std::vector<std::string>& tracked_paths) {
  std::set<std::string> seen;
  for (const auto& path : tracked_paths)
    if (const std::string name = top_of(path); !name.starts_with('.'))
      seen.insert(name);
  Breaches found;
  for (const auto& name : seen)
    if (!top_level_names.contains(name))
      found.push_back("does not belong at the top: " + name);
  for (const auto& name : top_level_names)
    if (!seen.contains(name))
      found.push_back("missing at the top: " + name);
  return found;
}

// ---- each rule can fail ---------------------------------------------------------------------------------------------

TEST(CodeOnly, BlanksCommentsAndKeepsLines) {
  EXPECT_EQ(code_only("a // b\nc /* d\ne */ f", false), "a     \nc     \n     f");
  EXPECT_EQ(code_only("x(\"// not a comment\") // y", false), "x(\"// not a comment\")     ");
  EXPECT_EQ(code_only("n = 1'000; c = '\"'; // z", true), "n = 1'000; c = ' ';     ");
  EXPECT_EQ(code_only("R\"t(a \" // b)t\" + c", true), "                + c");
  EXPECT_EQ(code_only("\"if (\\\" ?\" + c", true), "\"        \" + c");
}

TEST(ImportArrows, AgainstTheArrowIsABreach) {
  EXPECT_THAT(import_breaches("model/solve/run.hpp", "// first\n#include \"outputs/chart.hpp\"\n"),
              ElementsAre("model/solve/run.hpp:2: model/ may not include outputs/chart.hpp"));
  for (const std::string line : {"scenarios/a.hpp outputs/b.hpp",
                                 "scenarios/a.hpp calibration/known/b.hpp",
                                 "calibration/fit/a.cpp outputs/b.hpp",
                                 "outputs/a.cpp calibration/known/b.hpp",
                                 "outputs/a.cpp app/b.hpp",
                                 "model/a.def scenarios/b.hpp",
                                 "app/a.cpp tests/b.hpp",
                                 "outputs/a.cpp outputs/calibration/b.hpp",
                                 "outputs/calibration/a.cpp app/b.hpp",
                                 "calibration/fit/a.cpp outputs/calibration/b.hpp",
                                 "app/study/a.cpp app/b.hpp",
                                 "outputs/a.cpp app/study/b.hpp",
                                 "outputs/results/a.hpp outputs/runs/b.hpp",
                                 "outputs/appraisal/a.hpp outputs/runs/b.hpp",
                                 "outputs/runs/a.hpp outputs/ensemble/b.hpp",
                                 "outputs/ensemble/a.hpp outputs/booklet/b.hpp",
                                 "outputs/booklet/a.hpp outputs/tables/b.hpp",
                                 "calibration/inference/a.cpp model/solve/b.hpp",
                                 "calibration/inference/a.cpp calibration/known/b.hpp",
                                 "calibration/inference/a.cpp calibration/fit/b.hpp",
                                 "calibration/inference/a.cpp scenarios/reading/b.hpp",
                                 "calibration/known/a.cpp calibration/fit/b.hpp",
                                 "model/experiments/a.cpp model/solve/b.hpp",
                                 "scenarios/reading/a.cpp scenarios/b.hpp",
                                 "app/study/a.cpp calibration/fit/b.hpp"}) {
    const std::string path = line.substr(0, line.find(' '));
    const std::string header = line.substr(line.find(' ') + 1);
    EXPECT_THAT(import_breaches(path, "  # include \"" + header + "\" // why"), SizeIs(1)) << line;
    EXPECT_THAT(import_breaches(path, "#include <" + header + ">"), SizeIs(1)) << line;
    EXPECT_THAT(import_breaches(path, "// #include \"" + header + "\""), IsEmpty()) << line;
  }
}

TEST(ImportArrows, AlongTheArrowIsFine) {
  EXPECT_THAT(import_breaches("app/verbs/run.cpp", "#include \"outputs/a.hpp\"\n#include \"calibration/fit/a.hpp\"\n"),
              IsEmpty());
  EXPECT_THAT(import_breaches("outputs/a.cpp", "#include \"scenarios/a.hpp\"\n#include <fstream>\n"), IsEmpty());
  EXPECT_THAT(import_breaches("outputs/calibration/a.cpp",
                              "#include \"calibration/fit/a.hpp\"\n#include \"outputs/charts/a.hpp\"\n"),
              IsEmpty());
  EXPECT_THAT(import_breaches("model/a.hpp", "#include <cmath>\n#include <Eigen/Dense>\n"), IsEmpty());
}

TEST(ImportArrows, AStudyKnowsNoCommandLine) {
  EXPECT_THAT(import_breaches("app/study/a.hpp", "#include <CLI/CLI.hpp>"), SizeIs(1));
  EXPECT_THAT(import_breaches("app/a.hpp", "#include <CLI/CLI.hpp>\n#include \"app/study/a.hpp\""), IsEmpty());
}

TEST(ImportArrows, AnIncludeNamesItsRoom) {
  EXPECT_THAT(import_breaches("model/a.hpp", "#include \"../outputs/b.hpp\""), SizeIs(1));
  EXPECT_THAT(import_breaches("outputs/a.hpp", "#include \"b.hpp\""), SizeIs(1));
}

TEST(ImportArrows, TheModelKnowsNothingOfTheMachine) {
  for (const std::string header : {"thread", "filesystem", "fstream", "iostream", "chrono", "nlohmann/json.hpp",
                                   "toml++/toml.h", "fmt/core.h", "CLI/CLI.hpp", "tbb/parallel_for.h"}) {
    EXPECT_THAT(import_breaches("model/a.hpp", "#include <" + header + ">"), SizeIs(1)) << header;
    EXPECT_THAT(import_breaches("scenarios/a.hpp", "#include <" + header + ">"), IsEmpty()) << header;
  }
}

TEST(Equations, InexactArithmeticIsABreach) {
  EXPECT_THAT(equation_breaches("model/sectors/a.hpp", "x;\nconst T y = std::exp(x);"),
              ElementsAre(HasSubstr("model/sectors/a.hpp:2: exp is not exactly rounded")));
  for (const std::string line : {"std::log(x)", "return pow(x, y);", "y = tanh (x)", "-cos(x)", "1+sin(x)",
                                 "std::floor(x)", "std::abs(x)", "fabs(x)"})
    EXPECT_THAT(equation_breaches("a", line), SizeIs(1)) << line;
}

TEST(Equations, ABranchIsABreach) {
  for (const std::string line : {"if (x > 0)", "  } else if(x) {", "y = x > 0 ? x : 0;", "switch (x) {", "while (x)"})
    EXPECT_THAT(equation_breaches("a", line), SizeIs(1)) << line;
}

TEST(Equations, TheAllowedOnesAreFine) {
  for (const std::string line :
       {"min(a, b) + max(c, d) * sqrt(e) / where(m, a, b)", "if constexpr (bands > 1) {", "for (int b = 0; b < n; ++b)",
        "// if (this) then exp(that)?", "named(\"who asks? if (any)\", x)", "const T expected(x);", "catalog(x);"})
    EXPECT_THAT(equation_breaches("a", line), IsEmpty()) << line;
}

TEST(Formatting, NamesItsHeader) {
  EXPECT_THAT(format_breaches("a.cpp", "#include <fmt/format.h>\nfmt::format(\"{}\", fmt::join(a, b));"),
              ElementsAre("a.cpp:2: fmt::join is in <fmt/ranges.h>"));
  EXPECT_THAT(format_breaches("a.cpp", "#include \"b.hpp\"\nfmt::print(\"\");"), SizeIs(1));
  EXPECT_THAT(format_breaches("a.cpp", "#include <fmt/ranges.h>\nfmt::print(\"{}\", fmt::join(a, b));"), IsEmpty());
  EXPECT_THAT(format_breaches("a.cpp", "// fmt::print\nf(\"fmt::join(\");"), IsEmpty());
}

TEST(AskedFor, IsEveryPackageLibraryAndHeader) {
  EXPECT_THAT(asked_for("find_package(Eigen3 3.4 QUIET)\npkg_check_modules(RSVG REQUIRED IMPORTED_TARGET librsvg-2.0)\n"
                        "find_library(GLPK_LIBRARY glpk REQUIRED)\nfind_path(STAN_INCLUDE_DIR stan/a.hpp)"),
              ElementsAre("eigen3", "glpk", "librsvg-2.0", "stan"));
}

TEST(Terminal, AStreamOrOptionOfOnesOwnIsABreach) {
  for (const std::string line : {"fmt::print(stderr, x);", "std::cout << x;", "std::fputs(x, file);",
                                 "verb->add_option(a);", "app.add_option_function(a);", "auto* out = stdout;"})
    EXPECT_THAT(terminal_breaches("app/a.cpp", line), SizeIs(1)) << line;
  for (const std::string line : {"answer(text);", "add_option_to(verb)", "x = \"results go to stdout\";",
                                 "my_fprintf(a)", "::write(STDERR_FILENO, a, b);"})
    EXPECT_THAT(terminal_breaches("app/a.cpp", line), IsEmpty()) << line;
}

TEST(TopLevel, AStrayOrMissingNameIsABreach) {
  std::vector<std::string> paths(top_level_names.begin(), top_level_names.end());
  paths.insert(paths.end(), {"model/a.hpp", ".gitignore"});
  EXPECT_THAT(top_level_breaches(paths), IsEmpty());
  paths.push_back("notes/todo.md");
  EXPECT_THAT(top_level_breaches(paths), ElementsAre("does not belong at the top: notes"));
  EXPECT_THAT(top_level_breaches({"model/a.hpp"}), SizeIs(top_level_names.size() - 1));
}

// ---- the house as it stands -----------------------------------------------------------------------------------------

const std::filesystem::path source_dir = HEADWATER_SOURCE_DIR;

/// Every breach of a rule in the C++ files under a folder, one a line.
template<class Rule> std::string breaches_under(const std::string& folder, const Rule& rule) {
  static const std::set<std::string> extensions = {".hpp", ".cpp", ".def"};
  namespace fs = std::filesystem;
  std::string all;
  for (auto entry = fs::recursive_directory_iterator(source_dir / folder); entry != end(entry); ++entry) {
    if (entry->path().filename() == "node_modules")
      entry.disable_recursion_pending();
    if (!extensions.contains(entry->path().extension().string()))
      continue;
    std::ostringstream text;
    text << std::ifstream(entry->path()).rdbuf();
    for (const auto& breach : rule(entry->path().lexically_relative(source_dir).generic_string(), text.str()))
      all += breach + "\n";
  }
  return all;
}

TEST(House, ImportsRunOneWay) {
  for (const auto& [room, allowed] : import_arrows)
    EXPECT_EQ(breaches_under(room, import_breaches), "");
}

TEST(House, EquationsUseOnlyExactArithmetic) { EXPECT_EQ(breaches_under("model/sectors", equation_breaches), ""); }

TEST(House, WhatFormatsNamesItsHeader) {
  for (const auto& [room, allowed] : import_arrows)
    EXPECT_EQ(breaches_under(room, format_breaches), "");
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(House, LicencesAreListedOfAllThatIsBuiltIn) {
  std::string notice = text_of(source_dir / "app" / "NOTICE.md");
  std::transform(notice.begin(), notice.end(), notice.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::set<std::string> tools = {"git", "pkgconfig", "threads", "stan_math", "npm"};
  std::size_t listed = 0;
  for (const std::string room : {"model", "scenarios", "calibration", "outputs", "app"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source_dir / room))
      if (entry.path().filename() == "CMakeLists.txt" || entry.path().extension() == ".cmake")
        for (const std::string& name : asked_for(text_of(entry.path())))
          if (!tools.contains(name)) {
            EXPECT_THAT(notice, HasSubstr("| " + name + " |")) << entry.path();
            ++listed;
          }
  EXPECT_GE(listed, 15U);
  for (const std::string name : {"echarts", "zrender", "tslib"})
    EXPECT_THAT(notice, HasSubstr(name));
}

TEST(House, TheTerminalIsSpokenToInOnePlace) {
  for (const char* room : {"app", "outputs", "scenarios", "model"})
    EXPECT_EQ(breaches_under(room, terminal_breaches), "");
}

/// The paths git tracks; none where there is no git, as in an unpacked archive.
std::vector<std::string> tracked_paths() {
  const std::string command =
      "git -c safe.directory='*' -c core.quotePath=false -C '" + source_dir.string() + "' ls-files 2>/dev/null";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> buffer{};
  while (pipe && std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe.get()) != nullptr)
    text += buffer.data();
  std::vector<std::string> paths;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    paths.push_back(line);
  return paths;
}

TEST(House, NothingCreptInAtTheTop) {
  const auto paths = tracked_paths();
  if (paths.empty())
    GTEST_SKIP() << "no git here";
  EXPECT_THAT(top_level_breaches(paths), IsEmpty());
}

} // namespace
