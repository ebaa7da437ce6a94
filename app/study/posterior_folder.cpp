#include "app/study/posterior_folder.hpp"

#include "app/study/contents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

namespace headwater::app {
namespace {

// A folder stands for its chains, one after another; a problem where it cannot be looked into.
scenarios::Read<std::vector<std::filesystem::path>> draw_files(const std::filesystem::path& posterior) {
  std::error_code error;
  if (!std::filesystem::is_directory(posterior, error)) {
    return {{{posterior}}, {}}; // what else it is, reading says
  }
  std::vector<std::filesystem::path> chains;
  std::filesystem::directory_iterator entry(posterior, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with("chain_") && name.ends_with(".csv")) {
      chains.push_back(entry->path());
    }
  }
  if (error) {
    return {{},
            {{posterior.string(), 1, 1, "this folder cannot be read: " + error.message(), "a folder of chains", ""}}};
  }
  std::sort(chains.begin(), chains.end());
  return {std::move(chains), {}};
}

constexpr std::size_t largest_draw_file = std::size_t{256} << 20U;

std::vector<std::string> cautions_of_file(const std::string& name, const calibration::DrawFile& file) {
  std::vector<std::string> cautions;
  if (file.warm_up > 0) {
    cautions.push_back(fmt::format("{}: {} rows of warm-up are left out.", name, file.warm_up));
  }
  if (!file.left_out.empty()) {
    constexpr std::size_t named = 5;
    const std::vector<std::string> first(file.left_out.begin(),
                                         file.left_out.begin() +
                                             static_cast<std::ptrdiff_t>(std::min(named, file.left_out.size())));
    cautions.push_back(fmt::format(
        "{}: columns that name no parameter are left out: {}{}.", name, fmt::join(first, ", "),
        file.left_out.size() <= named ? std::string() : fmt::format(" and {} more", file.left_out.size() - named)));
  }
  for (const std::string& far : file.far_away) {
    cautions.push_back(name + ": " + far);
  }
  return cautions;
}

} // namespace

scenarios::Read<PosteriorDraws> read_posterior(const DrawRequest& request, std::vector<outputs::HashedFile>& read) {
  scenarios::Read<PosteriorDraws> result;
  if (request.posterior.empty()) {
    result.value.emplace();
    return result;
  }
  const scenarios::Read<std::vector<std::filesystem::path>> found_files = draw_files(request.posterior);
  if (!found_files.value) {
    result.problems = found_files.problems;
    return result;
  }
  const std::vector<std::filesystem::path>& files = *found_files.value;
  const auto refuse = [&](std::string what, std::string allowed) {
    result.problems.push_back({request.posterior, 1, 1, std::move(what), std::move(allowed), ""});
  };
  PosteriorDraws found;
  std::vector<outputs::HashedFile> inputs;
  model::DrawRows all;
  for (const std::filesystem::path& path : files) {
    auto input = scenarios::read_input(path, largest_draw_file);
    result.problems.insert(result.problems.end(), input.problems.begin(), input.problems.end());
    if (!input.value) {
      continue;
    }
    auto draws =
        calibration::read_draws(*input.value, request.ignore_other_columns ? calibration::OtherColumns::left_out
                                                                           : calibration::OtherColumns::refused);
    if (calibration::FitNotes notes = calibration::fit_notes(*input.value); !found.fit.untrusted()) {
      found.fit = std::move(notes); // one chain that is not trusted is enough
    }
    result.problems.insert(result.problems.end(), draws.problems.begin(), draws.problems.end());
    inputs.push_back(digested(*input.value));
    if (!draws.value) {
      continue;
    }
    model::DrawRows& rows = draws.value->rows;
    if (!all.parameters.empty() && all.parameters != rows.parameters) {
      refuse(path.filename().string() + " has other columns than the chain before it", "chains of one calibration");
      continue;
    }
    const std::vector<std::string> cautions = cautions_of_file(path.filename().string(), *draws.value);
    found.cautions.insert(found.cautions.end(), cautions.begin(), cautions.end());
    if (all.parameters.empty()) {
      all = std::move(rows); // a posterior is large
    } else {
      all.values.insert(all.values.end(), rows.values.begin(), rows.values.end());
    }
  }
  if (files.empty()) {
    refuse("no chain_*.csv in this folder", "a file of draws, or a folder of chain_1.csv and so on");
  } else if (result.problems.empty() && all.count() < request.count) {
    refuse(fmt::format("{} draws in the file and {} asked for", all.count(), request.count),
           fmt::format("--draws {} or fewer", all.count()));
  }
  if (result.problems.empty()) {
    const std::string first = files.front().filename().string();
    const std::string last = files.back().filename().string();
    found.files = files.size() == 1 ? first : first + " to " + last;
    found.contents = contents_in_words(inputs);
    found.rows = std::make_shared<const model::DrawRows>(std::move(all));
    result.value = std::move(found);
  }
  read.insert(read.end(), std::make_move_iterator(inputs.begin()), std::make_move_iterator(inputs.end()));
  return result;
}

} // namespace headwater::app
