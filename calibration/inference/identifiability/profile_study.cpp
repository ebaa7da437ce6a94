#include "calibration/inference/identifiability/profile_study.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// The fit of least cost that a profile found, of those the first; null where none did.
const Fit* better_fit(const std::vector<Profile>& profiles) {
  const Fit* best = nullptr;
  for (const Profile& profile : profiles) {
    if (profile.better && (best == nullptr || profile.better->cost < best->cost)) {
      best = &*profile.better;
    }
  }
  return best;
}

} // namespace

ProfileStudy profile_study(const ResidualProblem& problem, const Fit& fit, const ProfileStudySettings& settings) {
  if (fit.end == FitEnd::failed) {
    throw std::invalid_argument("a profile begins at a fit, and this one failed");
  }
  ProfileStudy study;
  study.fit = fit;
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  while (true) {
    study.costs.push_back(study.fit.cost);
    study.certificate = certify(problem, study.fit.free, settings.each.unit);
    check_profiled(problem, study.fit, study.certificate, settings.each);
    study.profiles.assign(problem.parameters().size(), {});
    arena.execute([&] {
      tbb::parallel_for(
          tbb::blocked_range<std::size_t>(0, study.profiles.size(), 1),
          [&](const tbb::blocked_range<std::size_t>& some) {
            for (std::size_t j = some.begin(); j != some.end(); ++j) {
              study.profiles[j] = profile_of(problem, study.fit, study.certificate, j, settings.each);
            }
          },
          tbb::simple_partitioner());
    });
    const Fit* better = better_fit(study.profiles);
    if (better == nullptr || study.costs.size() > settings.most_restarts) {
      return study;
    }
    const Fit from = *better; // the profiles, which hold it, are made again
    study.fit = from;
  }
}

bool ProfileStudy::at_best() const { return better_fit(profiles) == nullptr; }

std::string ProfileStudy::words(const std::vector<EstimatedParameter>& parameters) const {
  std::string text = fmt::format("profiles at cost {:.8g}", fit.cost);
  if (costs.size() > 1) {
    text += fmt::format(", a better optimum than the first, of {:.8g}, found by profiles begun again {} time{}",
                        costs.front(), costs.size() - 1, costs.size() == 2 ? "" : "s");
  }
  text += certificate.converged ? "\n" : "; the fit is not converged, and nothing below is to be trusted\n";
  for (const Profile& profile : profiles) {
    text += "  " + profile.words(parameters) + "\n";
  }
  if (!at_best()) {
    text += "a better optimum is known than the one the profiles are of: fit again from there\n";
  }
  return text;
}

} // namespace headwater::calibration
