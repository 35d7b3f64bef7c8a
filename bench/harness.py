"""Running commands and measuring them: CPU seconds, peak memory, wall time. Standard library only (Linux)."""

import csv
import datetime
import json
import math
import os
import pathlib
import shutil
import subprocess
import threading
import time

MIB = 1024 * 1024
# scrypt at 2^18 takes 256 MiB; once that much was held and given back, the archive is unlocked. Where the low point is
# missed there is no number (nan) rather than a wrong one.
UNLOCK_PEAK_KIB = 240 * 1024
UNLOCKED_BELOW_KIB = 48 * 1024
COLUMNS = ["work", "measure", "value", "unit", "reach", "holds", "remark", "load_1_min"]


class Measured:
    """One finished command."""

    def __init__(self, status, output, usage, wall_s, watch):
        self.status = status
        self.output = output
        self.cpu_s = usage.ru_utime + usage.ru_stime
        self.user_s = usage.ru_utime
        self.wall_s = wall_s
        self.peak_mib = watch.peak_kib / 1024
        self.after_unlock_mib = float("nan") if watch.after_unlock_kib is None else watch.after_unlock_kib / 1024

    def answer(self):
        return json.loads(self.output)


def memory_kib(pid):
    """(peak, present) resident memory of a process, or None once it is gone."""
    try:
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return None
    found = {line.split(":")[0]: line.split() for line in lines if line.startswith(("VmHWM", "VmRSS"))}
    if len(found) < 2:
        return None
    return int(found["VmHWM"][1]), int(found["VmRSS"][1])


class MemoryWatch(threading.Thread):
    """Peak memory before and after unlocking: resets the peak (5 into clear_refs) when scrypt has given its memory
    back, and reads it to the end. The reset also lowers what wait4 reports, so both peaks are taken here."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid = pid
        self.peak_kib = 0
        self.after_unlock_kib = None

    def run(self):
        before = 0
        while (memory := memory_kib(self.pid)) is not None:
            peak, present = memory
            self.peak_kib = max(self.peak_kib, peak)
            if self.after_unlock_kib is not None:
                self.after_unlock_kib = max(self.after_unlock_kib, peak)
            elif peak > UNLOCK_PEAK_KIB and before <= present < UNLOCKED_BELOW_KIB:
                # Not falling any more, and low: the 256 MiB are gone. Giving them back takes a while on a busy machine.
                try:
                    pathlib.Path(f"/proc/{self.pid}/clear_refs").write_text("5")
                except OSError:
                    return
                self.after_unlock_kib = present
            before = present
            time.sleep(0.003 if self.after_unlock_kib is None else 0.05)


def measure(command, environment=None):
    """Runs a command to its end; its own CPU seconds and those of its children."""
    environment = {**os.environ, **(environment or {})}
    began = time.monotonic()
    child = subprocess.Popen(
        [str(part) for part in command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    watch = MemoryWatch(child.pid)
    watch.start()
    text = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall_s = time.monotonic() - began
    watch.join()
    return Measured(child.returncode, text, usage, wall_s, watch)


def evict(folder):
    """Asks the kernel to forget the pages of all files below a folder, so that they are read from the disk."""
    os.sync()
    for path in files_below(folder):
        descriptor = os.open(path, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def files_below(folder):
    folder = pathlib.Path(folder)
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.is_file())


def bytes_below(folder):
    return sum(path.stat().st_size for path in files_below(folder))


class Bench:
    """Where a run works, which binary it measures, and what it has found."""

    def __init__(self, work, binary, scale, rounds):
        self.work = pathlib.Path(work)
        self.binary = pathlib.Path(binary)
        self.scale = scale
        self.rounds = rounds
        self.rows = []
        self.work.mkdir(parents=True, exist_ok=True)
        self.passphrase = self.work / "passphrase"
        self.passphrase.write_text("seven invented words for a measured archive\n")

    def folder(self, name):
        """An empty folder below the work folder."""
        path = self.work / name
        self.remove(path)
        path.mkdir(parents=True)
        return path

    def remove(self, path):
        path = pathlib.Path(path)
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()

    def scaled(self, number):
        return max(1, int(number * self.scale))

    def testigo(self, archive, *arguments):
        """Measures one command on an archive; its home stands beside it."""
        environment = {
            "TESTIGO_HOME": f"{archive}.home",
            "TESTIGO_PASSPHRASE_FILE": str(self.passphrase),
            "TESTIGO_BY": "Bench",
            "TESTIGO_LANG": "en",
        }
        command = [self.binary, "-C", archive, "--json", *arguments]
        return measure(command, environment)

    def make_archive(self, name):
        archive = self.work / name
        self.drop_archive(archive)
        made = self.testigo(
            archive, "init", archive, "--name", "Bench", "--group", "Bench group", "--recovery", f"{archive}.recovery"
        )
        expect(made)
        return archive

    def drop_archive(self, archive):
        for path in (archive, f"{archive}.home", f"{archive}.recovery"):
            self.remove(path)

    def unlock(self, archive):
        """What `status` costs: reading the keys with scrypt, opening the catalog. Part of every command."""
        return expect(self.testigo(archive, "status"))

    def note(self, work, measure_name, value, unit, reach="", holds=None, remark=""):
        load = os.getloadavg()[0]
        shown = f"{value:.0f}" if abs(value) >= 1000 else f"{value:.4g}"
        verdict = "" if holds is None or math.isnan(value) else ("yes" if holds else "no")
        self.rows.append([work, measure_name, shown, unit, reach, verdict, remark, f"{load:.1f}"])
        print(f"  {work}: {measure_name} = {shown} {unit} {reach and f'(reach {reach})'} {verdict} {remark}", flush=True)

    def write(self, path):
        """Writes the results; rows of works that this run did not measure stay."""
        path = pathlib.Path(path)
        measured = {row[0] for row in self.rows}
        kept = []
        if path.exists():
            with path.open(newline="") as file:
                kept = [row for row in list(csv.reader(file))[1:] if row[0] not in measured]
        with path.open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(kept + self.rows)


def expect(measured, status=0):
    if measured.status != status:
        raise SystemExit(f"a command ended with {measured.status}: {measured.output[-600:]!r}")
    return measured


def today():
    return datetime.date.today().isoformat()
