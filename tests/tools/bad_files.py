"""Files that nobody should be able to put on an item, and how to make each of them."""

from __future__ import annotations

import io
import struct
import zipfile
from functools import cache

import pikepdf

from agenda.filetypes.virus_test import EICAR
from tests.tools.office_files import docx_file, zipped

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def pdf_file(encryption: pikepdf.Encryption | bool = False) -> bytes:
    pdf, written = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(written, encryption=encryption)
    return written.getvalue()


def locked_pdf() -> bytes:
    return pdf_file(encryption=pikepdf.Encryption(owner="ejer", user="adgangskode"))


@cache
def bomb() -> bytes:
    """A Word file of some 70 KB that unpacks to more than 64 MB."""
    written = io.BytesIO(docx_file())
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.bin", "w") as member,
    ):
        for _megabyte in range(66):
            member.write(bytes(1024 * 1024))
    return written.getvalue()


def old_office(*names: str) -> bytes:
    """As much of an old Office file as its entries."""
    entries = b""
    for name in names:
        spelt = f"{name}\0".encode("utf-16-le")
        entries += (spelt.ljust(64, b"\0") + struct.pack("<H", len(spelt))).ljust(128, b"\0")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(512, b"\0")


def locked_zip() -> bytes:
    """A Word file whose members say that they need a password."""
    content = bytearray(docx_file())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(sign)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(sign, place + 1)
    return bytes(content)


def office(folder: str, **members: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", f"{folder}/main.xml": "<main/>", **members})


def open_document(kind: str, **members: str | bytes) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mimetype, "content.xml": "<office/>", **members})


GOOD: dict[str, tuple[bytes, str]] = {
    "pdf": (pdf_file(), "application/pdf"),
    "pdf with junk before": (b"\n\n" + pdf_file(), "application/pdf"),
    "pdf that forbids copying": (pdf_file(encryption=pikepdf.Encryption(owner="ejer")), "application/pdf"),
    "docx": (docx_file(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (office("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": (office("ppt"), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "doc": (old_office("Root Entry", "WordDocument"), "application/msword"),
    "xls": (old_office("Root Entry", "Workbook"), "application/vnd.ms-excel"),
    "ppt": (old_office("Root Entry", "PowerPoint Document"), "application/vnd.ms-powerpoint"),
    "odt": (open_document("text"), "application/vnd.oasis.opendocument.text"),
    "ods": (open_document("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
    "odp": (open_document("presentation"), "application/vnd.oasis.opendocument.presentation"),
    "rtf": (rb"{\rtf1 Brev}", "application/rtf"),
    "utf-8": ("Blåbærgrød".encode(), "text/plain"),
    "utf-16": ("Blåbærgrød".encode("utf-16"), "text/plain"),
    "windows' text": ("Blåbærgrød".encode("cp1252"), "text/plain"),
    "a text that begins as a program": (b"MZ er Miljoe og Z", "text/plain"),
    "png": (PICTURE, "image/png"),
    "jpg": (b"\xff\xd8\xff\xe0" + bytes(40), "image/jpeg"),
    "gif": (b"GIF89a" + bytes(40), "image/gif"),
    "tif": (b"II*\0" + bytes(40), "image/tiff"),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
}
BAD: dict[str, tuple[bytes, str]] = {
    "0 bytes": (b"", "tom"),
    "a program": (b"MZ\x90\0" + bytes(200), "program"),
    "a program for Linux": (b"\x7fELF" + bytes(200), "program"),
    "a script": (b"#!/bin/sh\nrm -rf /", "program"),
    "a shortcut": (b"L\0\0\0\x01\x14\x02\0" + bytes(60), "program"),
    "a program in a Word file": (docx_file(**{"word/setup.bin": "MZ\x90\0" + "\0" * 99}), "program"),
    "the virus test string": (EICAR, "virus"),
    "the virus test string far down": (b"x" * 262_130 + EICAR, "virus"),
    "the virus test string in a Word file": (docx_file(**{"word/a.txt": EICAR.decode()}), "virus"),
    "the virus test string in a zip": (zipped({"a.com": EICAR}), "virus"),
    "the virus test string in a zip in a Word file": (
        zipped({"[Content_Types].xml": "", "word/a.zip": zipped({"b.zip": zipped({"a.com": EICAR})})}),
        "virus",
    ),
    "a locked PDF": (locked_pdf(), "adgangskode"),
    "a locked Word file": (old_office("Root Entry", "EncryptedPackage"), "adgangskode"),
    "a Word file with locked members": (locked_zip(), "adgangskode"),
    "a broken PDF": (b"%PDF-1.7\nintet af betydning", "beskadiget"),
    "half a Word file": (docx_file()[:3000], "beskadiget"),
    "a zip bomb": (bomb(), "pakkes ud"),
    "a zip bomb in a Word file": (office("word", **{"word/a.docx": bomb()}), "pakkes ud"),
    "macros": (office("word", **{"word/vbaProject.bin": b"x"}), "makroer"),
    "macros by the list of types": (zipped({"[Content_Types].xml": "x.macroEnabled.main+xml"}), "makroer"),
    "macros in an old file": (old_office("WordDocument", "_VBA_PROJECT"), "makroer"),
    "macros in an OpenDocument": (open_document("text", **{"Basic/script.xml": "<x/>"}), "makroer"),
    "a template": (zipped({"[Content_Types].xml": "x.template.main+xml"}), "skabelon"),
    "an OpenDocument template": (open_document("text-template"), "skabelon"),
    "a zip": (zipped({"brev.txt": "Kære Bo"}), "arkiv"),
    "another archive": (b"7z\xbc\xaf\x27\x1c" + bytes(40), "arkiv"),
    "a drawing": (open_document("graphics"), "arkiv"),
    "a mail of Outlook": (old_office("__properties_version1.0"), "mail"),
    "a picture for few": (b"\0\0\0\x18ftypheic" + bytes(40), "JPEG"),
    "something old": (old_office("Visio"), "format"),
    "something else": (b"\x01\x02\x03\x04" * 50, "format"),
    "text with gaps": ("ujævn".encode("cp1252") + b"\x81\x8d", "format"),
}
