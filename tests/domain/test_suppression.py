"""Small numbers are not published, and nothing that is published gives them back (X9)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supdesk.domain.suppression import Rule, mean, publish, rounded

RULES = st.sampled_from([Rule(), Rule(3, 3), Rule(10, 5), Rule(4, 1)])
COUNTS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (17, 15), (99, 100)]
)
def test_one_to_seven_are_hidden_and_the_rest_rounded_to_five(count: int, shown: int | None) -> None:
    assert rounded(count, Rule()) == shown


@pytest.mark.parametrize("settings", [(0, 5), (7, 0), (7, 4), (1, 5), (-1, 1)])
def test_a_rule_that_hides_nothing_or_makes_nothing_of_something_is_refused(settings: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="hide at least 1"):
        Rule(*settings)


@given(st.lists(COUNTS, min_size=1, max_size=6), RULES)
def test_a_count_that_is_shown_is_never_small_and_never_far_from_the_truth(counts: list[int], rule: Rule) -> None:
    for count, cell in zip(counts, publish(counts, rule).cells, strict=True):
        assert (cell is None) == (1 <= count <= rule.small)
        assert cell is None or abs(cell - count) <= rule.to // 2
        assert cell != 0 or count == 0


def could_be(shown: tuple[int | None, ...], rule: Rule) -> list[tuple[int, ...]]:
    """Every row of counts that is published like that, found by trying them all."""
    every = range(30)
    alike = [[count for count in every if rounded(count, rule) == cell] for cell in shown]
    return list(product(*alike))


@given(st.lists(st.integers(0, 20), min_size=1, max_size=4), st.sampled_from([Rule(4, 1), Rule(3, 3), Rule(7, 5)]))
def test_whoever_knows_the_rule_and_all_that_is_published_cannot_rebuild_a_hidden_count(
    counts: list[int], rule: Rule
) -> None:
    """The sum and the mean are read too, and so is that they are missing: every small number stays as likely."""
    seen, said = publish(counts, rule), mean(counts, rule)
    fitting = [row for row in could_be(seen.cells, rule) if publish(row, rule) == seen and mean(row, rule) == said]
    assert tuple(counts) in fitting
    for place, cell in enumerate(seen.cells):
        if cell is None:
            assert {row[place] for row in fitting} == set(range(1, rule.small + 1))


@given(
    st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=2),
)
def test_a_table_with_sums_of_rows_and_columns_and_of_all_gives_no_hidden_count_back(
    table: list[list[int]],
) -> None:
    rule = Rule(3, 1)

    def published(cells: list[list[int]]) -> object:
        rows = [publish(row, rule) for row in cells]
        columns = [publish(column, rule).total for column in zip(*cells, strict=True)]
        return rows, columns, publish([count for row in cells for count in row], rule).total

    seen = published(table)
    fitting = []
    for a, b, c, d in product(range(6), repeat=4):
        if published([[a, b], [c, d]]) == seen:
            fitting.append((a, b, c, d))
    flat = [count for row in table for count in row]
    for place, count in enumerate(flat):
        if rounded(count, rule) is None:
            assert {found[place] for found in fitting} == {1, 2, 3}


def test_a_sum_is_shown_where_all_it_adds_up_is() -> None:
    assert publish([10, 0, 21], Rule()).total == 30
    assert publish([10, 3, 21], Rule()).total is None
    assert publish([], Rule()).total == 0


def test_the_mean_of_answers_from_one_to_five() -> None:
    assert mean([0, 0, 1, 1, 2]) == 4.2
    assert mean([0, 0, 0, 0, 0]) is None
    assert mean([0, 0, 10, 0, 10], Rule()) == 4.0
    assert mean([0, 0, 10, 1, 10], Rule()) is None
