"""What the headings and role names of staff lists mean, however they are written."""

from supdesk.domain.people import Role

NAME, FIRST_NAME, SURNAME, ROLES = "name", "first_name", "surname", "roles"

_HEADINGS = {
    NAME: ("name", "full name", "staff name", "employee name", "person", "supervisee", "supervisee name"),
    FIRST_NAME: ("first name", "forename", "forenames", "given name", "given names", "preferred name"),
    SURNAME: ("surname", "last name", "family name"),
    "designation": ("designation", "job title", "title of post", "post", "position", "job role", "job"),
    "employer": ("employer", "organisation", "organization", "trust", "company"),
    "service": ("service", "team", "department", "ward", "service or team", "team or service", "service name"),
    "staff_group": ("staff group", "group", "staff type"),
    "locality": ("locality", "alliance", "place", "area", "locality or alliance"),
    "employment": ("employment", "employment basis", "employment type", "contract type", "basis"),
    "line_manager": ("line manager", "manager", "line manager name", "manager name", "reports to"),
    "line_manager_email": ("line manager email", "manager email", "line manager email address", "managers email"),
    "email": ("email", "email address", "mail", "work email", "contact email"),
    "staff_number": ("staff number", "staff no", "staff id", "employee number", "employee id", "payroll number",
                     "assignment number", "personnel number"),
    "pack": ("policy pack", "pack", "policy", "supervision policy"),
    ROLES: ("role", "roles", "supervision role", "role in supervision"),
}  # fmt: skip

_ROLE_NAMES = {
    Role.SUPERVISOR: ("supervisor", "safeguarding supervisor"),
    Role.SUPERVISEE: ("supervisee", "practitioner"),
    Role.LINE_MANAGER: ("line manager", "manager"),
    Role.SERVICE_LEAD: ("service lead", "team lead", "team leader"),
    Role.ADMIN: ("admin", "administrator", "safeguarding admin", "admin team"),
}


def folded(text: str) -> str:
    """The letters and digits of a text in small letters: `E-mail address` and `Email Address` are one."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


_MEANINGS = {folded(heading): meaning for meaning, headings in _HEADINGS.items() for heading in headings}
_ROLES = {folded(name): role for role, names in _ROLE_NAMES.items() for name in names}


def meaning_of(heading: str) -> str | None:
    """The field of a person this heading stands for, or None."""
    return _MEANINGS.get(folded(heading[:100]))


def role_of(name: str) -> Role | None:
    """The role this name stands for, or None."""
    return _ROLES.get(folded(name[:100]))
