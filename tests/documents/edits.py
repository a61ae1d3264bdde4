"""What a forger does to a signed PDF: appends an edit, each written into an incremental update, or flips a bit."""

import re

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign import fields


def comment(writer):
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Text"),
            pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (72, 600, 92, 620)]),
            pdf_name("/Contents"): generic.pdf_string("A remark nobody made"),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def page(writer):
    tree = writer.root["/Pages"]
    leaf = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Page"),
            pdf_name("/Parent"): writer.root.raw_get("/Pages"),
            pdf_name("/MediaBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)]),
        }
    )
    tree["/Kids"].append(writer.add_object(leaf))
    tree["/Count"] = generic.NumberObject(len(tree["/Kids"]))
    writer.update_container(tree)


def page_content(writer):
    leaf = writer.find_page_for_modification(0)[0].get_object()
    shown = leaf.raw_get("/Contents")
    writer.objects[(0, shown.idnum)] = generic.StreamObject(stream_data=b"0 0 595 842 re f")


def extra_field(writer):
    fields.append_signature_field(writer, fields.SigFieldSpec("Extra"))


def filled_field(writer):
    box = writer.root["/AcroForm"]["/Fields"]
    text = next(field for field in map(box.__getitem__, range(len(box))) if field["/FT"] == "/Tx")
    text["/V"] = generic.pdf_string("Filled in afterwards")
    writer.update_container(text)


def own_field_changed(writer):
    owner = writer.root["/AcroForm"]["/Fields"][-1]
    owner["/TU"] = generic.pdf_string("Somebody else's signature")
    writer.update_container(owner)


def title(writer):
    info = writer.trailer["/Info"]
    info["/Title"] = generic.pdf_string("Another title")
    writer.update_container(info)


def script(writer):
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(action)
    writer.update_root()


def stray_object(writer):
    writer.add_object(generic.pdf_string("Not used anywhere"))


def attachment(writer):
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    swapped = EmbeddedFileObject.from_file_data(writer, data=b"swapped", mime_type="text/plain")
    names[1]["/EF"]["/F"] = names[1]["/EF"]["/UF"] = writer.add_object(swapped)
    writer.update_container(names[1])


EDITS = (
    comment,
    page,
    page_content,
    extra_field,
    filled_field,
    own_field_changed,
    title,
    script,
    stray_object,
    attachment,
)


def covered_bytes(content: bytes) -> list[int]:
    """Every byte that the last signature covers."""
    numbers = re.findall(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", content)[-1]
    start, length, after, rest = map(int, numbers)
    return [*range(start, start + length), *range(after, after + rest)]


def flipped(content: bytes, at: int, mask: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= mask
    return bytes(changed)
