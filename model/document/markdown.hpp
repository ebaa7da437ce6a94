// The documents that are generated from the tables and the sectors, as GitHub-flavoured Markdown. The same tables give
// the same text, byte for byte; the copies in model/ are kept up to date by a test.
#pragma once

#include <string>

namespace headwater::model {

struct LoopTable;

/// EQUATIONS.md: every equation by sector, then the differential equation of each stock.
std::string equations_markdown();
/// PARAMETERS.md: every parameter with its range, evidence and meaning.
std::string parameters_markdown();
/// STOCKS.md: stocks, boundaries, counters, cost categories and levers.
std::string stocks_markdown();
/// SOURCES.md: every source and the parameters that rest on it.
std::string sources_markdown();
/// TRACEABILITY.md: what the founding documents ask for, and what in the model answers.
std::string traceability_markdown();
/// LOOPS.md: what each feedback loop does, and its arrows.
std::string loops_markdown(const LoopTable& table);

} // namespace headwater::model
