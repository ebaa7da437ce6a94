// The JSON Schema (draft-07) of scenario files, by which an editor completes and checks them while they are written.
#pragma once

#include <string>

namespace headwater::scenarios {

/// The text of scenario.schema.json, made from the tables of levers and parameters. A test compares the file that lies
/// in scenarios/ with it.
std::string scenario_schema();

} // namespace headwater::scenarios
