"""`warm-up`: compile every kernel once, so that nobody waits for it later; numba keeps the result on disk."""

import argparse
import time
from typing import Any

import numpy as np

from ..overlap import Item, find_overlaps
from ..reachability import Reachability
from ..roads import BPR, CONICAL, Demand, Measures, Network
from ..sequence.warm_up import warm_up as warm_up_sequence
from .answers import Answer


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    parser = commands.add_parser("warm-up", parents=[shared], help="compile everything once, ahead of use")
    parser.set_defaults(command=run_warm_up)


def run_warm_up(_options: argparse.Namespace) -> Answer:
    begin = time.perf_counter()
    warm_up()
    seconds = time.perf_counter() - begin
    return Answer({"seconds": seconds}, [f"The engine is compiled ({seconds:.1f} s)."])


def warm_up() -> None:
    """Use each kernel: on a road of two links, and on two works."""
    network = Network.build(
        node_ids=["a", "b"],
        link_ids=["short", "wide"],
        tail=[0, 0],
        head=[1, 1],
        length_m=1000,
        free_flow_minutes=[1, 2],
        capacity=[10, 40],
        delay_function=[BPR, CONICAL],
        alpha=[0.15, 4],
        zones=[0, 1],
    )
    demand = Demand(np.array([[0.0, 30.0], [0.0, 0.0]]))
    reachability = Reachability(network, demand)
    reachability.under(Measures.closing(["short"]))
    find_overlaps([Item("a", is_lasting=True), Item("b", is_lasting=True)], meeting_in=["time"])
    _ = reachability.base.beckmann if reachability.base else 0.0
    warm_up_sequence()
