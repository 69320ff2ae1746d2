"""JUnit XML: a suite a document, a failure for each finding that fails the run, a passing case where there is none."""

from collections.abc import Iterator

from checker.model import Finding, Report
from checker.report import wording
from checker.report.verdict import fails
from checker.report.xml import HEAD, tag, text


def render(report: Report) -> str:
    """Suites in the order of the documents, then one error for each document that was not read."""
    lines = [line for document in report.documents for line in _suite(document.path, report)]
    for one in report.unreadable:
        lines += _broken(one.path, one.reason)
    for error in report.errors:
        lines += _broken("checker", error)
    failing = sum(fails(report, f) for f in report.findings)
    broken = len(report.unreadable) + len(report.errors)
    tests = sum(line.lstrip().startswith("<testcase") for line in lines)
    start = tag("testsuites", name="checker", tests=tests, failures=failing, errors=broken)
    return "\n".join([HEAD + f"<{start}>", *lines, "</testsuites>", ""])


def _suite(path: str, report: Report) -> Iterator[str]:
    found = [f for f in report.findings if f.evidence[0].path == path]
    failing = sum(fails(report, f) for f in found)
    yield f"  <{tag('testsuite', name=path, tests=len(found) or 1, failures=failing, errors=0)}>"
    for finding in found:
        yield from _case(finding, path, failing=fails(report, finding))
    if not found:
        yield f"    <{tag('testcase', name='no findings', classname=path)}/>"
    yield "  </testsuite>"


def _case(finding: Finding, path: str, *, failing: bool) -> Iterator[str]:
    name = f"{finding.rule} {finding.fingerprint}"
    yield f"    <{tag('testcase', name=name, classname=path, file=path, line=finding.evidence[0].line)}>"
    sides = [f"{wording.place(e)}: {wording.clean(e.quote)}" for e in finding.evidence]
    body = text("\n".join([*sides, wording.clean(finding.explanation)]))
    if failing:
        yield f"      <{tag('failure', type=finding.level, message=wording.clean(finding.message))}>{body}</failure>"
    else:
        yield f"      <system-out>{text(finding.level)}: {text(wording.clean(finding.message))}\n{body}</system-out>"
    yield "    </testcase>"


def _broken(name: str, reason: str) -> Iterator[str]:
    yield f"  <{tag('testsuite', name=name, tests=1, failures=0, errors=1)}>"
    yield f"    <{tag('testcase', name='is read', classname=name)}>"
    yield f"      <{tag('error', type='unreadable', message=wording.clean(reason))}/>"
    yield "    </testcase>"
    yield "  </testsuite>"
