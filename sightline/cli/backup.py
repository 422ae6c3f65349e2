"""`sightline backup` and `sightline restore`: encrypted, consistent while others work, proved before it is trusted."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.cli.start import django_ready, say, settings
from sightline.cli.trouble import Refused

if TYPE_CHECKING:
    from sightline.config.env import Values
    from sightline.upkeep.backup.keys import Lock
    from sightline.upkeep.backup.restore import Proved
    from sightline.upkeep.backup.runs import Done


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the two commands."""
    backup = subparsers.add_parser("backup", help="make an encrypted backup; Sightline may go on running")
    backup.add_argument("--to", metavar="DIR", type=Path, help="the folder it goes to instead of SIGHTLINE_BACKUP_TO")
    backup.add_argument("--prove", action="store_true", help="restore it to a copy afterwards and look hard at that")
    backup.add_argument("--json", action="store_true", help="what was made, as one JSON object")
    backup.set_defaults(run=run_backup)
    restore = subparsers.add_parser("restore", help="put a backup back, after it has proved itself on a copy")
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument(
        "--into", metavar="DIR|postgresql://…", help="another data folder or database than the one in the settings"
    )
    restore.add_argument("--key", metavar="FILE", type=Path, help="the key file that was put away with the backups")
    restore.add_argument("--passphrase-file", metavar="FILE", type=Path, help="a file that holds the passphrase")
    restore.add_argument("--check", action="store_true", help="only prove it; touch nothing that is in use")
    restore.add_argument("--yes", action="store_true", help="do not ask before something that is there is replaced")
    restore.add_argument("--json", action="store_true", help="what was done, as one JSON object")
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Make a backup of the database in use. Raises Refused."""
    django_ready()
    from django.db import connection

    from sightline.upkeep.backup import runs
    from sightline.upkeep.backup.trouble import BackupError

    if "upkeep_backuprun" not in connection.introspection.table_names():
        raise Refused("There is nothing to back up here yet. Run `sightline setup` first.")
    try:
        done = runs.back_up(to=arguments.to.expanduser().absolute() if arguments.to else None, prove=arguments.prove)
    except BackupError as error:
        raise Refused(*error.sentences) from None
    print(json.dumps(_facts(done)) if arguments.json else _words(done))
    if done.new_key is not None:
        say(
            f"The key that opens it was made: {done.new_key}\nPut a copy of that file where the backups are not. "
            "Without it no backup can be opened, by anybody."
        )
    return 0


def _facts(done: Done) -> dict[str, Any]:
    made = done.made
    return {
        "file": str(made.path), "made_at": made.made_at.isoformat(timespec="seconds"), "bytes": made.size,
        "seconds": round(made.seconds, 2), "database": made.vendor, "rows": made.rows, "trail_entry": made.head,
        "proved": done.proved is not None, "removed": list(made.removed),
    }  # fmt: skip


def _words(done: Done) -> str:
    from sightline.kit.words import count

    made = done.made
    lines = [
        f"Backed up {count(made.rows, 'row')} ({made.size / 1e6:,.1f} MB, encrypted) in {made.seconds:.1f} s to:",
        f"  {made.path}",
    ]
    if done.proved is not None:
        lines.append("It was restored to a copy and found whole: rows, migrations and trail are as they were.")
    if made.removed:
        lines.append(f"Removed the oldest: {', '.join(made.removed)}")
    return "\n".join(lines)


def run_restore(arguments: argparse.Namespace) -> int:
    """Prove a backup and put it in place. Raises Refused, having changed nothing."""
    values = _where(arguments.into)
    from sightline.config import folder
    from sightline.upkeep.backup import restore
    from sightline.upkeep.backup.trouble import BackupError

    try:
        folder.prepare(values.data)
        lock = _lock(arguments, values)
        done = restore.restore(
            arguments.file, lock, data=values.data, database_url=values.database_url, say=say,
            agree=None if arguments.check else lambda proved: _agreed(proved, values, arguments),
        )  # fmt: skip
    except folder.FolderError as error:
        raise Refused(str(error)) from None
    except BackupError as error:
        raise Refused(*error.sentences, "Nothing was changed.") from None
    if isinstance(done, restore.Proved):
        return _only_proved(done, arguments)
    _keep_key(arguments, values)
    facts = {"restored": True, "data": str(values.data), "files_aside": done.files_aside}
    facts |= {"schema_aside": done.schema_aside, **asdict(done.proved)}
    print(json.dumps(facts) if arguments.json else _restored_words(done, values))
    return 0


def _where(into: str | None) -> Values:
    """The settings, with the place to restore to; the settings kept in that very place are about to be replaced."""
    if into and into.startswith(("postgresql://", "postgres://")):
        os.environ["SIGHTLINE_DATABASE_URL"] = into
    elif into:
        os.environ["SIGHTLINE_DATA"] = into
    return settings()


def _lock(arguments: argparse.Namespace, values: Values) -> Lock:
    from sightline.upkeep.backup.chosen import lock_for
    from sightline.upkeep.backup.keys import file_lock, phrase_lock
    from sightline.upkeep.backup.trouble import BackupError

    if arguments.passphrase_file is not None:
        try:
            return phrase_lock(arguments.passphrase_file.read_text(encoding="utf-8").strip())
        except OSError as error:
            raise BackupError(f"{arguments.passphrase_file} cannot be read ({error.strerror}).") from None
    return file_lock(arguments.key) if arguments.key is not None else lock_for(values)


def _keep_key(arguments: argparse.Namespace, values: Values) -> None:
    """On a new machine the key that opened the backup is also the one for the next."""
    from sightline.kit.files import keep_once
    from sightline.upkeep.backup.chosen import key_file

    target = key_file(values)
    if arguments.key is not None and not target.exists():
        keep_once(target, arguments.key.read_bytes())


def _agreed(proved: Proved, values: Values, arguments: argparse.Namespace) -> bool:
    """Ask before something that is there is replaced. Raises Refused when nobody can be asked."""
    if proved.later is None or arguments.yes:
        return True
    say(f"The backup is whole. {_stands(proved)}")
    if not sys.stdin.isatty():
        raise Refused("Something is there already. Add --yes to replace it; it is kept aside. Nothing was changed.")
    say("Replace what is there? It is kept aside. Type yes to go on:")
    return sys.stdin.readline().strip().lower() == "yes"


def _stands(proved: Proved) -> str:
    from sightline.kit.words import count

    if not proved.later:
        return "Nothing was written here since it was made."
    return f"{count(proved.later, 'entry', 'entries').capitalize()} of the trail were written here since it was made."


def _only_proved(proved: Proved, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps({"restored": False, **asdict(proved)}))
    elif arguments.check:
        print(f"{_proved_words(proved)}\nNothing was changed.")
    else:
        print("Nothing was changed.")
    return 0


def _proved_words(proved: Proved) -> str:
    from sightline.kit.words import count

    name = f" of {proved.partnership}" if proved.partnership else ""
    lines = [
        f"The backup{name} of {proved.made_at[:16].replace('T', ' at ')} UTC is whole: "
        f"{count(proved.rows, 'row')} in {count(proved.tables, 'table')}, {count(proved.entries, 'entry', 'entries')} "
        "of the trail, each as it was written."
    ]
    if proved.migrated:
        lines.append(
            f"It was made by an older Sightline; its copy was brought up to date ({len(proved.migrated)} steps)."
        )
    return "\n".join(lines)


def _restored_words(done: Any, values: Values) -> str:
    lines = [_proved_words(done.proved), f"Restored into {values.data}. Everybody signs in anew."]
    if done.files_aside:
        lines.append(f"What was there before is in {done.files_aside}. Remove it when you are sure.")
    if done.schema_aside:
        lines.append(f"The database's former tables are in the schema {done.schema_aside}.")
    return "\n".join(lines)
