"""Which guards there are, how each is taken out, and which test stands behind it."""

from dataclasses import dataclass

CORE = "tests/core/test_guards.py::"


@dataclass(frozen=True)
class Guard:
    """`there` in `file` becomes `gone`; then one of `tests` must fail."""

    name: str
    file: str
    there: str
    gone: str
    tests: str


DATABASE = (
    Guard(
        "no reference to another collective",
        "core/guards.py",
        "guards.extend(_reference_guards(model))",
        "pass",
        f"{CORE}test_a_writer_cannot_refer_to_another_collective",
    ),
    Guard(
        "no link to another collective",
        "core/guards.py",
        "guards.extend(_link_guards(model))",
        "pass",
        f"{CORE}test_a_writer_cannot_link_a_project_to_an_area_of_another_collective",
    ),
    Guard(
        "no row moves to another collective",
        "core/guards.py",
        "guards.append(_fixed_collective(model))",
        "pass",
        f"{CORE}test_a_writer_cannot_move_a_row_to_another_collective",
    ),
    Guard(
        "nothing hangs on a row of another collective",
        "core/guards.py",
        "guards.append(_subject_guard(model))",
        "pass",
        f"{CORE}test_a_follower_cannot_hang_on_a_row_of_another_collective",
    ),
    Guard(
        "the history is only added to",
        "core/guards.py",
        "guards = list(_history_guards())",
        "guards = []",
        f"{CORE}test_nobody_changes_the_history",
    ),
    Guard(
        "approved minutes are frozen",
        "core/guards.py",
        "guards.extend(_frozen_guards(model))",
        "pass",
        "tests/meetings/minutes/test_break_in_minutes.py::test_the_database_itself_refuses_a_change_of_approved_minutes",
    ),
    Guard(
        "guards come back after every migrate",
        "core/apps.py",
        "post_migrate.connect(install_guards_after_migrate, sender=self, dispatch_uid=",
        "dict(dispatch_uid=",
        f"{CORE}test_every_expected_guard_is_in_the_database",
    ),
)
READING = (
    Guard(
        "no row is read outside a scope",
        "core/models/collectives.py",
        'objects = ScopedManager(collective="collective")',
        "objects = models.Manager()",
        "tests/test_architecture.py::test_no_model_of_a_collective_answers_outside_a_scope",
    ),
    Guard(
        "the address decides the collective",
        "core/middleware.py",
        "        with scope(collective=request.collective):",
        "        from django_scopes import scopes_disabled\n        with scopes_disabled():",
        "tests/places/test_break_in.py::test_the_office_finds_no_area_of_another_collective",
    ),
    Guard(
        "an area in the trash is for the office",
        "places/queries/areas.py",
        "return rows if standing(user).is_office else rows.filter(trashed_at__isnull=True)",
        "return rows",
        "tests/places/test_break_in.py::test_nobody_but_the_office_sees_an_area_in_the_trash",
    ),
    Guard(
        "papers keep to their circles",
        "documents/queries/visible.py",
        'return Document.objects.filter(_within_circles(at, "visibility"), folder__in=_folders(user, kinds))',
        "return Document.objects.all()",
        "tests/documents/test_break_in_documents.py::test_a_closed_paper_opens_by_no_door",
    ),
)
RIGHTS = (
    Guard(
        "every page asks for the right",
        "core/doors.py",
        "    if not request.user.has_perm(permission, target):\n        raise PermissionDenied",
        "    return",
        "tests/places/test_break_in.py::test_who_may_only_look_cannot_write",
    ),
)
EDGES = (
    Guard(
        "no page runs what is not ours (content policy)",
        "config/settings.py",
        '    "csp.middleware.CSPMiddleware",\n',
        "",
        "tests/config/test_settings.py::test_every_page_says_that_only_our_own_code_runs",
    ),
    Guard(
        "ten checks of a password in five minutes",
        "config/settings.py",
        "ACCOUNT_RATE_LIMITS = {",
        'ACCOUNT_RATE_LIMITS = {\n    "login": False,\n    "login_failed": False,',
        "tests/config/test_sign_in.py::test_a_guesser_gets_few_checks_however_many_addresses_he_spoofs",
    ),
    Guard(
        "nobody signs up by himself",
        "config/accounts.py",
        "    def is_open_for_signup(self, request: HttpRequest) -> bool:\n        return False\n",
        "    def is_open_for_signup(self, request: HttpRequest) -> bool:\n        return True\n",
        "tests/config/test_sign_in.py::test_nobody_signs_up_by_himself",
    ),
    Guard(
        "no NUL reaches the database",
        "core/middleware.py",
        '    request.META["QUERY_STRING"] = NUL.sub("%20", request.META.get("QUERY_STRING", ""))\n',
        "",
        "tests/core/test_edge.py",
    ),
    Guard(
        "nothing that was seen signed in stays in the browser",
        "core/middleware.py",
        "        _keep_private(request, response)\n",
        "",
        "tests/members/test_break_in_accounts.py::test_a_page_of_somebody_signed_in_stays_in_no_cache",
    ),
    Guard(
        "an address of our own network is not fetched",
        "core/fetching.py",
        "    return address.is_global and not address.is_multicast",
        "    return True",
        "tests/core/test_break_in_fetching.py::test_numbers_behind_our_doors_are_not_public",
    ),
    Guard(
        "a redirect is checked like an address",
        "core/fetching.py",
        "    if not limits.may_be_inside and not all(is_public(str(number[0])) for number in numbers):",
        "    if not limits.may_be_inside and not numbers:",
        "tests/core/test_break_in_fetching.py",
    ),
    Guard(
        "what is downloaded cannot run on this site",
        "documents/views/serving.py",
        "        response.headers[header] = value",
        "        pass",
        "tests/documents/test_break_in_documents.py::test_what_is_served_cannot_run_here",
    ),
    Guard(
        "no secret stands in the log",
        "config/logs.py",
        'record.msg, record.args = SECRET.sub("…", record.getMessage()), ()',
        "pass",
        "tests/config/test_logs.py::test_a_refused_form_keeps_the_secret_of_its_address",
    ),
    Guard(
        "no words of a visitor stand in a log of JSON",
        "config/logs.py",
        '        return str(record.msg) if record.args and isinstance(record.msg, str) else ""',
        "        return record.getMessage()",
        "tests/core/test_watching.py::test_what_others_write_down_keeps_only_its_pattern",
    ),
    Guard(
        "nothing of an exception stands in a log of JSON",
        "config/logs.py",
        "    return type(argument).__name__ if isinstance(argument, BaseException) else argument",
        "    return argument",
        "tests/core/test_watching.py::test_our_own_lines_say_what_kind_of_problem_there_was",
    ),
    Guard(
        "figures are not read through a proxy",
        "core/watching.py",
        '    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")):\n        return False\n',
        "",
        "tests/core/test_watching.py::test_a_network_that_is_named_may_read_them_but_not_through_a_proxy",
    ),
    Guard(
        "no spreadsheet calculates what somebody typed",
        "core/spreadsheets.py",
        """return f"'{text}" if CALCULATED.match(text) else text""",
        "return text",
        "tests/members/test_export_organisations.py",
    ),
)
LIMITS = tuple(
    Guard(
        f"the cage: {what}",
        "core/caged.py",
        f"    _limit(resource.{limit}\n",
        gone,
        f"tests/core/test_cage.py::{test}",
    )
    for what, limit, gone, test in (
        ("no file is opened", "RLIMIT_NOFILE, REPORT + 1)", "", "test_a_reader_opens_nothing"),
        (
            "what it writes has an end",
            "RLIMIT_FSIZE, made * MEBIBYTE)",
            "",
            "test_what_a_reader_writes_has_an_end",
        ),
        ("its time has an end", "RLIMIT_CPU, seconds)", "", "test_the_kernel_ends_who_takes_too_much"),
        (
            "its memory has an end",
            "RLIMIT_DATA, mebibytes * MEBIBYTE)",
            # Four times as much: without any end it would eat the machine that tries this.
            "    _limit(resource.RLIMIT_DATA, 4 * mebibytes * MEBIBYTE)\n",
            "test_a_reader_gets_no_more_memory_than_it_may",
        ),
    )
)
CAGES = (
    *LIMITS,
    Guard(
        "the cage: it knows nothing of the server",
        "core/cage.py",
        "        env={name: os.environ[name] for name in FOR_THE_INTERPRETER if name in os.environ},\n",
        "",
        "tests/core/test_cage.py::test_a_reader_knows_nothing_of_the_server",
    ),
)
KEEPING = (
    Guard(
        "a damaged archive is refused",
        "core/backups/archive.py",
        "    if announced != digest.encode():\n        raise ArchiveProblem(damaged())\n",
        "",
        "tests/core/backups/test_archive.py::test_something_behind_it_is_refused",
    ),
    Guard(
        "a part of an archive lands nowhere else",
        "core/backups/archive.py",
        " or not all(map(PART.fullmatch, parts))",
        "",
        "tests/core/backups/test_archive.py::test_a_part_that_would_land_elsewhere_is_refused",
    ),
    Guard(
        "an archive unpacks to no more than it announced",
        "core/backups/archive.py",
        "file.read(min(CHUNK, left + 1))",
        "file.read()",
        "tests/core/backups/test_archive.py::test_more_than_was_announced_is_not_unpacked",
    ),
    Guard(
        "who was erased comes on the list",
        "members/services/erasure.py",
        "    note_erasure(person)\n",
        "",
        "tests/members/test_erasure.py::test_who_is_erased_comes_on_a_list_without_a_name",
    ),
    Guard(
        "the history forgets who was erased",
        "members/services/erasure.py",
        "    erase_personal_values(person.collective_id, person.pk)\n",
        "",
        "tests/members/test_erasure.py::test_no_trace_of_the_name_or_address_is_left",
    ),
    Guard(
        "no file goes while a backup is made",
        "documents/services/storage.py",
        "    if backup_goes_on():\n        return\n",
        "",
        "tests/documents/test_storage.py::test_while_a_backup_is_made_bytes_stay",
    ),
    Guard(
        "an unsafe SQLite is not used",
        "core/databases/sqlite3/library.py",
        "    if not is_safe(version):\n        raise",
        "    if False:\n        raise",
        "tests/core/databases/test_library.py",
    ),
)
GUARDS = (*DATABASE, *READING, *RIGHTS, *EDGES, *CAGES, *KEEPING)

