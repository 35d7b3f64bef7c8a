"""Rate and mixing of the latent-class sampler: sweeps and effective draws for each CPU second, peak memory.

python3 bench/sampler/run.py --binary bench/sampler/target/release/sampler-rate --tables FOLDER [--seeds 5]
"""

import argparse
import os
import subprocess
from pathlib import Path

TABLES = ["kosovo", "spina_MY97", "sim4", "sim_indep4", "hepatitisA_taiwan", "UKdat_5", "Ned_5", "UKdat"]


def run(binary, table, seed):
    """The printed numbers, CPU seconds (user and system) and peak memory in MiB of one process."""
    process = subprocess.Popen([binary, str(table), str(seed)], stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, table
    return printed.split(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    arguments = parser.parse_args()
    print("| table | seed | sweeps/CPU s | ESS bulk | ESS 2.5 % | ESS 97.5 % | ESS bulk/CPU s | R-hat | 2.5 % | 50 % | 97.5 % | MiB | status |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for name in TABLES:
        seeds = arguments.seeds if name == "kosovo" else 1
        for seed in [19481210, *range(1, seeds)]:
            found, seconds, memory = run(arguments.binary, arguments.tables / f"{name}.csv", seed)
            sweeps, bulk, low, high, rhat, *quantiles, status = found
            print(
                f"| {name} | {seed} | {int(sweeps) / seconds:,.0f} | {bulk} | {low} | {high} "
                f"| {float(bulk) / seconds:,.0f} | {rhat} | {' | '.join(quantiles)} | {memory:.1f} | {status} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
