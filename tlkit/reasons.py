"""Why the operating system refused, in words for a clerk: its own are English only."""

from __future__ import annotations

import errno

from tlkit.errors import Text

REASONS = {
    errno.ENOENT: Text("there is none of that name", "tidak ada yang bernama itu"),
    errno.EISDIR: Text("it is a folder", "itu folder, bukan berkas"),
    errno.ENOTDIR: Text("a file stands where a folder should be", "ada berkas di tempat folder seharusnya"),
    errno.EEXIST: Text("something of that name is there", "sudah ada yang bernama itu"),
    errno.ENOTEMPTY: Text("the folder is not empty", "foldernya tidak kosong"),
    errno.EACCES: Text("you have no permission", "Anda tidak punya izin"),
    errno.EPERM: Text("you have no permission", "Anda tidak punya izin"),
    errno.EROFS: Text("the disk can only be read", "disk hanya dapat dibaca"),
    errno.ENOSPC: Text("the disk is full", "disk penuh"),
    errno.EDQUOT: Text("your share of the disk is full", "jatah disk Anda penuh"),
    errno.EFBIG: Text("the file is too large", "berkas terlalu besar"),
    errno.ENAMETOOLONG: Text("the name is too long", "namanya terlalu panjang"),
    errno.ELOOP: Text("its links go in a circle", "tautannya berputar-putar"),
    errno.EMFILE: Text("too many files are open", "terlalu banyak berkas terbuka"),
    errno.ENFILE: Text("too many files are open", "terlalu banyak berkas terbuka"),
    errno.EBUSY: Text("it is in use", "sedang dipakai"),
    errno.EIO: Text("the disk has a fault", "disk bermasalah"),
    errno.EADDRINUSE: Text("another program uses it", "sedang dipakai program lain"),
    errno.EADDRNOTAVAIL: Text(
        "this computer does not have that address", "komputer ini tidak punya alamat itu"
    ),
}
"""The errors that a clerk may meet."""


def reason(error: BaseException) -> Text:
    """Why: a few words without a full stop, to stand after a colon or in brackets."""
    code = error.errno if isinstance(error, OSError) else None
    if code in REASONS:
        return REASONS[code]
    said = (isinstance(error, OSError) and error.strerror) or str(error)
    number = f"[{errno.errorcode[code]}] " if code and code in errno.errorcode else ""
    return Text(f"{number}{said}", f"{number}{said}")
