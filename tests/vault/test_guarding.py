from supdesk.vault.guarding import pause


def test_each_wrong_guess_waits_longer_up_to_half_a_minute() -> None:
    assert [pause(failures) for failures in range(9)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_million_wrong_guesses_still_wait_half_a_minute_and_never_more() -> None:
    assert pause(1_000_000) == 30
