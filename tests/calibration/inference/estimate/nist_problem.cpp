#include "tests/calibration/inference/estimate/nist_problem.hpp"

#include <ceres/jet.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <sstream>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using std::atan;
using std::cos;
using std::exp;
using std::log;
using std::pow;
using std::sin;

// ---- models: y of parameters b and row r, r[1] being x --------------------------------------------------------------

using NistRow = std::vector<double>;

/// y as it is measured. One set takes its logarithm.
struct MeasuredY {
  static double y(const NistRow& r) { return r[0]; }
};

struct BoxBod : MeasuredY {
  static constexpr int count = 2;
  template<class T> static T model(const T* b, const NistRow& r) { return b[0] * (1.0 - exp(-b[1] * r[1])); }
};
struct Chwirut : MeasuredY {
  static constexpr int count = 3;
  template<class T> static T model(const T* b, const NistRow& r) { return exp(-b[0] * r[1]) / (b[1] + b[2] * r[1]); }
};
struct DanWood : MeasuredY {
  static constexpr int count = 2;
  template<class T> static T model(const T* b, const NistRow& r) { return b[0] * exp(b[1] * log(r[1])); }
};
struct Enso : MeasuredY {
  static constexpr int count = 9;
  template<class T> static T model(const T* b, const NistRow& r) {
    const double turn = 2.0 * std::numbers::pi * r[1];
    return b[0] + b[1] * cos(turn / 12.0) + b[2] * sin(turn / 12.0) + b[4] * cos(turn / b[3]) +
           b[5] * sin(turn / b[3]) + b[7] * cos(turn / b[6]) + b[8] * sin(turn / b[6]);
  }
};
struct Eckerle : MeasuredY {
  static constexpr int count = 3;
  template<class T> static T model(const T* b, const NistRow& r) {
    const T z = (r[1] - b[2]) / b[1];
    return b[0] / b[1] * exp(-0.5 * z * z);
  }
};
struct Gauss : MeasuredY {
  static constexpr int count = 8;
  template<class T> static T model(const T* b, const NistRow& r) {
    const T z1 = (r[1] - b[3]) / b[4];
    const T z2 = (r[1] - b[6]) / b[7];
    return b[0] * exp(-b[1] * r[1]) + b[2] * exp(-z1 * z1) + b[5] * exp(-z2 * z2);
  }
};
struct Kirby : MeasuredY {
  static constexpr int count = 5;
  template<class T> static T model(const T* b, const NistRow& r) {
    const double x = r[1];
    return (b[0] + b[1] * x + b[2] * (x * x)) / (1.0 + b[3] * x + b[4] * (x * x));
  }
};
struct Lanczos : MeasuredY {
  static constexpr int count = 6;
  template<class T> static T model(const T* b, const NistRow& r) {
    return b[0] * exp(-b[1] * r[1]) + b[2] * exp(-b[3] * r[1]) + b[4] * exp(-b[5] * r[1]);
  }
};
struct Mgh10 : MeasuredY {
  static constexpr int count = 3;
  template<class T> static T model(const T* b, const NistRow& r) { return b[0] * exp(b[1] / (r[1] + b[2])); }
};
struct Mgh17 : MeasuredY {
  static constexpr int count = 5;
  template<class T> static T model(const T* b, const NistRow& r) {
    return b[0] + b[1] * exp(-r[1] * b[3]) + b[2] * exp(-r[1] * b[4]);
  }
};
struct Misra1b : MeasuredY {
  static constexpr int count = 2;
  template<class T> static T model(const T* b, const NistRow& r) {
    const T z = 1.0 + b[1] * r[1] / 2.0;
    return b[0] * (1.0 - 1.0 / (z * z));
  }
};
struct Misra1c : MeasuredY {
  static constexpr int count = 2;
  template<class T> static T model(const T* b, const NistRow& r) {
    return b[0] * (1.0 - pow(1.0 + 2.0 * b[1] * r[1], -0.5));
  }
};
struct Misra1d : MeasuredY {
  static constexpr int count = 2;
  template<class T> static T model(const T* b, const NistRow& r) { return b[0] * b[1] * r[1] / (1.0 + b[1] * r[1]); }
};
struct Nelson {
  static constexpr int count = 3;
  static double y(const NistRow& r) { return log(r[0]); }
  template<class T> static T model(const T* b, const NistRow& r) { return b[0] - b[1] * r[1] * exp(-b[2] * r[2]); }
};
struct Rat42 : MeasuredY {
  static constexpr int count = 3;
  template<class T> static T model(const T* b, const NistRow& r) { return b[0] / (1.0 + exp(b[1] - b[2] * r[1])); }
};
struct Roszman : MeasuredY {
  static constexpr int count = 4;
  template<class T> static T model(const T* b, const NistRow& r) {
    return b[0] - b[1] * r[1] - atan(b[2] / (r[1] - b[3])) / std::numbers::pi;
  }
};

