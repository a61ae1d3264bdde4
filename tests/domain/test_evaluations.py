"""Evaluations added up: distribution and mean per statement, words without names, small numbers hidden (G3, X9)."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.evaluations import audit, guarded, shown
from supdesk.domain.suppression import Rule

STATEMENTS = {"safe": ("I feel safe here.", 5), "time": ("There was time enough.", 5)}
QUESTIONS = {"strengths": "What was good?"}


def forms(*safe: int | None, words: str = "") -> list[dict[str, Any]]:
    return [{"safe": answer, "time": 3, "strengths": words, "supervisee": "Bee Sample"} for answer in safe]


def test_each_statement_shows_how_often_each_answer_was_given_and_their_mean() -> None:
    safe, time = shown([audit(forms(5, 5, 2, None), STATEMENTS, QUESTIONS)]).tallies
    assert (safe.counts, safe.answered, safe.mean) == ((0, 1, 0, 0, 2), 3, 4.0)
    assert (time.counts, time.answered, time.mean) == ((0, 0, 4, 0, 0), 4, 3.0)


def test_what_was_said_carries_no_name_and_no_order() -> None:
    given = [*forms(5, words="the quiet room"), *forms(4, words=" A long time "), *forms(3)]
    whole = audit(given, STATEMENTS, QUESTIONS)
    assert whole.said == (("What was good?", ("A long time", "the quiet room")),)
    assert audit(reversed(given), STATEMENTS, QUESTIONS) == whole
    assert "Bee" not in repr(whole)


def test_of_few_evaluations_nothing_is_published_but_that_they_were_few() -> None:
    few = shown([audit(forms(*[5] * 7, words="Kind"), STATEMENTS, QUESTIONS)], Rule())
    assert (few.forms, few.said) == (None, ())
    assert all(tally.mean is None and tally.answered is None for tally in few.tallies)
    assert {count for tally in few.tallies for count in tally.counts} == {None}


def test_of_many_a_statement_with_a_small_number_is_hidden_whole() -> None:
    many = shown([audit(forms(*[5] * 21, *[4] * 2, words="Kind"), STATEMENTS, QUESTIONS)], Rule())
    safe, time = many.tallies
    assert (many.forms, safe.counts, safe.answered, safe.mean) == (25, (None,) * 5, None, None)
    assert (time.counts, time.answered, time.mean) == ((0, 0, 25, 0, 0), 25, 3.0)
    assert many.said[0][1] == ("Kind",) * 23


def test_of_a_year_no_words_and_no_sum_stand_that_a_quarter_kept_back() -> None:
    many, few = (audit(forms(*[5] * n, words=w), STATEMENTS, QUESTIONS) for n, w in ((20, "Kind"), (3, "Short")))
    year = shown([many, few], Rule())
    assert year.forms is None
    assert year.tallies[0].counts == (None,) * 5
    assert (year.tallies[0].answered, year.tallies[0].mean) == (None, None)
    assert year.said == (("What was good?", ("Kind",) * 20),)
    assert shown([many, few]).said == (("What was good?", ("Kind",) * 20 + ("Short",) * 3),)


def test_answers_that_may_name_somebody_are_counted_in_place_of_shown() -> None:
    whole = audit([*forms(5, words="Ada was kind"), *forms(5, words="Calm")], STATEMENTS, QUESTIONS)
    safe = guarded(whole, lambda said: "Ada" in said)
    assert (safe.said[0][1], safe.left_out, safe.forms) == (("Calm",), 1, 2)
    assert shown([safe]).left_out == 1
    assert shown([safe] * 2).left_out == 2


def test_how_many_answers_were_left_out_is_published_as_any_count_is() -> None:
    few = guarded(audit(forms(*[5] * 8, words="Ada"), STATEMENTS, QUESTIONS), lambda said: True)
    assert shown([few], Rule()).left_out == 10
    assert shown([few, few], Rule()).left_out == 15
    one = [*forms(*[5] * 8, words="Calm"), *forms(5, words="Ada")]
    named = guarded(audit(one, STATEMENTS, QUESTIONS), lambda said: said == "Ada")
    assert shown([named], Rule()).left_out is None
    hidden = guarded(audit(forms(*[5] * 3, words="Ada"), STATEMENTS, QUESTIONS), lambda said: True)
    assert shown([hidden], Rule()).left_out == 0


@given(st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), max_size=60))
def test_no_answer_is_lost_or_counted_twice(answers: list[int | None]) -> None:
    safe = audit(forms(*answers), STATEMENTS, QUESTIONS).tallies[0]
    told = Counter(answer for answer in answers if answer)
    assert dict(enumerate(safe.counts, 1)) == {point: told[point] for point in range(1, 6)}
