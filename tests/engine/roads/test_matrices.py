"""Trips from tables and OMX: what is written reads back the same, and hostile files are told, not followed."""

import h5py
import numpy as np
import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.roads import Demand, Network, VehicleClass, tntp
from speerpunt.engine.roads.matrices import CLASSES, read_csv, read_omx, write_csv, write_omx

from .shared import shared_file


def town(zone_ids=("a", "b", "A4")):
    return Network.build(
        node_ids=["1", "2", "3"], link_ids=[], tail=[], head=[], free_flow_minutes=[], capacity=[],
        zones=[2, 0, 1], zone_ids=zone_ids,
    )  # fmt: skip


TRIPS = np.array([[0.0, 10, 2.5], [4, 0, 1 / 3], [0, 7, 0]])


def test_a_list_of_trips(tmp_path):
    file = tmp_path / "trips.csv"
    file.write_text("from,to,trips\na,b,10\na,A4,2\na,A4,0.5\nb,a,4\n")
    demand = read_csv(file, town())
    assert demand.trips[0].tolist() == [[0, 10, 2.5], [4, 0, 0], [0, 0, 0]]
    assert demand.classes == (CLASSES["car"],)


def test_a_list_with_classes(tmp_path):
    file = tmp_path / "trips.csv"
    file.write_text("origin;destination;class;volume\na;b;lorry;1,5\na;b;car;10\n")
    demand = read_csv(file, town())
    assert [each.name for each in demand.classes] == ["lorry", "car"]
    assert demand.trips[:, 0, 1].tolist() == [1.5, 10]


def test_a_square_of_trips(tmp_path):
    file = tmp_path / "trips.csv"
    file.write_text("zone,A4,a,b\nb,1,4,\na,2.5,0,10\n")
    demand = read_csv(file, town())
    assert demand.trips[0].tolist() == [[0, 10, 2.5], [4, 0, 1], [0, 0, 0]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from,to,trips\na,b,1\na,x,1\n", "trips.csv, line 3: 'x' is not one of the 3 zones"),
        ("from,to,trips\na,b,-1\n", "trips.csv, line 2: trips is -1; it must be 0 or more"),
        ("from,to,trips\na,b,nan\n", "trips.csv, line 2: trips is nan; it must be 0 or more"),
        ("from,to,trips\na,b,\n", "trips.csv, line 2: trips is empty"),
        (
            "from,to,trips,class\na,b,1,tank\n",
            "trips.csv, line 2: class 'tank' is unknown; known are car, van",
        ),
        ("from,to,trips\n", "trips.csv: the file has no trips"),
        ("", "trips.csv: the file is empty"),
        ("zone,a,a\na,1,1\n", "trips.csv, line 1: the first row must name each zone once"),
        ("zone,a,b\na,1\n", "trips.csv, line 2: 1 numbers; there are 2 zones"),
        ("zone,a,b\na,1,1\na,1,1\n", "trips.csv, line 3: zone 'a' has two rows"),
        ("zone,a,b\na,1,many\n", "trips.csv, line 2: the number of trips is 'many'"),
    ],
)
def test_a_fault_in_a_table_is_told(tmp_path, text, message):
    file = tmp_path / "trips.csv"
    file.write_text(text)
    with pytest.raises(InputProblem) as told:
        read_csv(file, town())
    assert message in str(told.value)


@pytest.mark.parametrize("form", ["csv", "omx"])
@pytest.mark.parametrize("zone_ids", [("a", "b", "A4"), ("12", "3", "44"), ("é", "007", "De Waard")])
def test_what_is_written_reads_back_the_same(tmp_path, form, zone_ids):
    network = town(zone_ids)
    demand = Demand(np.array([TRIPS, TRIPS.T * 0.1]), (CLASSES["car"], CLASSES["lorry"]))
    file = tmp_path / f"trips.{form}"
    write, read = {"csv": (write_csv, read_csv), "omx": (write_omx, read_omx)}[form]
    write(demand, network, file)
    again = read(file, network)
    assert again.trips.tolist() == demand.trips.tolist()
    assert again.classes == demand.classes


def an_omx(tmp_path, change=None, shape=(3, 3), lookup=(b"a", b"b", b"A4")):
    file = tmp_path / "trips.omx"
    with h5py.File(file, "w") as out:
        out.attrs["SHAPE"] = np.array(shape, np.int32)
        out["data/trips"] = TRIPS
        if lookup:
            out["lookup/zones"] = np.array(lookup)
        if change:
            change(out)
    return file


def replaced(place, value):
    def change(out):
        del out[place]
        out[place] = value

    return change


def test_a_matrix_goes_by_the_ids_of_zones(tmp_path):
    file = an_omx(tmp_path, lookup=(b"A4", b"a", b"b"))
    demand = read_omx(file, town())
    assert demand.trips[0].tolist() == [[0, 1 / 3, 4], [7, 0, 0], [10, 2.5, 0]]
    floats = an_omx(tmp_path, lookup=(12.0, 3.0, 44.0))
    assert read_omx(floats, town(("12", "3", "44"))).trips[0].tolist() == TRIPS.tolist()
    assert read_omx(an_omx(tmp_path, lookup=()), town()).trips[0].tolist() == TRIPS.tolist()


