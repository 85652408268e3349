"""Where several workers share the tests: a file stays with one of them, and so do those that a build serves."""

from xdist.scheduler import LoadScopeScheduling

WITH = {"tests/e2e/test_debian.py": "tests/e2e/test_frozen.py"}
"""Files that go to the worker of another file: both use the built program, and two builds at once take each other's."""


class Crew(LoadScopeScheduling):
    """Gives out files in the order of collection: e2e, ui, unit is from the longest to the shortest."""

    def _split_scope(self, nodeid: str) -> str:
        """What stays together with the test of this ID; xdist's own word for it."""
        file = nodeid.partition("::")[0]
        return WITH.get(file, file)
