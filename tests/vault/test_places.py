"""A folder that a network or another program can reach into is no place for a vault, and is told so."""

from pathlib import Path

import pytest

from supdesk.vault.places import NETWORK, SYNCED, risk

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/homes /home/ada/shared nfs4 rw 0 0
//server/team /mnt/team\\040files cifs rw 0 0
/dev/sdb1 /home/ada/shared/own ext4 rw 0 0
sshfs#box /srv/far fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    "folder",
    ["/home/ada/shared/v.supdesk", "/mnt/team files/v.supdesk", "/srv/far", "\\\\server\\team\\v.supdesk"],
)
def test_a_folder_on_another_computer_is_told_of(folder: str) -> None:
    assert risk(Path(folder) if folder.startswith("/") else _Unc(folder), MOUNTS) == NETWORK


class _Unc(type(Path())):
    """A path as Windows writes one on a network."""

    def absolute(self) -> "_Unc":
        return self


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("/home/ada/OneDrive/v.supdesk", "OneDrive"),
        ("/home/ada/OneDrive - Example Trust/work/v.supdesk", "OneDrive"),
        ("/home/ada/Dropbox (Personal)/v.supdesk", "Dropbox"),
        ("/Users/ada/Library/Mobile Documents/v.supdesk", "iCloud"),
        ("/home/ada/Google Drive/v.supdesk", "Google Drive"),
        ("/home/ada/Nextcloud/v.supdesk", "Nextcloud"),
    ],
)
def test_a_folder_that_a_program_copies_to_the_internet_is_told_of_by_its_name(folder: str, by: str) -> None:
    assert risk(Path(folder), MOUNTS) == SYNCED.format(by)


@pytest.mark.parametrize(
    "folder",
    [
        "/home/ada/v.supdesk",
        "/home/ada/shared/own/v.supdesk",
        "/home/ada/onedriver",
        "/mnt/team",
        "/srv/farther",
    ],
)
def test_a_folder_on_the_laptops_own_disk_is_not(folder: str) -> None:
    assert risk(Path(folder), MOUNTS) == ""


def test_the_nearest_mount_counts_in_whatever_order_they_are_listed() -> None:
    backwards = "\n".join(reversed(MOUNTS.splitlines()))
    assert risk(Path("/home/ada/shared/v.supdesk"), backwards) == NETWORK
    assert risk(Path("/home/ada/shared/own/v.supdesk"), backwards) == ""


def test_a_system_that_lists_no_mounts_is_taken_at_its_word(tmp_path: Path) -> None:
    assert risk(tmp_path / "v.supdesk", "") == ""