/// Wide enough for every model, so that there is one number type to compile.
constexpr int most_parameters = 9;
using NistNumber = ceres::Jet<double, most_parameters>;

template<class Model> void nist_row(const double* b, const NistRow& row, double& residual, double* slopes) {
  static_assert(Model::count <= most_parameters);
  std::array<NistNumber, most_parameters> numbers;
  for (int j = 0; j < Model::count; ++j) {
    numbers[static_cast<std::size_t>(j)] = NistNumber(b[j], j);
  }
  const NistNumber y = Model::model(numbers.data(), row);
  residual = Model::y(row) - y.a;
  for (int j = 0; j < Model::count; ++j) {
    slopes[j] = -y.v[j];
  }
}

using NistRowFunction = void (*)(const double*, const NistRow&, double&, double*);
struct NistModel {
  const char* set;
  NistRowFunction row;
};
constexpr std::array<NistModel, 22> nist_models{{
    {"BoxBOD", nist_row<BoxBod>},    {"Chwirut1", nist_row<Chwirut>}, {"Chwirut2", nist_row<Chwirut>},
    {"DanWood", nist_row<DanWood>},  {"ENSO", nist_row<Enso>},        {"Eckerle4", nist_row<Eckerle>},
    {"Gauss1", nist_row<Gauss>},     {"Gauss2", nist_row<Gauss>},     {"Gauss3", nist_row<Gauss>},
    {"Kirby2", nist_row<Kirby>},     {"Lanczos1", nist_row<Lanczos>}, {"Lanczos2", nist_row<Lanczos>},
    {"Lanczos3", nist_row<Lanczos>}, {"MGH10", nist_row<Mgh10>},      {"MGH17", nist_row<Mgh17>},
    {"Misra1a", nist_row<BoxBod>},   {"Misra1b", nist_row<Misra1b>},  {"Misra1c", nist_row<Misra1c>},
    {"Misra1d", nist_row<Misra1d>},  {"Nelson", nist_row<Nelson>},    {"Rat42", nist_row<Rat42>},
    {"Roszman1", nist_row<Roszman>},
}};

NistRowFunction nist_model(const std::string& name) {
  for (const NistModel& model : nist_models) {
    if (name == model.set) {
      return model.row;
    }
  }
  throw std::invalid_argument("no model is written for " + name);
}

std::vector<double> numbers_in(const std::string& text) {
  std::istringstream words(text);
  std::vector<double> numbers;
  for (std::string word; words >> word;) {
    std::size_t read = 0;
    numbers.push_back(std::stod(word, &read));
    if (read != word.size()) {
      throw std::runtime_error(word + " is no number");
    }
  }
  return numbers;
}

} // namespace

std::filesystem::path nist_folder() {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / ".." / "shared" / "reference" / "calibration" / "nist";
}

NistSet read_nist_set(const std::string& name) {
  std::ifstream file(nist_folder() / (name + ".dat"));
  NistSet set;
  set.name = name;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    const std::size_t equals = line.find('=');
    const std::size_t first = line.find_first_not_of(' ');
    const std::string sum = "Residual Sum of Squares:";
    if (number > 60) { // NIST's data begin on line 61 in every file
      if (const NistRow row = numbers_in(line); !row.empty()) {
        set.rows.push_back(row);
      }
    } else if (line.starts_with(sum)) {
      set.residual_sum_of_squares = numbers_in(line.substr(sum.size())).at(0);
    } else if (number > 38 && equals != std::string::npos && first < equals && line[first] == 'b') {
      const std::vector<double> row = numbers_in(line.substr(equals + 1));
      set.start_1.push_back(row.at(0));
      set.start_2.push_back(row.at(1));
      set.certified.push_back(row.at(2));
      set.certified_sd.push_back(row.at(3));
    }
  }
  if (set.certified.empty() || set.rows.empty()) {
    throw std::runtime_error("no certified values or no data in the file of " + name);
  }
  if (name == "Roszman1" && set.certified[0] > 1.0) {
    // The file in the reference folder has 1.20196866396E-0 here, at which the sum of squares is not the one it gives.
    set.certified[0] = 2.0196866396E-01;
  }
  return set;
}

