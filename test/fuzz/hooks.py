"""What Schemathesis does not check by itself."""

import re

import schemathesis
from schemathesis.core.parameters import ParameterLocation


@schemathesis.hook("map_body").apply_to(path_regex="/infer$")
def fit_shape(ctx, body):
    """A shape that fits its data, mostly: else hardly an inference would come past the door."""
    try:
        (tensor,) = body["inputs"]
        ids = [id for row in tensor["data"] for id in (row if isinstance(row, list) else [row])]
        if len(tensor["shape"]) == 1 and 0 < len(ids) <= 100:
            tensor["shape"] = [len(ids)]
    except (KeyError, TypeError, ValueError):
        pass
    return body


# What a body that is of its schema may be refused for with 400: by the problem's code or, where that
# is invalid_request, by what was expected of a value.
MEANINGS = {"contradictory_request", "unknown_filter_value", "batch_too_large"}
EXPECTED = re.compile(
    r'expected "from" to be at most "to"'
    r"|expected \[\d+\] or \[\d+, 1\], as there are so many ids"
    r"|expected (?:an integer|a string), as the datatype is (?:INT64|BYTES)"
)


@schemathesis.check
def refused_for_its_meaning(ctx, response, case):
    """A body of its schema is refused only for what a schema cannot say."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = response.json()
    messages = [error["message"] for error in problem.get("errors", [])]
    is_meant = problem["code"] in MEANINGS or (
        messages != [] and all(EXPECTED.fullmatch(message) for message in messages)
    )
    assert is_meant, f"a body of its schema was refused: {problem['detail']}"


@schemathesis.check
def problem_tells_its_status_and_request(ctx, response, case):
    """A problem says what its status line and its headers say."""
    if response.status_code < 400 or "problem+json" not in response.headers["content-type"][0]:
        return
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["requestId"] == response.headers["x-request-id"][0]


@schemathesis.check
def batch_refuses_by_itself(ctx, response, case):
    """A batch with a request that breaks its schema is answered, and that request refused."""
    body = case.meta and case.meta.components.get(ParameterLocation.BODY)
    if body is None or not body.mode.is_negative or response.status_code != 200:
        return
    if case.operation.path == "/v1/recommendations:batch":
        statuses = [entry["status"] for entry in response.json()["responses"]]
        assert 400 in statuses, f"no request of a broken batch was refused: {statuses}"


@schemathesis.check
def feedback_refuses_by_itself(ctx, response, case):
    """Events of which one breaks its schema are taken, but for that one."""
    body = case.meta and case.meta.components.get(ParameterLocation.BODY)
    if body is None or not body.mode.is_negative or response.status_code != 202:
        return
    if case.operation.path == "/v1/feedback":
        refused = response.json()["refused"]
        assert refused > 0, f"no event of a broken batch was refused: {response.json()}"
