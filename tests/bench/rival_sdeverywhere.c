/* The rival by SDEverywhere: runs the C it generated from rival.mdl over the draws, Euler with the step of the model.

     rival_sdeverywhere FOLDER SECONDS

   Prints one line of CSV: draws a call (1), CPU seconds a run, largest difference from our own Euler. */
#include "sde.h"

#include "rival_inputs.h"

#include <time.h>

enum { input_count = sizeof rival_inputs / sizeof rival_inputs[0], save_points = 2 };

static double *read_numbers(const char *folder, const char *name, size_t *rows, size_t width) {
  char file[4096];
  snprintf(file, sizeof file, "%s/%s.f64", folder, name);
  FILE *from = fopen(file, "rb");
  if (from == NULL || fseek(from, 0, SEEK_END) != 0) {
    fprintf(stderr, "rival_sdeverywhere: %s cannot be read: run write_rivals\n", file);
    exit(1);
  }
  const size_t count = (size_t)ftell(from) / sizeof(double);
  rewind(from);
  double *numbers = malloc(count * sizeof(double));
  if (numbers == NULL || fread(numbers, sizeof(double), count, from) != count) {
    fprintf(stderr, "rival_sdeverywhere: %s cannot be read\n", file);
    exit(1);
  }
  fclose(from);
  *rows = count / width;
  return numbers;
}

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "rival_sdeverywhere FOLDER SECONDS\n");
    return 2;
  }
  size_t draws, starts, ends;
  double *given = read_numbers(argv[1], "given", &draws, RIVAL_GIVEN);
  double *start = read_numbers(argv[1], "start", &starts, RIVAL_STATE);
  double *end = read_numbers(argv[1], "end_euler", &ends, RIVAL_STATE);
  if (starts != draws || ends != draws || numInputs != input_count || numOutputs != RIVAL_STATE) {
    fprintf(stderr, "rival_sdeverywhere: the numbers and the model do not belong together: %zu draws, %zu starts, %zu "
                    "ends; %d inputs of %d, %d outputs of %d\n",
            draws, starts, ends, numInputs, (int)input_count, numOutputs, RIVAL_STATE);
    return 1;
  }
  double *inputs = malloc(draws * input_count * sizeof(double));
  for (size_t d = 0; d < draws; ++d) {
    for (size_t i = 0; i < input_count; ++i) {
      const size_t from = (size_t)rival_inputs[i];
      inputs[d * input_count + i] =
          from < RIVAL_GIVEN ? given[d * RIVAL_GIVEN + from] : start[d * RIVAL_STATE + from - RIVAL_GIVEN];
    }
  }

  static double found[RIVAL_STATE * save_points];
  double off = 0.0;
  size_t runs = 0;
  double spent = 0.0;
  const double limit = atof(argv[2]);
  do {
    const size_t d = runs % draws;
    const double began = cpu_seconds();
    runModel(inputs + d * input_count, found);
    spent += cpu_seconds() - began;
    ++runs;
    for (size_t i = 0; i < RIVAL_STATE; ++i) {
      const double wanted = end[d * RIVAL_STATE + i];
      const double apart = fabs(found[i * save_points + 1] - wanted) / fmax(fabs(wanted), 1e-6);
      off = apart > off || isnan(apart) ? apart : off;
    }
  } while (spent < limit);
  printf("1,%.9g,%.3g\n", spent / (double)runs, off);
  return 0;
}
