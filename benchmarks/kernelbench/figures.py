"""A figure: what was measured, in which unit, against which goal."""

import dataclasses
import json
import statistics


@dataclasses.dataclass(frozen=True)
class Figure:
    """Values of one kind, of one kernel; less is better."""

    part: str
    name: str
    kernel: str
    values: list
    unit: str = "ms"
    goal: float | None = None

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def meets_goal(self):
        return self.goal is None or self.median <= self.goal

    @property
    def line(self):
        """The figure as a JSON line."""
        fields = dataclasses.asdict(self) | {
            "median": self.median, "min": min(self.values), "max": max(self.values),
            "count": len(self.values),
        }  # fmt: skip
        del fields["values"]
        return json.dumps(fields)


def text(value):
    """A number with three figures, or all its digits before the point."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def milliseconds(seconds):
    return [1e3 * second for second in seconds]