const std::vector<NistSet>& typed_nist_sets() {
  static const std::vector<NistSet> sets{
      {"BoxBOD",
       {1, 1},
       {100, 0.75},
       {2.1380940889E+02, 5.4723748542E-01},
       {1.2354515176E+01, 1.0455993237E-01},
       1.1680088766E+03,
       {{109, 1}, {149, 2}, {149, 3}, {191, 5}, {213, 7}, {224, 10}}},
      {"DanWood",
       {1, 5},
       {0.7, 4},
       {7.6886226176E-01, 3.8604055871E+00},
       {1.8281973860E-02, 5.1726610913E-02},
       4.3173084083E-03,
       {{2.138E0, 1.309E0},
        {3.421E0, 1.471E0},
        {3.597E0, 1.490E0},
        {4.340E0, 1.565E0},
        {4.882E0, 1.611E0},
        {5.660E0, 1.680E0}}},
      {"Misra1a",
       {500, 0.0001},
       {250, 0.0005},
       {2.3894212918E+02, 5.5015643181E-04},
       {2.7070075241E+00, 7.2668688436E-06},
       1.2455138894E-01,
       {{10.07E0, 77.6E0},
        {14.73E0, 114.9E0},
        {17.94E0, 141.1E0},
        {23.93E0, 190.8E0},
        {29.61E0, 239.9E0},
        {35.18E0, 289.0E0},
        {40.02E0, 332.8E0},
        {44.82E0, 378.4E0},
        {50.76E0, 434.8E0},
        {55.05E0, 477.3E0},
        {61.01E0, 536.8E0},
        {66.40E0, 593.1E0},
        {75.47E0, 689.1E0},
        {81.78E0, 760.0E0}}},
      {"Rat42",
       {100, 1, 0.1},
       {75, 2.5, 0.07},
       {7.2462237576E+01, 2.6180768402E+00, 6.7359200066E-02},
       {1.7340283401E+00, 8.8295217536E-02, 3.4465663377E-03},
       8.0565229338E+00,
       {{8.930E0, 9.000E0},
        {10.800E0, 14.000E0},
        {18.590E0, 21.000E0},
        {22.330E0, 28.000E0},
        {39.350E0, 42.000E0},
        {56.110E0, 57.000E0},
        {61.730E0, 63.000E0},
        {64.620E0, 70.000E0},
        {67.080E0, 79.000E0}}},
  };
  return sets;
}

std::vector<NistSet> nist_sets() {
  if (!std::filesystem::exists(nist_folder())) {
    return typed_nist_sets();
  }
  std::vector<NistSet> sets;
  for (const NistModel& model : nist_models) {
    sets.push_back(read_nist_set(model.set));
  }
  return sets;
}

NistProblem::NistProblem(NistSet set, const std::vector<ParameterScale>& scales,
                         std::vector<std::pair<double, double>> starts)
    : set_{std::move(set)}, starts_{std::move(starts)}, row_{nist_model(set_.name)} {
  for (std::size_t j = 0; j < set_.certified.size(); ++j) {
    parameters_.push_back({"b" + std::to_string(j + 1), scales.empty() ? ParameterScale() : scales.at(j)});
  }
}

bool NistProblem::evaluate(std::span<const double> b, std::span<double> residuals, std::span<double> jacobian) const {
  for (std::size_t i = 0; i < set_.rows.size(); ++i) {
    row_(b.data(), set_.rows[i], residuals[i], jacobian.data() + i * b.size());
  }
  return true;
}

void NistProblem::place_start(std::span<const double> even, std::span<double> b) const {
  if (starts_.empty()) {
    ResidualProblem::place_start(even, b);
    return;
  }
  for (std::size_t j = 0; j < b.size(); ++j) {
    const auto& [low, high] = starts_.at(j);
    b[j] = low * high > 0.0 ? low * std::pow(high / low, even[j]) : low + even[j] * (high - low);
  }
}

} // namespace headwater::calibration::tests
