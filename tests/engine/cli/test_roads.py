"""`assign` and `reach` as somebody at a terminal uses them."""

import json
import subprocess
import sys

import pytest

from speerpunt.engine.cli import main

from ..files import NETWORK, problem, two_roads


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_assign_answers_json(capsys, tmp_path):
    net, trips = two_roads(tmp_path)
    code, out, err = run(
        capsys, "assign", "--net", net, "--trips", trips, "--gap", "1e-10", "--json", "--flows"
    )
    facts = json.loads(out)
    assert (code, err) == (0, "")
    assert {"tstt", "beckmann", "relative_gap", "iterations", "seconds"} <= set(facts)
    assert facts["relative_gap"] <= 1e-10
    short, wide = facts["links"]["3"], facts["links"]["4"]
    assert short["minutes"] == pytest.approx(wide["minutes"], rel=1e-8)
    assert facts["tstt"] == pytest.approx(300 * short["minutes"])


def test_assign_closes_by_id_and_by_nodes(capsys, tmp_path):
    net, trips = two_roads(tmp_path)
    by_id = json.loads(run(capsys, "assign", "--net", net, "--trips", trips, "--close", "3", "--json")[1])
    assert by_id["tstt"] == pytest.approx(300 * 15 * (1 + 0.15 * 0.75**4))
    cut = json.loads(run(capsys, "assign", "--net", net, "--trips", trips, "--close", "1-3", "--json")[1])
    assert (cut["tstt"], cut["unserved_trips"], cut["unserved_minutes"]) == (0, 300, 18_000)


def test_assign_is_read_by_people(capsys, tmp_path):
    net, trips = two_roads(tmp_path)
    code, out, _ = run(capsys, "assign", "--net", net, "--trips", trips)
    assert code == 0
    assert "Total system travel time" in out
    assert "busiest link" in out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("3 4 100 1000", "3 9 100 1000", "two_net.tntp, line 9: node 9 is not one of the 4 nodes"),
        ("3 4 100 1000", "3 4 -100 1000", "two_net.tntp, line 9: capacity is -100; it must be 0 or more"),
        ("3 4 100 1000", "3 4 much 1000", "two_net.tntp, line 9: capacity is 'much', which is no number"),
        (
            "3 4 100 1000 10 0.15 4 0 0 1",
            "3 4 100",
            "two_net.tntp, line 9: a link needs at least 7 numbers; here are 3",
        ),
        ("<NUMBER OF LINKS> 6", "<NUMBER OF LINKS> 7", "two_net.tntp: the file says 7 links and has 6"),
        ("<END OF METADATA>", "", "two_net.tntp: this is no TNTP file: it has no <END OF METADATA>"),
    ],
)
def test_a_fault_in_the_network_is_told_by_file_line_and_reason(capsys, tmp_path, old, new, said):
    net, trips = two_roads(tmp_path)
    net.write_text(NETWORK.replace(old, new))
    assert run(capsys, "assign", "--net", net, "--trips", trips) == (2, "", f"{said}\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Origin 7", "line 4: '7' is not one of the 2 zones"),
        ("Origin 1\n 5 : 1;", "line 5: '5' is not one of the 2 zones"),
        ("Origin 1\n 2 : -1;", "line 5: -1 trips; the number must be 0 or more"),
        ("Origin 1\n two 2", "line 5: trips are written as 'zone : number;'"),
        ("2 : 1;", "line 4: trips come before the first origin"),
    ],
)
def test_a_fault_in_the_trips_is_told(capsys, tmp_path, line, said):
    net, trips = two_roads(tmp_path)
    trips.write_text(f"<NUMBER OF ZONES> 2\n\n<END OF METADATA>\n{line}\n")
    code, out, err = run(capsys, "assign", "--net", net, "--trips", trips)
    assert (code, out, err) == (2, "", f"two_trips.tntp, {said}\n")


def test_a_file_that_is_not_there_and_a_link_that_is_not_there(capsys, tmp_path):
    net, trips = two_roads(tmp_path)
    code, _, err = run(capsys, "assign", "--net", tmp_path / "no.tntp", "--trips", trips)
    assert (code, "no.tntp: there is no such file" in err) == (2, True)
    code, _, err = run(capsys, "assign", "--net", net, "--trips", trips, "--close", "99")
    assert (code, err) == (2, "the network has no link '99'\n")
    code, _, err = run(capsys, "assign", "--net", net, "--trips", trips, "--close", "3-4")
    assert (code, err) == (2, "'3-4' fits 2 links: '3', '4'\n")


@pytest.mark.parametrize("gap", ["0", "-1", "nan", "many"])
def test_a_gap_that_cannot_be_is_refused(capsys, tmp_path, gap):
    net, trips = two_roads(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["assign", "--net", str(net), "--trips", str(trips), f"--gap={gap}"])
    assert stopped.value.code == 2


def test_reach_tells_each_work_and_each_week(capsys, tmp_path):
    file = problem(tmp_path)
    works = json.loads(run(capsys, "reach", file, "--json")[1])["works"]
    assert set(works) == {"short", "wide"}
    assert {row["area"] for row in works["short"]} == {"1", "2"}
    assert works["short"][0]["extra_minutes_out"] > 0
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"starts": {"short": 1, "wide": 2}}))
    weeks = json.loads(run(capsys, "reach", file, "--plan", plan, "--json")[1])["weeks"]
    assert [row["works"] for row in weeks] == [[], ["short"], ["short", "wide"], []]
    out_of_1 = [row["areas"][0]["extra_minutes_out"] for row in weeks]
    assert out_of_1[0] == pytest.approx(0, abs=1e-6)
    assert out_of_1[1] == pytest.approx(works["short"][0]["extra_minutes_out"], rel=1e-4)
    assert out_of_1[2] > out_of_1[1]
    assert "min. out" in run(capsys, "reach", file)[1]


def test_reach_needs_a_network(capsys, tmp_path):
    file = problem(tmp_path, network=None)
    code, _, err = run(capsys, "reach", file)
    assert (code, "network: reachability needs a network" in err) == (2, True)


def test_a_problem_with_a_link_that_is_not_there_says_where(capsys, tmp_path):
    file = problem(tmp_path, works=[{"id": "a", "duration": 1, "closes": ["77"]}])
    code, _, err = run(capsys, "reach", file)
    assert (code, err) == (2, "works[0].closes: the network has no link '77'\n")


def test_it_runs_without_django(tmp_path):
    """As a user starts it: a process of its own, in which nothing of Django is loaded."""
    net, trips = two_roads(tmp_path)
    code = (
        "import sys; from speerpunt.engine.cli import main;"
        f"main(['assign', '--net', {str(net)!r}, '--trips', {str(trips)!r}, '--json']);"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["has_converged"] is True
