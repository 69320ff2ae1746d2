"""Mentions to claims: what a document says of the world, as values that can be compared."""

from checker.build.claim import claims
from checker.build.conversion import conversions
from checker.build.ellipsis import with_units
from checker.build.event import events
from checker.build.known import known
from checker.build.rank import ranks
from checker.build.tenure import tenures

__all__ = ["claims", "conversions", "events", "known", "ranks", "tenures", "with_units"]
