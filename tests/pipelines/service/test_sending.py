"""Webhooks: signed, sent until they are taken, always under the same id and in the same words, and never to a caller's
address."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from cli import run
from pipelines.review import events
from pipelines.review.refusals import QueueError
from pipelines.service.sending import Sender, open_client
from pipelines.service.signing import new_secret, signature
from pipelines.store.queue_tables import deliveries, hooks
from tests.pipelines.fakes import ID_NUMBER, NAME
from tests.pipelines.service.casework import case_form
from tests.pipelines.service.receiver import Receiver, receiving
from tests.pipelines.service.support import CHANNEL, OTHER_CHANNEL, Here, new_store
from tests.pipelines.service.test_cases import TWO, returned, submitted

SECRET = new_secret()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def hooked(office: Here, receiver: Receiver) -> Here:
    """A service whose channel wants to hear."""
    events.set_hook(office.office, events.Hook(CHANNEL, receiver.url, SECRET))
    return office


def send(here: Here, seconds: float = 5.0, days: float = 3.0) -> None:
    """Send all that is due."""

    async def go() -> None:
        async with open_client(seconds) as client:
            sender = Sender(here.office, client, here.desk.metrics, seconds, days, pause=0.001)
            while await sender.send_due():
                pass

    asyncio.run(go())


def make_due(here: Here, back: timedelta = timedelta()) -> None:
    """As if the pause were over; ``back``: and as if the event had happened so long ago."""
    with here.office.writing() as connection:
        values = {"next_at": here.office.moment(), "at": deliveries.c.at}
        connection.execute(update(deliveries).values(values))
        if back:
            connection.execute(update(deliveries).values(at=here.office.moment() - back))


def test_what_happens_is_told_signed_and_in_codes(hooked: Here, receiver: Receiver) -> None:
    number = submitted(hooked, TWO).number
    hooked.read_all()
    returned(hooked, number, why=f"{NAME}缺章", findings=(0,))
    send(hooked)
    told = [json.loads(body) for _, body in receiver.came]
    assert sorted(one["type"] for one in told) == ["case.read", "case.received", "case.returned"]
    (back,) = [one for one in told if one["type"] == "case.returned"]
    assert back["data"] == {
        "number": number, "state": "returned", "round": 0, "decision": "resubmit", "reasons": ["seal.missing"],
    }  # fmt: skip
    for headers, body in receiver.came:
        second = int(headers["webhook-timestamp"])
        assert abs(time.time() - second) < 60
        assert headers["webhook-signature"] == signature(SECRET, headers["webhook-id"], second, body)
        assert headers["content-type"] == "application/json"
        for personal in (NAME, ID_NUMBER, "诊断证明", "检验报告"):
            assert personal not in body.decode()
    assert len(set(receiver.ids())) == 3


def test_a_short_trouble_is_waited_out(hooked: Here, receiver: Receiver) -> None:
    receiver.answers = [503, 0]
    submitted(hooked)
    send(hooked)
    assert len(receiver.came) == 3
    assert len(set(receiver.ids())) == 1
    assert len({body for _, body in receiver.came}) == 1


@pytest.mark.parametrize("status", [400, 301, 429])
def test_what_is_not_taken_is_sent_again_later_under_the_same_id(hooked: Here, receiver: Receiver, status: int) -> None:
    receiver.answers = [status]
    submitted(hooked)
    send(hooked)
    assert len(receiver.came) == 1
    send(hooked)
    assert len(receiver.came) == 1
    make_due(hooked)
    send(hooked)
    assert len(receiver.came) == 2
    assert len(set(receiver.ids())) == 1
    make_due(hooked)
    send(hooked)
    assert len(receiver.came) == 2


def test_a_receiver_that_is_not_there_is_tried_later(hooked: Here) -> None:
    events.set_hook(hooked.office, events.Hook(CHANNEL, "http://127.0.0.1:1/", SECRET))
    submitted(hooked)
    send(hooked)
    assert events.dead(hooked.office) == []
    assert 'yancai_deliveries_total{outcome="put_off"} 1.0' in hooked.get("/metrics", "metrics").text


def test_a_receiver_that_takes_its_time_is_given_up_for_now(hooked: Here, receiver: Receiver) -> None:
    receiver.waits = 5.0
    submitted(hooked)
    send(hooked, seconds=0.2)
    assert 'yancai_deliveries_total{outcome="put_off"} 1.0' in hooked.get("/metrics", "metrics").text


def test_what_is_not_taken_for_days_is_dead_seen_and_sent_again(hooked: Here, receiver: Receiver) -> None:
    receiver.answers = [400]
    submitted(hooked)
    make_due(hooked, timedelta(days=4))
    send(hooked)
    (dead,) = events.dead(hooked.office)
    assert (dead.event, dead.status, dead.channel) == ("case.received", 400, CHANNEL)
    assert events.dead_number(hooked.office) == 1
    assert events.send_again(hooked.office, dead.id)
    send(hooked)
    assert receiver.ids() == [dead.id] * 2
    assert (events.dead(hooked.office), events.dead_number(hooked.office)) == ([], 0)


def test_a_receiver_that_is_gone_for_good_is_not_tried_again(hooked: Here, receiver: Receiver) -> None:
    receiver.answers = [410]
    submitted(hooked)
    send(hooked)
    make_due(hooked)
    send(hooked)
    assert len(receiver.came) == 1
    assert len(events.dead(hooked.office)) == 1


def test_a_receiver_that_does_not_answer_holds_up_no_other_channel(hooked: Here, receiver: Receiver) -> None:
    receiver.waits = 60.0
    for _ in range(9):
        submitted(hooked)

    async def until_told(other: Receiver) -> None:
        async with open_client(60.0) as client, asyncio.timeout(30):
            sender = Sender(hooked.office, client, hooked.desk.metrics, 60.0, 3.0)
            sending = asyncio.create_task(again_and_again(sender))
            while len(set(other.ids())) < 2:
                await asyncio.sleep(0.01)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    with receiving() as other:
        events.set_hook(hooked.office, events.Hook(OTHER_CHANNEL, other.url, SECRET))
        for _ in range(2):
            form = case_form(channel=OTHER_CHANNEL)
            assert hooked.client.post("/v1/cases", headers=hooked.asked("other"), **form).status_code == 202
        asyncio.run(until_told(other))
    assert len(receiver.came) <= 8


async def again_and_again(sender: Sender) -> None:
    while True:
        await sender.send_due()


def test_a_channel_without_a_hook_is_not_told_and_others_are_not_told_of_it(hooked: Here, receiver: Receiver) -> None:
    events.remove_hook(hooked.office, CHANNEL)
    events.set_hook(hooked.office, events.Hook(OTHER_CHANNEL, receiver.url, SECRET))
    submitted(hooked)
    send(hooked)
    assert receiver.came == []


def test_what_is_dead_is_not_sent_again_to_a_channel_that_has_no_hook(hooked: Here, receiver: Receiver) -> None:
    submitted(hooked)
    events.remove_hook(hooked.office, CHANNEL)
    (dead,) = events.dead(hooked.office)
    with pytest.raises(QueueError, match="没有设置通知地址"):
        events.send_again(hooked.office, dead.id)
    assert events.dead(hooked.office) == [dead]
    events.set_hook(hooked.office, events.Hook(CHANNEL, receiver.url, SECRET))
    assert events.send_again(hooked.office, dead.id)
    send(hooked)
    assert receiver.ids() == [dead.id]


def test_what_is_due_where_the_hook_is_gone_is_given_up_without_an_answer(hooked: Here) -> None:
    submitted(hooked)
    with hooked.office.writing() as connection:  # as if it had been removed just after the delivery was taken
        connection.execute(delete(hooks))
    send(hooked)
    (dead,) = events.dead(hooked.office)
    assert (dead.status, dead.hook) == (None, None)


def test_an_address_in_a_request_is_never_gone_to(hooked: Here, receiver: Receiver) -> None:
    with receiving() as other:
        submitted(hooked, ((f"{other.url.replace('/', '∕')}.jpg", f"paper {other.url}".encode()),))
        hooked.read_all()
        send(hooked)
        assert other.came == []
    assert receiver.came


def test_a_redirect_is_not_followed(hooked: Here, receiver: Receiver) -> None:
    receiver.answers = [307]
    submitted(hooked)
    send(hooked)
    assert len(receiver.came) == 1


def ran(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Exit code, output and messages of a command."""
    code = run([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(
    "url",
    ["ftp://a/b", "http:///a", "https://u:p@a/", "http://a/#b", "file:///etc/passwd", "http://a b/", "http://[::"],
)
def test_a_hook_goes_to_an_address_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    add = ("hooks", "add", "--channel", CHANNEL, "--url", url, "--store", tmp_path / "store.sqlite")
    code, _, said = ran(capsys, *add)
    assert code == 2
    assert "地址" in said
    assert url not in said


def test_hooks_are_made_listed_and_removed_and_their_secret_shown_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--store", tmp_path / "store.sqlite")
    add = ("hooks", "add", "--channel", CHANNEL, "--url", "https://example.org/hook", *at)
    assert ran(capsys, *add)[:2] == (2, "")  # in a store that nobody opens it would never be looked at
    new_store(tmp_path)
    _, secret, _ = ran(capsys, *add)
    assert secret.startswith("whsec_")
    _, shown, _ = ran(capsys, "hooks", "list", *at)
    assert "https://example.org/hook" in shown
    assert secret.strip() not in shown
    assert "共 0 条" in ran(capsys, "hooks", "dead", *at)[1]
    assert ran(capsys, "hooks", "again", "none", *at)[0] == 2
    assert [ran(capsys, "hooks", "remove", "--channel", CHANNEL, *at)[0] for _ in range(2)] == [0, 2]


def test_what_is_dead_is_listed_and_sent_again_at_the_terminal(
    hooked: Here, receiver: Receiver, place: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YANCAI_OFFICE__VAULT", str(hooked.office.vault.folder))
    receiver.answers = [410]
    submitted(hooked)
    send(hooked)
    code, listed, _ = ran(capsys, "hooks", "dead", "--store", place)
    assert (code, "对方答复 410" in listed, "共 1 条" in listed) == (0, True, True)
    assert ran(capsys, "hooks", "again", receiver.ids()[0], "--store", place)[0] == 0
    send(hooked)
    assert receiver.ids() == receiver.ids()[:1] * 2
    ran(capsys, "hooks", "remove", "--channel", CHANNEL, "--store", place)
    assert ran(capsys, "hooks", "again", receiver.ids()[0], "--store", place)[0] == 2
