"""The rival in numpy: RK4 over many draws at once, one array a number of the state.

    rival_numpy.py FOLDER FORM DRAWS SECONDS

FOLDER is where write_rivals wrote, FORM is `plain` or `staged`. Prints one line of CSV for a batch of DRAWS:
draws, CPU seconds a run, largest difference from the model's own end. Nothing is copied or allocated that need not be:
every operation writes into an array that is there already.
"""

import sys
import time

import numpy as np

STEPS_A_YEAR = 16
STEPS = 35 * STEPS_A_YEAR


class Rival:
    def __init__(self, rhs, folder, draws, staged):
        self.rhs, self.staged = rhs, staged

        def table(name, width):
            return np.fromfile(f"{folder}/{name}.f64").reshape(-1, width)

        def of_draws(name, width):
            rows = table(name, width)
            return np.ascontiguousarray(rows[np.arange(draws) % len(rows)].T)

        self.start = of_draws("start", rhs.STATE)
        self.end = of_draws("end_rk4", rhs.STATE)
        self.given = list(of_draws("given", rhs.GIVEN))
        self.moments = table("moments", rhs.MOMENT).tolist()
        self.numbers = [np.full(draws, number) for number in rhs.NUMBERS]
        self.buffers = list(np.empty((rhs.BUFFERS, draws)))
        self.once = list(np.empty((rhs.ONCE, draws)))
        self.at = list(np.empty((rhs.AT, draws)))

    def slopes(self, x, half_step, to):
        now = self.moments[half_step]
        if self.staged:
            if half_step != self.at_half_step:
                self.rhs.work_out_at(self.given, self.once, now, self.at, self.buffers, self.numbers)
                self.at_half_step = half_step
            self.rhs.rhs_staged(x, self.given, self.once, now, self.at, to, self.buffers, self.numbers)
        else:
            self.rhs.rhs(x, self.given, now, to, self.buffers, self.numbers)

    def run(self):
        h = 1.0 / STEPS_A_YEAR
        x = self.start.copy()
        y = np.empty_like(x)
        k = np.empty_like(x)
        total = np.empty_like(x)
        x_rows, y_rows, k_rows, total_rows = list(x), list(y), list(k), list(total)
        if self.staged:
            self.rhs.work_out_once(self.given, self.once, self.buffers, self.numbers)
            self.at_half_step = -1
        for n in range(STEPS):
            self.slopes(x_rows, 2 * n, total_rows)
            np.multiply(total, h / 2.0, y)
            np.add(y, x, y)
            self.slopes(y_rows, 2 * n + 1, k_rows)
            np.multiply(k, h / 2.0, y)
            np.add(y, x, y)
            np.multiply(k, 2.0, k)
            np.add(total, k, total)
            self.slopes(y_rows, 2 * n + 1, k_rows)
            np.multiply(k, h, y)
            np.add(y, x, y)
            np.multiply(k, 2.0, k)
            np.add(total, k, total)
            self.slopes(y_rows, 2 * n + 2, k_rows)
            np.add(total, k, total)
            np.multiply(total, h / 6.0, total)
            np.add(x, total, x)
        return x


def main():
    folder, form, draws, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    import rival_numpy_rhs

    rival = Rival(rival_numpy_rhs, folder, draws, form == "staged")
    # what a branch that is not taken divides by may be anything
    with np.errstate(all="ignore"):
        times = 0
        began = time.process_time()
        while times == 0 or time.process_time() - began < seconds:
            end = rival.run()
            times += 1
        spent = time.process_time() - began
    off = np.max(np.abs(end - rival.end) / np.maximum(np.abs(rival.end), 1e-6))
    print(f"{draws},{spent / times / draws:.9g},{off:.3g}")


main()
