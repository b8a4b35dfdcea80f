"""Answers questions: what there is to ask, the canned questions, and one read-only statement at a time.

Imports nothing heavier than DuckDB, so that a question on the command line starts fast.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

import duckdb

from warehouse.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

ParameterType = Literal["text", "integer", "number"]
Value = str | int | float | None

_CASTS: Final[Mapping[str, type[str] | type[int] | type[float]]] = {"text": str, "integer": int, "number": float}
_QUESTION: Final = re.compile(r"-- question: (?P<question>.+)")
_PARAMETER: Final = re.compile(
    r"-- param (?P<name>[a-z_]+): (?P<type>text|integer|number) (?P<default>\"[^\"]*\"|\S+) (?P<meaning>.+)"
)
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_READING: Final = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}


@dataclass(frozen=True, slots=True)
class DatabaseObject:
    """A table or view that can be asked, with its comment and its number of rows."""

    name: str
    kind: Literal["table", "view"]
    comment: str
    n_rows: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a canned query; None as default asks for everything."""

    name: str
    type: ParameterType
    default: Value
    meaning: str


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A question with its SQL, kept in `queries/<name>.sql`."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer: names and DuckDB types of the columns, and the rows as tuples of Python values."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def list_objects(connection: duckdb.DuckDBPyConnection) -> tuple[DatabaseObject, ...]:
    """Return every table and view with its comment and row count: views first, each sorted by name."""
    found = connection.execute(
        "SELECT view_name, 'view', comment FROM duckdb_views() WHERE NOT internal AND NOT temporary "
        "UNION ALL SELECT table_name, 'table', comment FROM duckdb_tables() WHERE NOT internal AND NOT temporary "
        "ORDER BY 2 DESC, 1"
    ).fetchall()
    return tuple(DatabaseObject(name, kind, comment or "", _count(connection, name)) for name, kind, comment in found)


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    quoted = '"' + name.replace('"', '""') + '"'
    row = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()  # noqa: S608 - quoted above
    return 0 if row is None else int(row[0])


def canned(folder: Traversable | None = None) -> tuple[CannedQuery, ...]:
    """Return the canned queries by name. Raises ValueError for a file whose header breaks the form."""
    folder = folder or files("warehouse").joinpath("queries")
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return tuple(_parse(entry.name.removesuffix(".sql"), entry.read_text("utf-8")) for entry in entries)


def _parse(name: str, text: str) -> CannedQuery:
    header = [line for line in text.splitlines() if line.startswith("--")]
    question = _QUESTION.fullmatch(header[0]) if header else None
    if question is None:
        raise ValueError(f"queries/{name}.sql must begin with a line `-- question: ...`")
    parameters = []
    for line in header[1:]:
        match = _PARAMETER.fullmatch(line)
        if match is None:
            raise ValueError(f"queries/{name}.sql: {line!r} is not `-- param name: type default meaning`")
        parameters.append(_parameter(match))
    return CannedQuery(name, question["question"], tuple(parameters), text)


def _parameter(match: re.Match[str]) -> Parameter:
    default = match["default"]
    kind: ParameterType = "integer" if match["type"] == "integer" else "number" if match["type"] == "number" else "text"
    value = None if default == "null" else _CASTS[kind](default.strip('"'))
    return Parameter(match["name"], kind, value, match["meaning"])


def run_query(
    connection: duckdb.DuckDBPyConnection, query: str, params: Mapping[str, Value] | None = None
) -> QueryResult:
    """Run one statement that only reads, or the canned query of that name, and return its answer.

    `params` fill `$name` in the statement; a canned query has defaults, and takes text for numbers. Raises QueryError
    for an unknown name, for anything but one SELECT-like statement, for parameters that do not fit, and for what DuckDB
    finds wrong, with the place.
    """
    sql, given = _meant(query, dict(params or {}))
    try:
        result = connection.execute(_checked(connection, sql, given), given)
        description = result.description or []
        return QueryResult(
            tuple(column[0] for column in description),
            tuple(str(column[1]) for column in description),
            tuple(result.fetchall()),
        )
    except duckdb.Error as error:
        raise query_error(error, sql) from error


def answerable(
    connection: duckdb.DuckDBPyConnection, query: str, params: Mapping[str, Value]
) -> tuple[str, dict[str, Value]]:
    """Return the SQL and the parameters of a query that only reads, which may be the name of a table or view too.

    Raises what `run_query` raises for a query that is none.
    """
    name = query.strip()
    if _NAME.fullmatch(name) and any(found.name == name for found in list_objects(connection)):
        query = f'FROM "{name}"'
    sql, given = _meant(query, dict(params))
    try:
        _checked(connection, sql, given)
    except duckdb.Error as error:
        raise query_error(error, sql) from error
    return sql, given


def _meant(query: str, given: dict[str, Value]) -> tuple[str, dict[str, Value]]:
    """Return SQL and parameters; for the name of a canned query those that it stands for."""
    if not _NAME.fullmatch(query.strip()):
        return query, given
    chosen = _chosen(query.strip())
    return chosen.sql, _filled(chosen, given)


def _checked(connection: duckdb.DuckDBPyConnection, sql: str, given: Mapping[str, Value]) -> duckdb.Statement:
    statement = _one_statement(connection, sql)
    _check_parameters(statement.named_parameters, given)
    return statement


def _chosen(name: str) -> CannedQuery:
    known = {query.name: query for query in canned()}
    if name not in known:
        raise QueryError(
            f"there is no canned query {name}; there are: {', '.join(known)}; SQL begins with SELECT or FROM"
        )
    return known[name]


def _filled(query: CannedQuery, given: Mapping[str, Value]) -> dict[str, Value]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name}; it has: {', '.join(known) or 'none'}")
    return {name: _cast(parameter, given.get(name, parameter.default)) for name, parameter in known.items()}


def _cast(parameter: Parameter, value: Value) -> Value:
    try:
        return None if value is None else _CASTS[parameter.type](value)
    except ValueError:
        raise QueryError(f"parameter {parameter.name}: {value!r} is no {parameter.type}") from None


def _one_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"give exactly one statement that reads, such as SELECT ...; there are {len(statements)}")
    if statements[0].type not in _READING:
        raise QueryError(f"only statements that read are run (SELECT, FROM, WITH, ...), not {statements[0].type.name}")
    return statements[0]


def _check_parameters(wanted: set[str], given: Mapping[str, Value]) -> None:
    missing, excess = sorted(wanted - given.keys()), sorted(given.keys() - wanted)
    if missing:
        raise QueryError(f"no value for the parameter {', '.join(missing)}")
    if excess:
        raise QueryError(f"the statement has no parameter {', '.join(excess)}")


def query_error(error: duckdb.Error, sql: str) -> QueryError:
    """Take message and place from an error of a connection with `errors_as_json`, else the message as it is."""
    _, brace, rest = str(error).partition("{")
    try:
        told = json.loads(brace + rest)
    except json.JSONDecodeError:
        return QueryError(str(error))
    if "position" not in told:
        return QueryError(told["exception_message"])
    position = int(told["position"])
    if told.get("error_subtype") != "SYNTAX_ERROR":
        # The parser counts characters, everything behind it bytes.
        position = len(sql.encode()[:position].decode(errors="ignore"))
    before = sql[:position]
    return QueryError(told["exception_message"], before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1)
