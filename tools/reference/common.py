"""Where reference numbers go."""
import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "Equipoise.Tests" / "Reference"


def write(name, value):
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_text(json.dumps(value, indent=1) + "\n")
