"""Gets Sightline going on a machine that has Python and nothing else prepared.

    python3 start.py demo      an invented partnership in your browser
    python3 start.py test      the tests
    python3 start.py WORD …    any other command of `sightline`, such as setup, import or settings

Standard library only, and written so that an old Python can still read it and say that it is too old.
Everything it makes goes into the folder .venv beside it; deleting that folder is always safe.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
OLDEST = (3, 11)
USAGE = "Say what to start:\n\n" + "\n".join((__doc__ or "").splitlines()[2:5]) + "\n"

NO_NETWORK = "The package registry could not be reached. Check the connection (or the proxy) and run this again."
DISK_FULL = "The disk is full. Make about 500 MB of room and run this again."
READ_ONLY = "This folder can't be written to: {0}. Copy Sightline to a folder of your own and run it there."
NOT_EXPECTED = (
    "A package that came is not the one expected (its checksum differs), so nothing was installed. "
    "Tell whoever looks after your package mirror."
)
UNKNOWN_TROUBLE = "Something could not be installed; the lines above say what. Put it right and run this again."
NO_VENV = (
    "This Python can't make virtual environments. On Debian or Ubuntu run: apt install python3-venv   "
    "Elsewhere, install Python from python.org. Then run this again."
)
TOO_OLD = "Sightline needs Python {0}.{1} or newer; this is {2}.{3}. Install a newer one and start it with that."

# What an installer prints, and what it means for the person who reads it. First match wins.
MEANINGS = (
    ("no space left|disk quota exceeded|not enough space", DISK_FULL),
    ("do not match the hashes|hash mismatch|hashes are required", NOT_EXPECTED),
    ("read-only file system|permission denied|errno 13|errno 30", READ_ONLY.format(HERE)),
    (
        "name resolution|failed to establish|connection (refused|reset|aborted|timed out)|network is unreachable"
        "|proxyerror|cannot connect|max retries|timed out|dns error|error sending request|no matching distribution",
        NO_NETWORK,
    ),
)


class Trouble(Exception):
    """Something a person must put right; the message is the one sentence they see."""


def say(line):
    # type: (str) -> None
    """A short line about what is being done, at once."""
    print(line, flush=True)


class Place:
    """The folder .venv beside this file, and what is known of its state.

    `ready` (a file of checksums) exists only when everything was installed; `busy` exists while an installer runs,
    so that a run that was cut off is noticed: half-written packages look whole to an installer.
    """

    def __init__(self, home=HERE):
        # type: (str) -> None
        self.home = home
        self.folder = os.path.join(home, ".venv")
        self.scripts = os.path.join(self.folder, "Scripts" if WINDOWS else "bin")
        self.python = os.path.join(self.scripts, "python.exe" if WINDOWS else "python")
        self.sightline = os.path.join(self.scripts, "sightline.exe" if WINDOWS else "sightline")
        self.ready = os.path.join(self.folder, "sightline-ready.json")
        self.busy = os.path.join(self.folder, "sightline-busy")

    def checksum(self, name):
        # type: (str) -> str
        """The checksum of one of the project's files."""
        with open(os.path.join(self.home, name), "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()

    def installed(self):
        # type: () -> dict
        """Checksums of what was installed last; empty when unknown or spoilt."""
        try:
            with open(self.ready, encoding="utf-8") as file:
                found = json.load(file)
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def remember(self, checksums):
        # type: (dict) -> None
        """Write down what is installed, in one step."""
        with open(self.ready + ".new", "w", encoding="utf-8") as file:
            json.dump(checksums, file, indent=1)
        os.replace(self.ready + ".new", self.ready)

    def works(self):
        # type: () -> bool
        """Whether the environment's own Python runs and is new enough (a system upgrade may have pulled it away)."""
        code = "import sys; sys.exit(sys.version_info < {0})".format(OLDEST)
        try:
            return (
                subprocess.run([self.python, "-c", code], env=clean_environment(), capture_output=True).returncode == 0
            )
        except OSError:
            return False

    def has_pip(self):
        # type: () -> bool
        """Whether pip is inside; it isn't when making the environment was cut off."""
        done = subprocess.run([self.python, "-m", "pip", "--version"], env=clean_environment(), capture_output=True)
        return done.returncode == 0


def clean_environment():
    # type: () -> dict
    """The environment for the tools: no other virtual environment, no user-wide installs, no questions asked."""
    dropped = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    kept.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", PIP_USER="0", PYTHONUTF8="1")
    return kept


def meaning_of(output):
    # type: (str) -> str
    """One plain sentence for what an installer printed."""
    for pattern, sentence in MEANINGS:
        if re.search(pattern, output, re.IGNORECASE):
            return sentence
    return UNKNOWN_TROUBLE


def run_quietly(command):
    # type: (list) -> str
    """Run a tool; nothing is shown when it works. Returns what it printed when it failed, else ''."""
    try:
        done = subprocess.run(
            command, env=clean_environment(), cwd=HERE, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        return str(error)
    return (done.stdout or "it said nothing") if done.returncode else ""


def must(output):
    # type: (str) -> None
    """Show what a tool printed, if it failed, and stop with one sentence."""
    if output:
        sys.stderr.write(output.rstrip() + "\n\n")
        raise Trouble(meaning_of(output))


def make_environment(place):
    # type: (Place) -> None
    """Make .venv, unless a whole one is there."""
    cut_off = os.path.exists(place.busy)
    if not cut_off and place.works() and (place.installed() or place.has_pip()):
        return
    say("Making .venv again, since the last time was cut off …" if cut_off else "Making the folder .venv …")
    try:
        import ensurepip  # noqa: F401  Debian leaves it out unless python3-venv is installed
        import venv  # noqa: F401
    except ImportError:
        raise Trouble(NO_VENV) from None
    if not os.access(HERE, os.W_OK):
        raise Trouble(READ_ONLY.format(HERE))
    must(run_quietly([sys.executable, "-m", "venv", "--clear", place.folder]))


def install(place, requirements):
    # type: (Place, str) -> None
    """Bring .venv to what `requirements` (a hash-locked file) and pyproject.toml say, if they changed."""
    wanted = {name: place.checksum(name) for name in {"requirements.txt", requirements, "pyproject.toml"}}
    if place.installed().items() >= wanted.items():
        return
    open(place.busy, "w").close()
    say("Installing what Sightline needs (a minute or so the first time) …")
    install_with(place, ["--require-hashes", "-r", os.path.join(place.home, requirements)])
    install_with(place, ["--no-deps", "-e", place.home])
    place.remember(wanted)
    os.remove(place.busy)


def install_with(place, what):
    # type: (Place, list) -> None
    """Install by uv when it is on the machine (it is quicker), else, or if uv can't, by pip."""
    uv = shutil.which("uv")
    if uv and not run_quietly([uv, "pip", "install", "--quiet", "--python", place.python, *what]):
        return
    must(run_quietly([place.python, "-m", "pip", "install", "--quiet", "--no-input", *what]))


def prepare(requirements):
    # type: (str) -> Place
    """The place, with everything in it. Raises Trouble with one sentence."""
    place = Place()
    try:
        make_environment(place)
        install(place, requirements)
    except OSError as error:
        raise Trouble(meaning_of(str(error))) from None
    return place


def hand_over(command):
    # type: (list) -> int
    """Run `command` in the foreground and return its exit code; Ctrl-C and a polite stop reach it."""
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], command, foreground_environment())
    return watch(command)


