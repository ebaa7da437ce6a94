#include "outputs/sensitivity/assumption_book.hpp"

#include "outputs/charts/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace headwater::outputs {
namespace {

constexpr std::string_view project = "Headwater project";

} // namespace

Impact impact_of(double share_of_longest) {
  return share_of_longest >= high_impact     ? Impact::high
         : share_of_longest >= medium_impact ? Impact::medium
                                             : Impact::low;
}

Rag rag_of(model::Grade grade, Impact impact) {
  const bool good = grade == model::Grade::A || grade == model::Grade::B;
  switch (impact) {
  case Impact::high:
    return good ? Rag::amber : Rag::red;
  case Impact::medium:
    return good ? Rag::green : Rag::amber;
  case Impact::low:
    break;
  }
  return Rag::green;
}

std::string_view name(Impact impact) {
  return impact == Impact::high ? "high" : impact == Impact::medium ? "medium" : "low";
}

std::string_view name(Rag rag) { return rag == Rag::red ? "red" : rag == Rag::amber ? "amber" : "green"; }

std::string owner_of(const model::Parameter& parameter) {
  std::vector<std::string> owners;
  std::string_view keys = parameter.source;
  while (!keys.empty()) {
    const std::size_t end = keys.find("; ");
    const std::string_view key = keys.substr(0, end);
    keys = end == std::string_view::npos ? "" : keys.substr(end + 2);
    const model::Source* source = model::find_source(key);
    const bool ours = source == nullptr || source->address.empty();
    const std::string owner(key == "assumption" || key == "fitted" ? project : ours ? "" : source->publisher);
    if (!owner.empty() && std::find(owners.begin(), owners.end(), owner) == owners.end()) {
      owners.push_back(owner);
    }
  }
  std::string all;
  for (const std::string& owner : owners) {
    all += (all.empty() ? "" : "; ") + owner;
  }
  return all;
}

Table assumption_book(const SensitivityFindings& findings, const model::ParameterValues<double>& centre) {
  std::map<std::size_t, std::size_t> moved; // parameter -> assumption
  for (std::size_t i = 0; i < findings.assumptions.moved().size(); ++i) {
    moved[findings.assumptions.moved()[i].parameter] = i;
  }
  std::map<std::size_t, std::string> why_not;
  for (const LeftOut& one : findings.assumptions.left_out()) {
    why_not[one.parameter] = one.why;
  }
  std::map<std::size_t, double> swings; // assumption -> swing
  for (const experiments::TornadoBar& bar : findings.tornado.bars) {
    swings[bar.parameter] = bar.swing;
  }
  const double longest = findings.tornado.bars.empty() ? 0.0 : findings.tornado.bars.front().swing;

  Table table;
  table.columns = {"name",         "meaning",     "value",  "low",   "high",  "unit",
                   "distribution", "grade",       "source", "owner", "swing", "swing_share_of_largest",
                   "impact",       "total_sobol", "rag",    "note"};
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    const model::Parameter& row = model::parameters()[i];
    std::string low = exact(row.low);
    std::string high = exact(row.high);
    std::string swing;
    std::string share;
    std::string impact;
    std::string total;
    std::string rag;
    std::string note = why_not.contains(i) ? "not moved: " + why_not[i] : "";
    if (const auto found = moved.find(i); found != moved.end()) {
      const experiments::CentredRange& range = findings.assumptions.moved()[found->second].range;
      low = exact(range.low);
      high = exact(range.high);
      if (const experiments::SobolIndex* index = findings.index_of(found->second); index != nullptr) {
        total = plain_number(index->total.value);
      }
      if (const auto measured = swings.find(found->second); measured != swings.end()) {
        const double part = longest > 0.0 ? measured->second / longest : 0.0;
        swing = exact(measured->second);
        share = plain_number(part);
        impact = name(impact_of(part));
        rag = name(rag_of(row.grade, impact_of(part)));
      } else {
        note = "moved, but a run at an end of its range has no value";
      }
    }
    table.rows.push_back({std::string(row.name), std::string(row.meaning), exact(centre[i]), low, high,
                          std::string(row.unit), std::string(model::name(row.distribution)),
                          std::string(1, static_cast<char>(row.grade)), std::string(row.source), owner_of(row), swing,
                          share, impact, total, rag, note});
  }
  return table;
}

} // namespace headwater::outputs
