"""Shortest path trees: from nothing by Dijkstra's algorithm, and from an earlier tree when times changed a little.

A tree is one row of `minutes`, `into`, `order` and the number of its nodes in `size`: `into[n]` is the link that
enters node `n`, and `order` lists the nodes so that each comes after the one before it on its path.
"""

from typing import NamedTuple, cast

import numpy as np
from numba import njit

from ..roads.network import Floats, Integers, Network

UNREACHED = np.inf
ROUNDING = 1e-13  # relative; a path that is shorter by less is not shorter


class Graph(NamedTuple):
    """A network as the kernels need it; shapes [nodes + 1], [links], [links], [nodes]."""

    first_out: Integers
    tail: Integers
    head: Integers
    is_through: np.ndarray

    @classmethod
    def of(cls, network: Network) -> "Graph":
        return cls(network.first_out, network.tail, network.head, network.is_through)


class Trees(NamedTuple):
    """One tree per row; shapes [trees, nodes] and, for `size`, [trees]."""

    minutes: Floats
    into: Integers
    order: Integers
    size: Integers

    @classmethod
    def room(cls, trees: int, nodes: int) -> "Trees":
        return cls(
            np.empty((trees, nodes)),
            np.empty((trees, nodes), np.int32),
            np.empty((trees, nodes), np.int32),
            np.zeros(trees, np.int32),
        )

    def copy(self) -> "Trees":
        return Trees(self.minutes.copy(), self.into.copy(), self.order.copy(), self.size.copy())

    def copy_from(self, other: "Trees") -> None:
        """The shape of the other's trees; times are made anew."""
        self.into[:], self.order[:], self.size[:] = other.into, other.order, other.size


class Scratch(NamedTuple):
    """Room that the kernels share; each of shape [nodes]."""

    heap_minutes: Floats
    heap_node: Integers
    place: Integers
    queue: Integers
    is_queued: np.ndarray
    child: Integers
    sibling: Integers

    @classmethod
    def room(cls, nodes: int) -> "Scratch":
        numbers = [np.empty(nodes + 1, np.int32) for _ in range(5)]
        return cls(
            np.empty(nodes + 1),
            numbers[0],
            numbers[1],
            numbers[2],
            np.zeros(nodes + 1, np.bool_),
            *numbers[3:],
        )


@njit(cache=True, nogil=True)
def _rise(scratch, place, node, minutes):
    """Put a node in the heap at `place` or nearer to the top."""
    while place > 0:
        parent = (place - 1) >> 1
        if scratch.heap_minutes[parent] <= minutes:
            break
        scratch.heap_minutes[place] = scratch.heap_minutes[parent]
        scratch.heap_node[place] = scratch.heap_node[parent]
        scratch.place[scratch.heap_node[place]] = place
        place = parent
    scratch.heap_minutes[place] = minutes
    scratch.heap_node[place] = node
    scratch.place[node] = place


@njit(cache=True, nogil=True)
def _sink_last(scratch, size):
    """Fill the top of the heap, of which `size` nodes remain, with its last node."""
    minutes, node = scratch.heap_minutes[size], scratch.heap_node[size]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and scratch.heap_minutes[child + 1] < scratch.heap_minutes[child]:
            child += 1
        if scratch.heap_minutes[child] >= minutes:
            break
        scratch.heap_minutes[place] = scratch.heap_minutes[child]
        scratch.heap_node[place] = scratch.heap_node[child]
        scratch.place[scratch.heap_node[place]] = place
        place = child
    scratch.heap_minutes[place] = minutes
    scratch.heap_node[place] = node
    scratch.place[node] = place


@njit(cache=True, nogil=True)
def grow_tree(graph, origin, link_minutes, is_open, minutes, into, order, scratch):
    """Dijkstra's algorithm (1959) with an indexed binary heap. Returns the number of nodes reached."""
    unseen = -1
    minutes[:] = UNREACHED
    into[:] = -1
    scratch.place[:] = unseen
    minutes[origin] = 0.0
    _rise(scratch, 0, origin, 0.0)
    size, reached = 1, 0
    while size > 0:
        node = scratch.heap_node[0]
        size -= 1
        if size > 0:
            _sink_last(scratch, size)
        order[reached] = node
        reached += 1
        if not graph.is_through[node] and node != origin:
            continue
        for link in range(graph.first_out[node], graph.first_out[node + 1]):
            if not is_open[link]:
                continue
            head = graph.head[link]
            arrival = minutes[node] + link_minutes[link]
            if arrival < minutes[head]:
                minutes[head] = arrival
                into[head] = link
                if scratch.place[head] == unseen:
                    scratch.place[head] = size
                    size += 1
                _rise(scratch, scratch.place[head], head, arrival)
    return reached


