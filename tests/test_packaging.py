"""What is shipped: the wheel holds its templates, the locks name no registry, the checkout is used as it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import reportgen
from reportgen.theme import bundled_folder

CHECKOUT = Path(__file__).parents[1]


def build_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_package_the_templates_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for theme in ("briefing", "site", "starter"):
        mine = {path.relative_to(CHECKOUT / "templates") for path in (CHECKOUT / "templates" / theme).rglob("*.*")}
        assert mine, f"templates/{theme} is empty"
        assert {f"reportgen/_templates/{path.as_posix()}" for path in mine} <= set(names)
    browser = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "reportgen/serving/browser").iterdir()}
    assert browser <= set(names)
    assert "reportgen/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    top = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert top == {"reportgen", f"reportgen-{reportgen.__version__}.dist-info"}


def test_two_wheels_have_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build_wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_an_installed_wheel_starts_a_folder_that_its_check_finds_sound(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    start = "import sys; sys.path.insert(0, 'installed'); from reportgen.__main__ import main; sys.exit(main())"

    def reportgen_says(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", start, *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    begun = reportgen_says("init", "notes", "--lang", "en")
    assert begun.returncode == 0, begun.stderr
    (settings,) = (tmp_path / "notes").rglob("site.yaml")
    checked = reportgen_says("check", str(settings.parent))
    assert checked.returncode == 0, checked.stderr


def test_an_editable_install_uses_the_templates_of_the_checkout() -> None:
    assert Path(reportgen.__file__).is_relative_to(CHECKOUT)
    assert bundled_folder() == CHECKOUT / "templates"


def test_the_locks_pin_every_package_by_hash_and_name_no_registry() -> None:
    lines = (CHECKOUT / "requirements.txt").read_text("utf-8")
    packages = re.split(r"^(?=[a-z])", re.sub(r"^#.*\n", "", lines, flags=re.MULTILINE), flags=re.MULTILINE)
    assert all("==" in package and "--hash=sha256:" in package for package in packages if package)
    npm = json.loads((CHECKOUT / "tests/pages/package-lock.json").read_text("utf-8"))["packages"]
    assert all("integrity" in package and "resolved" not in package for name, package in npm.items() if name)
    assert "://" not in lines + json.dumps(npm)


def test_every_declared_requirement_is_locked() -> None:
    locked = set(re.findall(r"^([\w.-]+)==", (CHECKOUT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    project = (CHECKOUT / "pyproject.toml").read_text("utf-8")
    declared = set(re.findall(r'^ {4}"([\w.-]+)[><=]', project, re.MULTILINE))
    assert declared
    assert declared <= locked
