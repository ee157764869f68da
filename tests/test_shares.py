from __future__ import annotations

import os
import threading

import pytest

from reportgen.shares import WORTH_IT, shared_out


def square(number: int) -> bytes:
    return str(number * number).encode() * (number % 5)


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, WORTH_IT - 1, WORTH_IT, 3 * WORTH_IT + 1])
def test_the_answers_come_in_order_however_many_work(count: int, jobs: int) -> None:
    assert list(shared_out(square, count, jobs)) == [square(number) for number in range(count)]


def test_half_of_the_work_is_done_by_a_fork() -> None:
    workers = [int(one) for one in shared_out(lambda _: str(os.getpid()).encode(), WORTH_IT, 2)]
    assert workers.count(os.getpid()) == WORTH_IT // 2
    assert len(set(workers)) == 2


def test_what_a_fork_cannot_do_is_done_here() -> None:
    here = os.getpid()

    def only_here(number: int) -> bytes:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return square(number)

    assert list(shared_out(only_here, WORTH_IT, 2)) == [square(number) for number in range(WORTH_IT)]


def test_a_mistake_in_a_share_is_raised_here() -> None:
    def stumble(number: int) -> bytes:
        if number == 41:
            raise ValueError("no such page")
        return b""

    with pytest.raises(ValueError, match="no such page"):
        list(shared_out(stumble, WORTH_IT, 2))


def test_beside_another_thread_nothing_is_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        workers = set(shared_out(lambda _: str(os.getpid()).encode(), 10 * WORTH_IT, 4))
    finally:
        done.set()
        other.join()
    assert workers == {str(os.getpid()).encode()}
