"""Machines with other fonts and libraries than this one."""

from __future__ import annotations

import ctypes

from reportgen.environment import Environment, Probes, look_around

NOTO = """\
Noto Serif CJK SC\t200\t0\t100\t0\t/fonts/NotoSerifCJK-Bold.ttc
Noto Serif CJK SC\t80\t0\t100\t2\t/fonts/NotoSerifCJK-Regular.ttc
Noto Sans CJK SC,Noto Sans CJK SC Thin\t0\t0\t100\t0\t/fonts/A-Thin.ttc
Noto Sans CJK SC\t80\t0\t100\t0\t/fonts/NotoSansCJK-Regular.ttc
"""
LATIN = """\
Liberation Serif\t80\t100\t100\t0\t/fonts/LiberationSerif-Italic.ttf
Liberation Serif\t80\t0\t100\t0\t/fonts/LiberationSerif-Regular.ttf
Liberation Sans\t80\t0\t100\t0\t/fonts/LiberationSans-Regular.ttf
Liberation Mono\t200\t0\t100\t0\t/fonts/LiberationMono-Bold.ttf
"""
FANG = "FandolFang,FandolFang R\t80\t0\t100\t0\t/fonts/FandolFang-Regular.otf\n"
SYMBOLS = "Symbola\t80\t0\t100\t0\t/fonts/Symbola.ttf\n"
KAI = SYMBOLS + "AR PL UKai CN\t80\t0\t100\t0\t/fonts/ukai.ttc\n"


def machine(fonts: str | None, *, without: tuple[str, ...] = ()) -> Environment:
    """Stand in for a machine with these fonts and all libraries but some."""

    def load(names: tuple[str, ...]) -> ctypes.CDLL | None:
        missing = any(stem in names[0] for stem in without)
        return None if missing else ctypes.CDLL("libpango-1.0.so.0")

    return look_around(Probes(load_library=load, list_fonts=lambda: fonts))