@njit(cache=True, nogil=True)
def _relabel(graph, link_minutes, is_open, minutes, into, order, size, place):
    """Times along the old tree. Returns whether every node of it is still reached."""
    is_whole = True
    for k in range(minutes.shape[0]):
        minutes[k] = UNREACHED
        place[k] = minutes.shape[0]
    minutes[order[0]] = 0.0
    place[order[0]] = 0
    for k in range(1, size):
        node = order[k]
        link = into[node]
        place[node] = k
        if is_open[link] and minutes[graph.tail[link]] < UNREACHED:
            minutes[node] = minutes[graph.tail[link]] + link_minutes[link]
        else:
            is_whole = False
    return is_whole


@njit(cache=True, nogil=True)
def _list_order(graph, origin, minutes, into, order, scratch):
    """List the nodes of a tree, each after its parent. Returns how many."""
    child, sibling = scratch.child, scratch.sibling
    child[:] = -1
    for node in range(minutes.shape[0]):
        if node != origin and minutes[node] < UNREACHED:
            parent = graph.tail[into[node]]
            sibling[node] = child[parent]
            child[parent] = node
    order[0] = origin
    size, k = 1, 0
    while k < size:
        node = child[order[k]]
        while node != -1:
            order[size] = node
            size += 1
            node = sibling[node]
        k += 1
    return size


@njit(cache=True, nogil=True)
def mend_tree(graph, origin, link_minutes, is_open, minutes, into, order, size, scratch):
    """Make an old tree shortest again: label it anew, scan it once, and correct first in, first out.

    Where times moved little, most nodes keep their link, and this takes a fraction of growing the tree.
    """
    place, queue, is_queued = scratch.place, scratch.queue, scratch.is_queued
    nodes = minutes.shape[0]
    has_changed = not _relabel(graph, link_minutes, is_open, minutes, into, order, size, place)
    front, back, waiting = 0, 0, 0
    scanned = 0
    while scanned < size or waiting > 0:
        if scanned < size:
            node = order[scanned]
            at = scanned
            scanned += 1
            if minutes[node] == UNREACHED or is_queued[node]:
                continue
        else:
            node = queue[front]
            at = nodes
            front = 0 if front == nodes else front + 1
            waiting -= 1
            is_queued[node] = False
        if not graph.is_through[node] and node != origin:
            continue
        so_far = minutes[node]
        for link in range(graph.first_out[node], graph.first_out[node + 1]):
            head = graph.head[link]
            arrival = so_far + link_minutes[link]
            if arrival < minutes[head] * (1.0 - ROUNDING) and is_open[link]:
                minutes[head] = arrival
                into[head] = link
                has_changed = True
                # A node that the first scan still has to meet need not wait for a second.
                is_behind = at == nodes or place[head] <= at or place[head] == nodes
                if is_behind and not is_queued[head]:
                    is_queued[head] = True
                    queue[back] = head
                    back = 0 if back == nodes else back + 1
                    waiting += 1
    if has_changed:
        return _list_order(graph, origin, minutes, into, order, scratch)
    return size


@njit(cache=True, nogil=True)
def mend_trees(graph, origins, tree_class, link_minutes, is_open, trees, scratch):
    for tree in range(origins.shape[0]):
        trees.size[tree] = mend_tree(
            graph,
            origins[tree],
            link_minutes,
            is_open[tree_class[tree]],
            trees.minutes[tree],
            trees.into[tree],
            trees.order[tree],
            trees.size[tree],
            scratch,
        )


def minutes_from(network: Network, origin: int, link_minutes: Floats, is_open: np.ndarray) -> Floats:
    """Minutes from one node to every node, infinite where there is no path; shape [nodes]."""
    tree = Trees.room(1, network.node_count)
    into, order, scratch = tree.into[0], tree.order[0], Scratch.room(network.node_count)
    grow_tree(Graph.of(network), origin, link_minutes, is_open, tree.minutes[0], into, order, scratch)
    return cast(Floats, tree.minutes[0])