def test_a_zone_without_trips_may_be_unknown(tmp_path):
    only_b = np.zeros((3, 3))
    only_b[0, 2] = 5
    file = an_omx(tmp_path, replaced("data/trips", only_b), lookup=(b"a", b"elsewhere", b"A4"))
    assert read_omx(file, town()).trips[0, 0].tolist() == [0, 0, 5]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda out: out["data"].create_dataset("skim", data=TRIPS),
            "say which matrix holds trips; there are skim, trips",
        ),
        (
            lambda out: out["lookup"].create_dataset("more", data=[1, 2, 3]),
            "say which lookup holds the ids of zones",
        ),
        (lambda out: out.attrs.__delitem__("SHAPE"), "this is no readable OMX file"),
        (lambda out: out.__delitem__("data"), "this is no readable OMX file"),
        (
            lambda out: out.attrs.__setitem__("SHAPE", [9_000_000, 9_000_000]),
            "it must be square, with at most 10000",
        ),
        (lambda out: out.attrs.__setitem__("SHAPE", [4, 4]), "ids for 4 zones"),
        (lambda out: out.attrs.__setitem__("SHAPE", "three"), "this is no readable OMX file"),
        (replaced("data/trips", TRIPS[:2]), "/data/trips: the matrix has shape (2, 3)"),
        (replaced("data/trips", -TRIPS), "/data/trips: trips must be finite and not negative"),
        (replaced("data/trips", TRIPS * np.nan), "/data/trips: trips must be finite and not negative"),
        (replaced("data/trips", np.array([[b"x"] * 3] * 3)), "this is no readable OMX file"),
        (replaced("lookup/zones", np.array([b"a", b"b", b"a"])), "/lookup/zones: an id is there twice"),
        (replaced("lookup/zones", np.array([b"a", b"b", b"\xff\xfe"])), "this is no readable OMX file"),
        (
            replaced("lookup/zones", np.array([b"a", b"b", b"x"])),
            "zone 'x' has trips and is not in the network",
        ),
        (
            replaced("data/trips", h5py.ExternalLink("other.h5", "/data/trips")),
            "this is no table in the file itself",
        ),
        (replaced("data", h5py.ExternalLink("other.h5", "/data")), "this is no"),
        (replaced("data/trips", h5py.SoftLink("/lookup/zones")), "this is no table in the file itself"),
        (lambda out: out.create_group("data/deeper"), "say which matrix holds trips"),
    ],
)
def test_a_fault_in_a_matrix_file_is_told(tmp_path, change, message):
    with pytest.raises(InputProblem) as told:
        read_omx(an_omx(tmp_path, change), town())
    assert message in str(told.value)


def test_a_matrix_that_borrows_another_file_is_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"\0" * 72)

    def borrow(out):
        del out["data/trips"]
        out["data"].create_dataset("trips", (3, 3), "f8", external=[(str(secret), 0, 72)])

    with pytest.raises(InputProblem, match="no table in the file itself"):
        read_omx(an_omx(tmp_path, borrow), town())


@pytest.mark.parametrize("damage", [lambda data: b"not a matrix", lambda data: data[:600], lambda data: b""])
def test_a_damaged_matrix_file_is_told(tmp_path, damage):
    file = an_omx(tmp_path)
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(InputProblem, match=r"trips\.omx: this is no readable OMX file"):
        read_omx(file, town())


def test_every_flipped_byte_is_read_or_told(tmp_path):
    """Nothing but an InputProblem comes out of a damaged file."""
    whole = an_omx(tmp_path).read_bytes()
    file = tmp_path / "flipped.omx"
    random = np.random.default_rng(5)
    for _ in range(300):
        data = bytearray(whole)
        for place in random.integers(0, len(whole), 8):
            data[place] = random.integers(0, 256)
        file.write_bytes(data)
        try:
            assert read_omx(file, town()).trips.shape == (1, 3, 3)
        except InputProblem:
            continue


def test_the_published_matrix_of_sioux_falls_equals_its_text_form():
    network = tntp.read_network(shared_file("network/tntp/SiouxFalls_net.tntp"))
    trips = tntp.read_trips(shared_file("network/tntp/SiouxFalls_trips.tntp"), network)
    file = shared_file("network/omx/SiouxFalls.omx")
    with h5py.File(file) as opened:
        name = next(iter(opened["data"]))
    demand = read_omx(file, network, matrices={name: VehicleClass()})
    assert demand.trips.tolist() == trips.trips.tolist()


@pytest.mark.parametrize("form", ["csv", "omx"])
@pytest.mark.parametrize("notes", [(), ("Twee vertrekken per baan.", "Gemiddeld 9 minuten")])
def test_that_trips_are_an_estimate_is_kept(tmp_path, form, notes):
    file = tmp_path / f"trips.{form}"
    write, read = (write_csv, read_csv) if form == "csv" else (write_omx, read_omx)
    write(Demand(TRIPS, is_estimate=True, notes=notes), town(), file)
    found = read(file, town())
    assert (found.is_estimate, found.notes, found.trips[0].tolist()) == (True, notes, TRIPS.tolist())
    write(Demand(TRIPS), town(), file)
    assert not read(file, town()).is_estimate


def test_remarks_above_a_square_do_not_shift_its_lines(tmp_path):
    file = tmp_path / "trips.csv"
    file.write_text("# estimate\n# geteld in 2019\nzone;a;b\na;1,5;2\nb;many;1\n")
    with pytest.raises(InputProblem, match=r"trips.csv, line 5: the number of trips is 'many'"):
        read_csv(file, town())
