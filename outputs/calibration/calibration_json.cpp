#include "outputs/calibration/calibration_json.hpp"

#include "outputs/calibration/fit_words.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace headwater::outputs {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_nothing(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

const char* method_name(calibration::Method method) {
  switch (method) {
  case calibration::Method::map:
    return "map";
  case calibration::Method::nuts:
    return "nuts";
  case calibration::Method::smc:
    break;
  }
  return "smc";
}

Json gates_json(const FitRecord& record) {
  Json all = Json::array();
  for (const calibration::Gate& gate : record.findings.gates) {
    all.push_back({{"name", gate.name},
                   {"bar", gate.bar},
                   {"value", number_or_nothing(gate.value)},
                   {"worst", gate.worst},
                   {"passed", gate.passed},
                   {"verdict", gate.verdict},
                   {"source", gate.source}});
  }
  return all;
}

Json estimate_json(const FitRecord& record) {
  const calibration::PointEstimate& estimate = record.findings.estimate;
  Json waterfall = Json::array();
  for (const calibration::Optimum& step : estimate.waterfall) {
    waterfall.push_back({{"cost", step.cost}, {"starts", step.starts.size()}});
  }
  Json at_bound = Json::array();
  for (const calibration::AtBound& one : estimate.certificate.at_bound) {
    at_bound.push_back(record.findings.parameters.at(one.parameter).name);
  }
  const calibration::Certificate& certificate = estimate.certificate;
  return {{"cost", number_or_nothing(estimate.best_fit().cost)},
          {"starts", estimate.fits.size()},
          {"failed", estimate.failed},
          {"out_of_steps", estimate.out_of_steps},
          {"waterfall", waterfall},
          {"converged", certificate.converged},
          {"gradient", number_or_nothing(certificate.gradient)},
          {"newton_decrement", number_or_nothing(certificate.newton_decrement)},
          {"condition", number_or_nothing(certificate.condition)},
          {"at_bound", at_bound},
          {"flat_directions", certificate.flat.size()}};
}

} // namespace

std::string calibration_json(const FitRecord& record) {
  check(record);
  const calibration::CalibrationFindings& findings = record.findings;
  Json json = {{"trusted", findings.trusted()}, {"reasons", findings.distrust}};
  json["used_all_the_same_by"] = record.overridden_by.empty() ? Json(nullptr) : Json(record.overridden_by);
  json["gates"] = gates_json(record);
  json["second_opinion"] =
      findings.opinion ? Json{{"trusted", findings.opinion->trusted()}, {"verdict", findings.opinion->verdict()}}
                       : Json(nullptr);
  json["score"] = findings.score_line.empty() ? Json(nullptr) : Json(findings.score_line);
  json["method"] = method_name(findings.method);
  json["seed"] = findings.seed;
  json["last_year"] = findings.last;
  json["as_of"] = findings.as_of ? Json(day_text(*findings.as_of)) : Json(nullptr);
  json["discrepancy"] = findings.discrepancy;
  json["log_evidence"] = number_or_nothing(findings.log_evidence);
  json["fitted"] = fitted_in_words(record);
  json["estimate"] = estimate_json(record);
  json["assumed"] = assumed_in_words(record);
  Json data = Json::array();
  for (const HashedFile& file : record.data) {
    data.push_back({{"path", file.path}, {"sha256", file.sha256}});
  }
  json["data"] = data;
  json["command"] = record.command;
  json["headwater"] = record.version;
  json["commit"] = record.commit;
  // A path need not be UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace headwater::outputs
