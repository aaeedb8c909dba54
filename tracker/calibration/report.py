"""The calibration as a table in Markdown: what each model's band held, and its median width. Pure."""

from tracker.calibration.scoring import APART, HABITS, LEAST, TARGET, mix, of_habit

HEAD = "| habit | weeks of history | weeks ahead |"


def table(scores):
    """``scores``: cells by the name of the model. A row for each habit, history and horizon, then the means."""
    names = list(scores)
    lines = [HEAD + "".join(f" {name} |" for name in names), "|---|---|---|" + "---|" * len(names)]
    for row in zip(*scores.values(), strict=True):
        first = row[0]
        lines.append(f"| {first.habit} | {first.history} | {first.horizon} |" + "".join(_cell(cell) for cell in row))
    lines += [
        f"| **{habit}** | all | all |" + _means(of_habit(cells, habit) for cells in scores.values()) for habit in HABITS
    ]
    lines.append(f"| **mix without {APART}** | all | all |" + _means(mix(cells) for cells in scores.values()))
    return "\n".join(lines)


def _cell(cell):
    return f" {cell.held:.0%}, {cell.width:.1f} weeks |"


def _means(shares):
    return "".join(f" **{share:.0%}** |" for share in shares)


def verdict(cells):
    """Whether a model meets the target, in a sentence."""
    lowest = {habit: of_habit(cells, habit) for habit in HABITS if habit != APART}
    worst = min(lowest, key=lowest.get)
    met = TARGET[0] <= mix(cells) <= TARGET[1] and lowest[worst] >= LEAST
    return (
        f"{'Met' if met else 'Not met'}: the mix without {APART} is held in {mix(cells):.1%} ({TARGET[0]:.0%} to "
        f"{TARGET[1]:.0%} wanted), the habit least often held, {worst}, in {lowest[worst]:.1%} (at least {LEAST:.0%})."
    )
