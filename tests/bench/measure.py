"""Runs one thing and says what it took; kept apart from `run` because a child's peak memory starts at its parent's.

    measure.py command FOLDER PROGRAM …      a process: wall, CPU and peak memory, as the operating system counts them
    measure.py limit INPUT OUTPUT TARGET     reads every file of INPUT, makes OUTPUT's folders and files under TARGET

Prints one line of JSON.
"""
import json, os, subprocess, sys, time


def files(root):
    for folder, _, names in os.walk(root):
        for name in names:
            yield os.path.join(folder, name)


def command(folder, *program):
    began = time.monotonic()
    child = subprocess.Popen(program, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - began
    if status:
        sys.exit(f"{program[0]} failed:\n{said.decode(errors='replace')[-2000:]}")
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / 1024}


def limit(source, output, target):
    made = {path[len(output) + 1:]: open(path, "rb").read() for path in files(output)}
    used, began = os.times(), time.monotonic()
    for path in files(source):
        handle = os.open(path, os.O_RDONLY)
        while os.read(handle, 1 << 20):
            pass
        os.close(handle)
    folders = set()
    for path, data in made.items():
        folder = os.path.join(target, os.path.dirname(path))
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)
            folders.add(folder)
        handle = os.open(os.path.join(target, path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        written = 0
        while written < len(data):
            written += os.write(handle, data[written:])
        os.close(handle)
    wall, now = time.monotonic() - began, os.times()
    return {"wall": wall, "cpu": now.user + now.system - used.user - used.system, "peak": 0}


if __name__ == "__main__":
    print(json.dumps({"command": command, "limit": limit}[sys.argv[1]](*sys.argv[2:])))
