"""Commands that a configuration holds for: an option that is not given takes the value that the configuration sets."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from checker.errors import ConfigError

if TYPE_CHECKING:
    from checker.config import Loaded

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPTIONS = {"format": "form", "output": "outputs"}  # where an option's value has another name than its key
_NO_OPTIONS = frozenset({"paths", "include", "exclude", "levels", "limits", "per-path-ignores"})

_config = click.option("--config", metavar="FILE", help="Configuration to use instead of the closest one.")
_isolated = click.option("--isolated", is_flag=True, help="Use no configuration.")
_exclude = click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave out of folders, in place of what is configured."
)
_force = click.option("--force-exclude", is_flag=True, help="Exclude also files that are named, as hooks name them.")
_gitignore = click.option(
    "--respect-gitignore/--no-respect-gitignore", default=True, help="Leave out of folders what git ignores."
)


def configured(command: _Command) -> _Command:
    """The options --config and --isolated."""
    return _config(_isolated(command))


def selecting(command: _Command) -> _Command:
    """The options that say what of a folder is read."""
    return _exclude(_force(_gitignore(command)))


class Configured(click.Command):
    """A command that a configuration holds for; it finds the configuration in ``config``."""

    def invoke(self, ctx: click.Context) -> Any:
        """Take the configuration in before the command runs."""
        params = ctx.params
        loaded = _loaded(params)
        by_hand = ctx.get_parameter_source("select") == ParameterSource.COMMANDLINE
        for key in loaded.origins:
            name = _OPTIONS.get(key, key.replace("-", "_"))
            other = key == "format" and ctx.command.name != "check"  # formats of listings are others
            if other or key in _NO_OPTIONS or (key == "ignore" and by_hand) or not _silent(ctx, name):
                continue
            params[name] = _taken(
                ctx, name, getattr(loaded.config, key.replace("-", "_")), f"{loaded.origins[key]}: {key}"
            )
        if by_hand:
            loaded = _unlocked(loaded)
        params["config"] = loaded
        return super().invoke(ctx)


class Checking(Configured):
    """One that takes paths: from the configuration where the command line has none."""

    def invoke(self, ctx: click.Context) -> Any:
        """As above, with paths."""
        if not ctx.params.get("paths"):
            given = _peek(ctx.params)
            if not given:
                raise click.UsageError("Missing argument 'PATHS...', and no configuration names paths.", ctx)
            ctx.params["paths"] = given
        return super().invoke(ctx)


def settings(given: dict[str, Any]) -> dict[str, Any]:
    """``given`` with what the configuration sets besides options, in the terms of ``engine.Options``."""
    from checker.globs import Globs, Selection

    loaded: Loaded = given["config"]
    own = ("config", "exclude", "force_exclude", "respect_gitignore")
    exclude = given.get("exclude")
    selection = Selection(
        include=loaded.globs("include"),
        exclude=Globs("", exclude) if exclude else loaded.globs("exclude"),
        gitignore=given.get("respect_gitignore", loaded.config.respect_gitignore),
        force_exclude=given.get("force_exclude", loaded.config.force_exclude),
    )
    unasked = ("select", "ignore", "notes", "min_confidence")  # what a command without such an option is told
    return {
        **{key: getattr(loaded.config, key) for key in unasked},
        **{key: value for key, value in given.items() if key not in own},
        "selection": selection,
        "levels": dict(loaded.config.levels),
        "limits": dict(loaded.config.limits),
        "path_ignores": loaded.path_ignores(),
    }


def _loaded(params: dict[str, Any]) -> "Loaded":
    from checker.config import find, load
    from checker.config.names import unknown

    file, isolated = params["config"], params.pop("isolated", False)
    if file and isolated:
        raise click.UsageError("--config and --isolated exclude each other")
    if isolated:
        return load(None)
    loaded = load(file, "") if file else load(find(_places(params)))
    for said in unknown(loaded):
        raise ConfigError(said)
    return loaded


def _peek(params: dict[str, Any]) -> tuple[str, ...]:
    from checker.config import find, load

    if params.get("isolated"):
        return ()
    file = params["config"]
    return (load(file, "") if file else load(find())).config.paths


def _places(params: dict[str, Any]) -> list[str]:
    named = [path for path in params.get("paths", params.get("archive", ())) if path != "-"]
    stdin = params.get("stdin_name") if "-" in params.get("paths", ()) else None
    return [*named, stdin] if stdin else named


def _silent(ctx: click.Context, name: str) -> bool:
    """Whether the command has an option that is given neither in the command line nor in the environment."""
    given = ctx.get_parameter_source(name)
    return name in ctx.params and given not in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


def _taken(ctx: click.Context, name: str, value: Any, said: str) -> Any:
    """A value as the option of that name takes it."""
    param = next(p for p in ctx.command.params if p.name == name)
    try:
        return param.process_value(ctx, value)
    except click.BadParameter as error:
        raise ConfigError(f"{said}: {error.message}") from None


def _unlocked(loaded: "Loaded") -> "Loaded":
    """Rules that are selected by hand run, also where the configuration has them off."""
    import msgspec

    levels = {name: level for name, level in loaded.config.levels.items() if level != "off"}
    return msgspec.structs.replace(loaded, config=msgspec.structs.replace(loaded.config, levels=levels))
