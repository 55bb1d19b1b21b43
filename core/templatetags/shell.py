"""What the frame around every page needs: the menu, the error summary, the buttons of the next step."""

from django import template

register = template.Library()

# Pages whose door has another first word than the menu entry they belong to.
_FAMILY = {
    "enrolment": "course",
    "expense": "settlement",
    "import": "course",
    "programme": "scheme",
    "membership": "user",
    "register": "course",
    "role": "user",
    "session": "course",
    "topic": "scheme",
}


@register.simple_tag(takes_context=True)
def is_here(context, door):
    """Whether the page belongs to a menu entry: ``page`` for the list itself, ``true`` for a page under it."""
    match = context["request"].resolver_match
    if match is None:
        return ""
    if match.view_name == door:
        return "page"
    word = match.url_name.partition("-")[0] if match.url_name else ""
    entry = door.partition(":")[2]
    if entry == "session-mine" or match.view_name == "courses:session-mine":
        return ""
    return "true" if _FAMILY.get(word, word) == entry.partition("-")[0] else ""


@register.simple_tag(takes_context=True)
def is_useful(context, roles=""):
    """Whether the reader holds one of the roles; without roles: any role but that of a lecturer alone."""
    held = context["request"].user.roles
    return bool(held & set(roles.split())) if roles else bool(held - {"lecturer"})


@register.filter
def problems(form):
    """The errors of a form in the order of its fields: ``{"target": "#id_…" or "", "text": …}``."""
    found = [{"target": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or f"{bound.auto_id}_0"
        found += [{"target": f"#{target}", "text": text} for text in bound.errors]
    return found


@register.filter
def next_step(steps):
    """The one step drawn as the primary button; None when there is none."""
    return next((step for step in steps if step[0].tone == "primary"), None)


@register.filter
def way_back(steps):
    """The step that sends a file back to its author: it stands beside the primary button."""
    return next((step for step in steps if step[0].name == "return"), None)


@register.filter
def other_steps(steps):
    return [step for step in steps if step not in (next_step(steps), way_back(steps))]


@register.filter
def button_tone(step):
    """The look of a button that is not the primary one."""
    return "btn-return" if step[0].tone == "return" else "btn-light"
