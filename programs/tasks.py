"""Imported when the site starts: the judgement of all indicators, and what programmes add to the ground floor (words, preparation)."""

from agencies.actions.settings import when_changed
from agencies.jobs.queue import task
from agencies.jobs.schedule import daily
from agencies.models import Job, User
from programs.actions import reference, standings
from programs.importing import plan_lines, programs
from programs.queries import yardsticks
from programs.queries.scorecards import TASK

__all__ = ["judge_anew", "plan_lines", "programs", "reference", "refresh_standings"]


@daily("00.10")
@task(TASK, title="Menilai indikator")
def refresh_standings(job: Job, progress) -> None:
    """Judge everything anew. Early in the night: a setting may hold from today on.

    Every year is stored for itself, and judging twice changes nothing: it needs no `finish`.
    """
    standings.refresh_all(progress)


@when_changed(*yardsticks.KEYS, "fiscal_year")
def judge_anew(by: User) -> None:
    standings.judge_anew(standings.known_years(), by=by)
