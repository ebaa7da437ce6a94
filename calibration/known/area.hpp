// A place: its published figures, and the parameters of the model scaled to it.
#pragma once

#include "model/quantities/parameters.hpp"
#include "model/solve/drivers.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/problem.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// One published figure.
struct Figure {
  std::string at;     ///< as stated: a day, a fiscal year, or August to July
  double time;        ///< years: the day, or the middle of the period
  double value;       ///< in the unit of its series
  std::string source; ///< keys of the source table
  std::string note;
};

/// The published figures of one quantity, the oldest first; those that were set aside are not among them.
struct Series {
  std::string quantity;
  std::string unit;
  std::string note;
  std::vector<Figure> figures;
};

/// One thing that was made of the figures rather than read, for the report.
struct Derivation {
  std::string what;        ///< a parameter, "population_share", "looked_after_share" or "poverty"
  double factor;           ///< what the nation's value was multiplied by; 1 where it was replaced
  std::string explanation; ///< one sentence
};

struct Area {
  std::string id; ///< file name without its extension
  std::string name;
  std::string code; ///< of the statistical geography
  bool nation = false;
  model::ParameterValues<double> values{}; ///< the defaults, scaled to the area
  /// Child poverty after housing costs, share of children; a fiscal year Y/Y+1 stands at Y + 0.5.
  std::vector<model::SeriesPoint> poverty;
  double population_share = 1.0;            ///< its children under 18 / the nation's
  double looked_after_share = 1.0;          ///< its looked-after children on 31 July 2011 / the nation's
  std::vector<Series> history;              ///< every series of the file
  std::vector<Derivation> derived;          ///< empty for the nation
  std::vector<scenarios::InputFile> inputs; ///< every file read

  /// The series of a quantity, or nullptr.
  const Series* find(std::string_view quantity) const;
};

struct AreaName {
  std::string id;
  std::string name;
};

/// The areas of a folder: the nation first, then by name. Files that cannot be read as areas are left out.
std::vector<AreaName> areas(const std::filesystem::path& folder);

/// Reads one area file. A council is scaled from the nation, which is `scotland.toml` in the folder of the nation.
/// Every problem of both files is reported.
scenarios::Read<Area> read_area(const std::filesystem::path& file, const std::filesystem::path& folder_of_nation);

/// Reads the area that a user names by its name or id, capitals not counting. A problem with the nearest name where
/// there is none.
scenarios::Read<Area> find_area(std::string_view name, const std::filesystem::path& folder);

} // namespace headwater::calibration