# Behind another lock, which that test takes away first.
SECOND = "tests/access/test_second_locks.py"
# Rights that the walk of `rights.py` cannot miss, for they decide what a page shows, or what is asked is out of sight
# before: which tests miss them.
SHOWING: dict[str, str] = {
    "api.revoke_token": SECOND,
    "funds.ask_for": "tests/funds/test_break_in_pages.py",
    "funds.comment_request": SECOND,
    "funds.decide_request": "tests/funds/test_break_in_pages.py",
    "funds.speak_for": "tests/funds/test_break_in_pages.py",
    "funds.view_totals": "tests/funds/test_break_in_pages.py",
    "meetings.add_meeting": "tests/meetings/minutes/test_offered.py",
    "meetings.add_position": SECOND,
    "meetings.change_position": SECOND,
    "meetings.change_series": SECOND,
    "meetings.join_online": "tests/meetings/minutes/test_offered.py",
    "meetings.read_minutes": "tests/meetings/minutes/test_break_in_minutes.py",
    "meetings.read_what_was_said": "tests/meetings/minutes/test_break_in_minutes.py",
    "meetings.sign_up": SECOND,
    "meetings.view_meeting_history": "tests/meetings/minutes/test_offered.py",
    "members.view_contact": "tests/members/test_organisation_page.py",
    "members.view_history": "tests/members/test_break_in_history.py",
    "members.view_person": SECOND,
    "places.view_park_manager": "tests/places/test_break_in.py",
    "priorities.comment_project": "tests/priorities/views/test_pages.py",
    "priorities.place_project": "tests/priorities/test_break_in_projects.py",
    "priorities.view_people": "tests/priorities/test_break_in_project_tables.py",
    "priorities.view_priority": "tests/priorities/test_break_in_projects.py",
}
