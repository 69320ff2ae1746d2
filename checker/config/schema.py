"""What a configuration can hold. The published JSON schema is made from it: ``checker config schema``."""

from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from checker.model import Kind

FailLevel = Literal["conflict", "divergence", "never"]
Setting = Literal["conflict", "divergence", "note", "off"]
_Text = Annotated[str, Meta(min_length=1)]
_Texts = tuple[_Text, ...]


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Settings of checker. Options of the command line come before them."""

    extend: Annotated[str, Meta(description="File whose settings hold where this one is silent.")] = ""
    paths: Annotated[_Texts, Meta(description="What is checked where the command names no paths.")] = ()
    include: Annotated[
        _Texts, Meta(description="Globs: what is checked of a folder. Default: every known format.")
    ] = ()
    exclude: Annotated[_Texts, Meta(description="Globs: what is left out of a folder.")] = ()
    respect_gitignore: Annotated[bool, Meta(description="Leave out what .gitignore files name.")] = True
    force_exclude: Annotated[bool, Meta(description="Exclude also what the command names.")] = False
    against: Annotated[_Texts, Meta(description="The archive: documents to compare with.")] = ()
    facts: Annotated[_Texts, Meta(description="Fact sheets, CSV or YAML.")] = ()
    select: Annotated[_Texts, Meta(description="Kinds and rules that run. Default: all.")] = ()
    ignore: Annotated[_Texts, Meta(description="Kinds and rules that do not run.")] = ()
    levels: Annotated[
        dict[_Text, Setting], Meta(description="Level of all findings of a kind or rule; off: it does not run.")
    ] = {}
    limits: Annotated[
        dict[_Text, dict[_Text, float]], Meta(description="Limits of a rule in place of the ones in the rule pack.")
    ] = {}
    per_path_ignores: Annotated[
        dict[_Text, _Texts], Meta(description="By glob: kinds and rules whose findings are left out there.")
    ] = {}
    min_confidence: Annotated[float, Meta(ge=0, le=1, description="Leave out what is less sure.")] = 0.0
    fail_level: Annotated[FailLevel, Meta(description="Lowest level that ends a run with status 1.")] = "conflict"
    notes: Annotated[bool, Meta(description="Show also what only informs.")] = False
    format: Annotated[_Text, Meta(description="Format of the report on standard output.")] = "text"
    output: Annotated[_Texts, Meta(description="Further reports into files, each as FORMAT:PATH.")] = ()
    baseline: Annotated[str, Meta(description="File of findings that are known and left out.")] = ""
    changed_since: Annotated[
        str, Meta(description="Revision: only what is new since it and HEAD went apart is shown.")
    ] = ""
    decisions: Annotated[
        str, Meta(description="File of decisions. Default: checker-decisions.toml beside the configuration.")
    ] = ""
    cache_dir: Annotated[str, Meta(description="Folder for what was read. Default: .checker_cache here.")] = ""
    jobs: Annotated[int, Meta(ge=1, description="Processes that read documents.")] = 1
    pack: Annotated[str, Meta(description="Folder of a rule pack to use instead of the one that ships.")] = ""


def schema() -> str:
    """The JSON schema of a configuration file, as published in the wheel."""
    from checker.report import FORMATS

    made: dict[str, Any] = msgspec.json.schema(Config)
    whole = made["$defs"]["Config"]
    whole["properties"]["format"]["enum"] = list(FORMATS)
    whole["properties"]["output"]["items"]["pattern"] = f"^({'|'.join(FORMATS)}):."
    names = {"examples": sorted(get_args(Kind))}
    for key in ("select", "ignore"):
        whole["properties"][key]["items"] |= names
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$comment": "made by: checker config schema"}
    return msgspec.json.format(msgspec.json.encode({**head, **whole}), indent=2).decode() + "\n"
