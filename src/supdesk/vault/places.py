"""Folders in which a vault is not safe: shared over a network, or copied elsewhere by a program of its own."""

import re
import sys
from pathlib import Path

NETWORK = "This folder is on another computer. A vault there can be damaged: keep it on this laptop's own disk."
SYNCED = (
    "This folder is copied to the internet by {}. A vault there can be damaged, and others may get hold of it: "
    "keep it outside."
)

_SYNCING = {
    "OneDrive": re.compile(r"onedrive(?:$|\W.*)"),
    "Dropbox": re.compile(r"dropbox(?:$|\W.*)"),
    "Google Drive": re.compile(r"google ?drive(?:$|\W.*)"),
    "iCloud": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"),
    "Nextcloud": re.compile(r"(?:next|own)cloud(?:$|\W.*)"),
}
_REMOTE = re.compile(r"nfs\d?|cifs|smb\w*|9p|afs|ceph|davfs\d?|fuse\.(?:sshfs|davfs\d?|rclone|gvfsd-fuse)")
_DRIVE_REMOTE = 4


def risk(folder: Path, mounts: str | None = None) -> str:
    """A sentence when a vault should not lie in this folder, else nothing.

    `mounts` is the system's own list as Linux writes it in /proc/mounts; read there when None.
    """
    place = folder.absolute()
    if _over_network(place, _mounts() if mounts is None else mounts):
        return NETWORK
    for part in place.parts:
        for name, looks in _SYNCING.items():
            if looks.fullmatch(part.casefold()):
                return SYNCED.format(name)
    return ""


def _over_network(place: Path, mounts: str) -> bool:
    if place.drive.startswith("\\\\") or str(place).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    return bool(_REMOTE.fullmatch(_kind(place, mounts)))


def _kind(place: Path, mounts: str) -> str:
    """The kind of the file system a place lies in: that of the mount nearest above it, the last of equals."""
    found, depth = "", -1
    for line in mounts.splitlines():
        _, where, kind, *_ = [*line.split(" "), "", "", ""]
        mount = Path(where.replace("\\040", " "))
        if place.is_relative_to(mount) and len(mount.parts) >= depth:
            found, depth = kind, len(mount.parts)
    return found


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""
