"""The programmes that cells may name, handed to the ground floor's pipeline."""

from agencies.importing.layouts import add_programmes
from programs.actions.reference import national_programs
from programs.models import Program, ProgramAlias


@add_programmes
def vocabulary() -> list[tuple[str, str, tuple[str, ...]]]:
    """(code, name, spellings) of every programme of poverty reduction; the shipped national ones even before any row exists."""
    spellings = {code: list(names) for code, _, names in national_programs()}
    names = {code: name for code, name, _ in national_programs()}
    names |= dict(Program.objects.poverty().values_list("code", "name"))
    spelled = ProgramAlias.objects.filter(program__is_poverty=True).order_by("pk")
    for code, spelling in spelled.values_list("program__code", "name"):
        if spelling not in spellings.setdefault(code, []):
            spellings[code].append(spelling)
    return [(code, name, tuple(spellings.get(code, ()))) for code, name in sorted(names.items())]