def watch(command, folder=None):
    # type: (list, str | None) -> int
    """Run `command` and wait. A terminal's Ctrl-C goes to both; only the command decides what to do about it."""
    stop = {"asked": False}
    child = subprocess.Popen(command, cwd=folder, env=foreground_environment())

    def pass_on(number, _frame):
        # type: (int, object) -> None
        stop["asked"] = True
        if number != signal.SIGINT:
            child.send_signal(number)

    # A handler, not "ignore": a child would inherit that and never hear Ctrl-C.
    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGTERM, pass_on)
    code = child.wait()
    return 128 - code if code < 0 else code


def foreground_environment():
    # type: () -> dict
    """As for the tools, but without what only installers read."""
    return {name: value for name, value in clean_environment().items() if name not in {"PIP_USER", "PIP_NO_INPUT"}}


# All of the tests take half an hour in one process: they share the cores, a file's tests together.
EVERYTHING = ["-n", "auto", "--dist", "loadfile"]


def run_tests(arguments):
    # type: (list) -> int
    """Run the tests (all of them, when nothing is asked for) and close with one plain line."""
    place = prepare("requirements-dev.txt")
    code = watch([place.python, "-m", "pytest", *(arguments or EVERYTHING)], HERE)
    closing = {
        0: "The tests passed.",
        1: "Some tests failed; the lines above say which.",
        5: "No test fits what you asked for.",
        2: "The tests were stopped.",
        130: "The tests were stopped.",
    }
    say(closing.get(code, "The tests could not run; the lines above say why."))
    return code


def main(arguments):
    # type: (list) -> int
    """Do what the command line says; returns the exit code."""
    if sys.version_info < OLDEST:
        sys.stderr.write(TOO_OLD.format(*(OLDEST + tuple(sys.version_info[:2]))) + "\n")
        return 1
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        (sys.stdout if arguments else sys.stderr).write(USAGE)
        return 0 if arguments else 2
    try:
        if arguments[0] == "test":
            return run_tests(arguments[1:])
        place = prepare("requirements.txt")
    except Trouble as trouble:
        sys.stderr.write(str(trouble) + "\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. Run it again to carry on.\n")
        return 130
    return hand_over([place.sightline, *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
