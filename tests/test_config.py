"""Settings: what an operator writes, and what newsbot says when it is wrong."""

from __future__ import annotations

from contextlib import suppress
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.config import Digest, Settings, missing, settings
from newsbot.errors import ConfigError

ROOT = Path(__file__).parent.parent


def mistakes(toml: str | None = "", **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as found:
        settings(environ, toml)
    return str(found.value).splitlines()


def test_nothing_set_is_fine() -> None:
    assert settings({}, None) == Settings()
    assert settings({}, "") == Settings()
    assert Settings().database_url == "sqlite:///newsbot.db"
    assert Settings().port == 3000


def test_the_files_that_come_with_newsbot_can_be_read() -> None:
    assert settings({}, (ROOT / "config" / "newsbot.toml").read_text(encoding="utf-8")) == Settings()


def test_the_example_of_an_environment_sets_nothing_by_itself() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    env = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert settings(env, None) == Settings()


def test_the_environment_is_read() -> None:
    env = {
        "SLACK_BOT_TOKEN": " xoxb-1 ",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "s",
        "SLACK_API_URL": "http://127.0.0.1:9/api",
        "NEWSBOT_DATABASE_URL": "sqlite:////tmp/a.db",
        "PORT": "8080",
    }
    found = settings(env, None)
    assert (found.bot_token, found.app_token, found.signing_secret) == ("xoxb-1", "xapp-1", "s")
    assert (found.api_url, found.port) == ("http://127.0.0.1:9/api/", 8080)
    assert found.database_url == "sqlite:////tmp/a.db"


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    assert settings({"NEWSBOT_DATABASE_URL": "", "PORT": "", "NEWSBOT_CONFIG": ""}, None) == Settings()


def test_secrets_are_not_printed() -> None:
    assert "xoxb" not in repr(settings({"SLACK_BOT_TOKEN": "xoxb-secret"}, None))


def test_a_digest_needs_only_its_channel() -> None:
    (digest,) = settings({}, '[[digest]]\nchannel = "C012"').digests
    assert digest == Digest(channel="C012")
    assert (digest.at, digest.zone, digest.line, digest.late) == (
        time(7),
        "UTC",
        "digest",
        timedelta(hours=3),
    )
    assert digest.days == {0, 1, 2, 3, 4}


def test_a_digest_says_when_where_and_what() -> None:
    toml = """
    [[digest]]
    channel = "C012"
    at = "17:30"
    zone = "America/Mexico_City"
    days = ["sat", "sun"]
    line = "figures  border"
    late = "1h30m"
    [[digest]]
    channel = "G9"
    at = 06:15:00
    days = "fri-mon"
    """
    first, second = settings({}, toml).digests
    assert first == Digest(
        channel="C012",
        at=time(17, 30),
        zone="America/Mexico_City",
        days=frozenset({5, 6}),
        line="figures border",
        late=timedelta(minutes=90),
    )
    assert (second.at, second.days) == (time(6, 15), frozenset({4, 5, 6, 0}))


def test_daily_is_every_day() -> None:
    assert settings({}, '[[digest]]\nchannel = "C1"\ndays = "daily"').digests[0].days == set(range(7))


def test_a_prefix_is_taken_with_or_without_its_slash() -> None:
    assert settings({}, '[slack]\nprefix = "/desk-"').prefix == "desk"
    assert settings({}, "[slack]").prefix is None


def test_all_mistakes_are_told_at_once() -> None:
    toml = """
    [[digest]]
    channel = "#desk"
    [[digest]]
    channel = "C1"
    at = "25:00"
    zone = "Mars/Olympus"
    days = "someday"
    line = ""
    late = "soon"
    """
    said = mistakes(toml, PORT="high", SLACK_API_URL="slack.com")
    assert len(said) == 8
    assert "channel id like C0123ABCD, not '#desk'" in said[2]
    assert [line.split(": ")[1].split()[0] for line in said[3:]] == ["at", "zone", "days", "line", "late"]


def test_an_unknown_key_is_named_with_the_nearest() -> None:
    said = mistakes('[[digest]]\nchannel = "C1"\nchanel = "C2"\n[slak]\n[slack]\ncolour = 1')
    assert said == [
        "config/newsbot.toml: unknown key slak; did you mean slack?",
        "[slack]: unknown key colour; known are admins, follow_ups, prefix",
        "[[digest]] 1: unknown key chanel; did you mean channel?",
    ]


def test_a_file_that_is_named_and_missing_is_a_mistake() -> None:
    assert mistakes(None, NEWSBOT_CONFIG="desk.toml") == [
        "NEWSBOT_CONFIG names desk.toml, and there is no such file"
    ]


def test_a_broken_file_is_told_with_its_line() -> None:
    (said,) = mistakes("[[digest]\n", NEWSBOT_CONFIG="desk.toml")
    assert said.startswith("desk.toml: ")
    assert "line 1" in said


@pytest.mark.parametrize(
    "toml", ["digest = 3", "digest = [3]", "slack = 3", '[[digest]]\nchannel = "C1"\ndays = []']
)
def test_a_wrong_kind_of_value_is_a_mistake_and_no_crash(toml: str) -> None:
    assert mistakes(toml)


@pytest.mark.parametrize("zone", ["", "../etc/passwd", "europe", "UTC+1", "a\\0b"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    assert "time zone" in mistakes(f"[[digest]]\nchannel = 'C1'\nzone = '{zone}'")[0]


def test_each_mode_needs_only_its_own_variables() -> None:
    bare = settings({"SLACK_BOT_TOKEN": "xoxb-1"}, None)
    assert [said.split()[0] for said in missing(bare, "socket")] == ["SLACK_APP_TOKEN"]
    assert [said.split()[0] for said in missing(bare, "http")] == ["SLACK_SIGNING_SECRET"]
    swapped = settings({"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1"}, None)
    assert "must begin with xoxb-" in missing(swapped, "socket")[0]
    assert "must begin with xapp-" in missing(swapped, "socket")[1]
    assert missing(settings({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, None), "socket") == ()


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(ConfigError):
        settings({"PORT": text, "SLACK_API_URL": text}, text)


def test_a_note_may_be_short_and_left_out_when_empty() -> None:
    (found,) = settings({}, '[[digest]]\nchannel = "C1"\nlength = "short"\nskip_if_empty = true').digests
    assert (found.length, found.skip_if_empty) == ("short", True)
    assert any("length" in said for said in mistakes('[[digest]]\nchannel = "C1"\nlength = "long"'))
    assert any("skip_if_empty" in said for said in mistakes('[[digest]]\nchannel = "C1"\nskip_if_empty = 1'))


def test_admins_are_ids_of_people() -> None:
    assert settings({}, '[slack]\nadmins = ["U1AB", "W2"]').admins == {"U1AB", "W2"}
    assert settings({}, "").admins == frozenset()
    assert any("U0123ABCD" in said for said in mistakes('[slack]\nadmins = ["ana"]'))
    assert any("admins" in said for said in mistakes("[slack]\nadmins = [3, {}]"))
    assert any("follow_ups" in said for said in mistakes('[slack]\nfollow_ups = "yes"'))
