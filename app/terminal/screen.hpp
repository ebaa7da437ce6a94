// What is said on the terminal: results to stdout, messages and progress to stderr, colour only where it is wanted.
#pragma once

#include "outputs/files/manifest.hpp"
#include "scenarios/reading/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::app {

enum class Colour { automatic, always, never };

/// Settings that every verb shares.
struct Screen {
  bool json = false;
  bool quiet = false;
  Colour colour = Colour::automatic;

  /// Whether stdout gets colour: asked for, or a terminal without NO_COLOR.
  bool coloured() const;
};

/// To be called before anything is opened: a standard stream that is closed is given to no file, and a reader who goes
/// away does not end the program.
void open_streams();

/// Writes what was asked for to stdout, at once, so that it stands before whatever is said next.
void answer(std::string_view text);

/// Why an answer so far could not be written, in words; empty where all were.
std::string unwritten_answer();

/// Says a line on stderr, quiet or not. Where stderr is closed or full it is lost, and nothing else.
void complain(std::string_view message);

/// Says a message on stderr unless quiet.
void say(const Screen& screen, const std::string& message);

/// Says, quiet or not, that the results in a folder are those of another run and will be replaced, where they are: no run
/// takes the place of another in silence.
void say_replaced(const std::filesystem::path& folder, const outputs::Manifest& next);

/// Says every problem on stderr, always, one a line, and every warning, which begins with that word; with --json as one
/// JSON object of both on stdout as well.
void say_problems(const Screen& screen, const std::vector<scenarios::Problem>& problems,
                  const std::vector<scenarios::Problem>& warnings = {});

/// How far a task of known length has come: a bar that redraws itself on a terminal, plain lines elsewhere.
class Progress {
public:
  Progress(const Screen& screen, std::string task, std::size_t steps);
  /// Says that one more step is done. Safe to call from several threads one at a time.
  void step();

private:
  const Screen& screen_;
  std::string task_;
  std::size_t steps_;
  std::size_t done_ = 0;
  bool on_terminal_;
};

/// Columns of text, each as wide as its widest cell; the last is not padded.
std::string in_columns(const std::vector<std::vector<std::string>>& rows);

} // namespace headwater::app
