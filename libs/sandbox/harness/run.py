"""Runs one piece of code inside the sandbox. Lives in the base image at /opt/sallyport/run.py.

Started as `python3 -I -S -B -X utf8`:
  -I  no PYTHON* variables, no current folder and no user folder on the path;
  -S  no `site`: no .pth file, sitecustomize or usercustomize is executed. A .pth file is a program that fires
      at every interpreter start, before any code that asked for it. For the same reason the folder of the
      skill's packages is put on the path by hand: `site.addsitedir` would run the .pth files in it.
  -B  the root is read-only, so there is nowhere to write byte code.

stdin, two lines of JSON:  {"nonce": str, "resultBytes": int}  and  {"code": str, "inputs": any}
stdout, last line:         NONCE {"result": any, "error": null | {type, message, trace}, "usage": {...}}

The nonce tells the report from what the code prints. Code that digs it out of our frames can forge only its
own answer, which it is free to choose anyway.
"""

import builtins
import json
import linecache
import os
import resource
import sys
import traceback
import types

SKILL_PACKAGES = "/opt/skill/site-packages"
CODE_NAME = "<skill>"
MAIN_PROCESS = os.getpid()
# Our own way out: code may close or redirect its stdout. Programs that it starts do not inherit this one.
REPORT_FD = os.dup(1)


def read_job():
    header = json.loads(sys.stdin.buffer.readline())
    job = json.loads(sys.stdin.buffer.readline())
    # The code finds an empty stdin, not the rest of our conversation.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    return header, job


def main_module(inputs):
    """A fresh __main__: pickle, dataclasses and typing look names up in sys.modules["__main__"]."""
    module = types.ModuleType("__main__")
    module.__dict__.update(inputs=inputs, __builtins__=builtins)
    sys.modules["__main__"] = module
    return module.__dict__


def error_of(problem):
    """Frames of this file say nothing to the author of the code, so the trace starts at their first line."""
    frames = problem.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    try:
        message = str(problem)
    except Exception:  # a hostile or broken __str__
        message = "(the error has no readable message)"
    try:
        trace = "".join(traceback.format_exception(type(problem), problem, frames))
    except Exception:
        trace = ""
    return {"type": type(problem).__name__[:200], "message": message[:4000], "trace": trace[-16000:]}


def exit_status(stop):
    """The rules of sys.exit: nothing is 0, a number is itself, anything else is printed and is 1."""
    if stop.code is None:
        return 0
    if isinstance(stop.code, int):
        return stop.code & 0xFF
    print(stop.code, file=sys.stderr)
    return 1


def execute(job):
    """Returns (result, error, exit status)."""
    code = job["code"]
    linecache.cache[CODE_NAME] = (len(code), None, code.splitlines(True), CODE_NAME)
    names = main_module(job["inputs"])
    status = 0
    try:
        exec(compile(code, CODE_NAME, "exec", dont_inherit=True), names)
    except SystemExit as stop:
        status = exit_status(stop)
    except BaseException as problem:
        return None, error_of(problem), 1
    return names.get("result"), None, status


def usage():
    """Measured by the kernel, told by this process: good for people, not for billing."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    kibibytes = max(own.ru_maxrss, children.ru_maxrss)
    return {"cpuMs": round(seconds * 1000, 3), "maxMemoryBytes": kibibytes * 1024}


def report(result, error, status, limit):
    """JSON text of the report and the exit status that goes with it."""
    try:
        text = json.dumps({"result": result, "error": error, "usage": usage()}, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as problem:
        told = TypeError(f"the variable `result` is not a JSON value: {problem}")
        return report(None, error_of(told), 1, limit)
    if len(text) > limit:
        told = ValueError(f"the result takes {len(text)} bytes as JSON, the limit is {limit}")
        return report(None, error_of(told), 1, limit + 32_000)
    return text, status


def write_all(data):
    while data:
        data = data[os.write(REPORT_FD, data) :]


def main():
    header, job = read_job()
    sys.path.append(SKILL_PACKAGES)
    result, error, status = execute(job)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # the code closed or replaced it
            pass
    if os.getpid() != MAIN_PROCESS:  # the code forked and both came here: one of them answers
        os._exit(status)
    text, status = report(result, error, status, header["resultBytes"])
    write_all(f"\n{header['nonce']} {text}\n".encode("utf-8", "backslashreplace"))
    # The answer is given: threads and exit handlers of packages must not keep the sandbox alive.
    os._exit(status)


main()
