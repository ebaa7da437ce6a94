#include "outputs/moved/kept_results.hpp"

#include "outputs/files/digest.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/input_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

namespace headwater::outputs {
namespace {

constexpr std::size_t largest_table = std::size_t{4} << 30U;
constexpr const char* right_folder = "a folder that `headwater run` wrote, as it wrote it";

/// What a file holds now; nothing where it cannot be read.
std::optional<std::string> digest_now(const std::filesystem::path& file) {
  try {
    return sha256_of_file(file);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

} // namespace

KeptResults::KeptResults(std::filesystem::path folder, KeptManifest manifest)
    : folder_{std::move(folder)}, manifest_{std::move(manifest)} {
  for (const HashedFile& file : manifest_.outputs()) {
    const std::filesystem::path path = file.path;
    if (path.extension() == ".csv" && !path.has_parent_path()) {
      tables_.push_back(file);
    }
  }
}

std::string KeptResults::digest(const std::string& table) const {
  const auto found =
      std::find_if(tables_.begin(), tables_.end(), [&](const HashedFile& file) { return file.path == table; });
  return found == tables_.end() ? "" : found->sha256;
}

scenarios::Read<KeptResults> KeptResults::open(const std::filesystem::path& folder, const std::string& version,
                                               bool any_version) {
  scenarios::Read<KeptResults> read;
  const auto refuse = [&](const std::filesystem::path& file, std::string what, std::string allowed) {
    read.problems.push_back({file.string(), 1, 1, std::move(what), std::move(allowed), ""});
  };
  if (std::optional<scenarios::Problem> wrong = scenarios::problem_of_name(folder)) {
    read.problems.push_back(std::move(*wrong));
    return read;
  }
  std::error_code unknown;
  if (!std::filesystem::is_directory(folder, unknown)) {
    refuse(folder, std::filesystem::exists(folder, unknown) ? "is not a folder" : "is not there", right_folder);
    return read;
  }
  std::optional<KeptManifest> manifest = KeptManifest::in(folder);
  if (!manifest) {
    refuse(folder, "holds no results: it has no manifest.json of Headwater", right_folder);
    return read;
  }
  KeptResults results(folder, std::move(*manifest));
  const KeptManifest& of = results.manifest_;
  if (of.verb() != "run") {
    refuse(folder, fmt::format("holds the results of `{}`", of.verb()), "results of `headwater run`");
    return read;
  }
  if (of.version() != version && !any_version) {
    refuse(folder,
           fmt::format("was written by Headwater {}, and this is {}: a name may mean something else there",
                       scenarios::in_quotes(of.version()), version),
           "the same run made again with this one; --any-version compares all the same");
  }
  if (results.tables_.empty()) {
    refuse(folder / "manifest.json", "names no table", right_folder);
  }
  for (const HashedFile& table : results.tables_) {
    const std::filesystem::path file = folder / table.path;
    if (!std::filesystem::is_regular_file(file, unknown)) {
      refuse(file, "is not there, and manifest.json names it", right_folder);
    } else if (const std::optional<std::string> now = digest_now(file); now != table.sha256) {
      refuse(file, now ? "is not as it was written: manifest.json has another SHA-256" : "cannot be read",
             right_folder);
    }
  }
  if (read.problems.empty()) {
    read.value = std::move(results);
  }
  return read;
}

scenarios::Read<Table> KeptResults::read(const std::string& table) const {
  scenarios::Read<Table> read;
  if (digest(table).empty()) {
    read.value = Table{};
    return read;
  }
  const scenarios::Read<scenarios::InputFile> file = scenarios::read_input(folder_ / table, largest_table);
  read.problems = file.problems;
  if (!file.value) {
    return read;
  }
  scenarios::ProblemList problems((folder_ / table).generic_string(), read.problems);
  scenarios::CsvRows rows(file.value->text(), problems);
  Table found;
  for (scenarios::CsvRow row; rows.next(row);) {
    std::vector<std::string> cells;
    cells.reserve(row.fields.size());
    for (scenarios::CsvField& field : row.fields) {
      cells.push_back(std::move(field.text));
    }
    if (found.columns.empty()) {
      found.columns = std::move(cells);
    } else if (cells.size() == found.columns.size()) {
      found.rows.push_back(std::move(cells));
    } else {
      problems.note({row.line, 1}, fmt::format("{} fields in a row", cells.size()),
                    fmt::format("{}, as the header has", found.columns.size()));
    }
  }
  if (read.problems.empty()) {
    read.value = std::move(found);
  }
  return read;
}

} // namespace headwater::outputs
