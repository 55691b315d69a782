import runpy
import sys

import pytest


def test_python_m_mrdtracker_is_the_command_line(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["mrdtracker", "--help"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("mrdtracker", run_name="__main__")

    assert ended.value.code == 0
    assert "mrdtracker" in capsys.readouterr().out
