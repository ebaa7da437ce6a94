#include "calibration/known/area.hpp"

#include "calibration/known/area_file.hpp"
#include "calibration/known/area_scaling.hpp"
#include "scenarios/reading/nearest.hpp"

#include <algorithm>

namespace headwater::calibration {
namespace {
namespace fs = std::filesystem;

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

} // namespace

const Series* Area::find(std::string_view quantity) const {
  const auto found =
      std::find_if(history.begin(), history.end(), [&](const Series& series) { return series.quantity == quantity; });
  return found == history.end() ? nullptr : &*found;
}

std::vector<AreaName> areas(const fs::path& folder) {
  std::vector<std::pair<bool, AreaName>> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (entry->path().extension() != ".toml") {
      continue;
    }
    std::vector<scenarios::Problem> problems;
    if (const std::optional<Area> area = read_area_file(entry->path(), problems)) {
      found.push_back({!area->nation, {area->id, area->name}});
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.name) < std::tie(b.first, b.second.name);
  });
  std::vector<AreaName> names;
  names.reserve(found.size());
  for (auto& [after_nation, name] : found) {
    names.push_back(std::move(name));
  }
  return names;
}

scenarios::Read<Area> read_area(const fs::path& file, const fs::path& folder_of_nation) {
  scenarios::Read<Area> read;
  std::optional<Area> area = read_area_file(file, read.problems);
  if (area && area->nation) {
    area->values = model::default_values();
    area->poverty = poverty_of(*area);
  } else if (area) {
    std::optional<Area> nation = read_area_file(folder_of_nation / "scotland.toml", read.problems);
    if (nation) {
      nation->values = model::default_values();
      scale(*area, *nation, read.problems);
      area->inputs.push_back(std::move(nation->inputs.front()));
    }
  }
  scenarios::sort(read.problems);
  if (read.problems.empty()) {
    read.value = std::move(area);
  }
  return read;
}

scenarios::Read<Area> find_area(std::string_view name, const fs::path& folder) {
  std::vector<std::string> names;
  for (const AreaName& area : areas(folder)) {
    if (lower_case(area.name) == lower_case(name) || lower_case(area.id) == lower_case(name)) {
      return read_area(folder / (area.id + ".toml"), folder);
    }
    names.push_back(area.name);
  }
  // A file that cannot be read as an area is not listed: say what is wrong with it rather than that it is not there.
  std::string id = lower_case(name);
  std::replace(id.begin(), id.end(), ' ', '-');
  const fs::path same_name = folder / (id + ".toml");
  std::error_code error;
  if (name.find_first_of("/\\") == std::string_view::npos && fs::exists(same_name, error)) {
    return read_area(same_name, folder);
  }
  return {{},
          {{std::string(name), 1, 1, "there is no such area", "a name in `headwater list areas`",
            scenarios::nearest(name, names)}}};
}

} // namespace headwater::calibration
