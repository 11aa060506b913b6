"""What pyHanko says of every signed paper in a folder: two signatures, sound, trusted, and nothing changed but by signing.

Papers whose name ends in `.lta.pdf` must also prove, without network, that nothing was revoked, and carry a document time
stamp.
"""

import sys
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def roots(folder):
    for _, _, der in pem.unarmor((folder / "roots.pem").read_bytes(), multiple=True):
        yield x509.Certificate.load(der)


def look(file, trusted):
    """Everything pyHanko has against a paper."""
    reader = PdfFileReader(file.open("rb"))
    signatures = reader.embedded_regular_signatures
    stamped = file.name.endswith((".bt.pdf", ".lta.pdf"))
    if [signature.field_name for signature in signatures] != ["ChuKyNguoiCoThamQuyen", "ConDauCoQuan"]:
        yield "other fields"
    for signature in signatures:
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=trusted, allow_fetching=False))
        if not (status.intact and status.valid and status.trusted and status.bottom_line):
            yield f"{signature.field_name}: {status.summary()}"
        if status.modification_level not in (
            ModificationLevel.NONE,
            ModificationLevel.LTA_UPDATES,
            ModificationLevel.FORM_FILLING,
        ):
            yield f"{signature.field_name}: {status.modification_level}"
        stamp = status.timestamp_validity
        if stamped != bool(stamp and stamp.valid and stamp.trusted):
            yield f"{signature.field_name}: time stamp"
        if file.name.endswith(".lta.pdf"):
            settings = {"trust_roots": trusted, "allow_fetching": False, "revocation_mode": "require"}
            context = DocumentSecurityStore.read_dss(reader).as_validation_context(settings)
            status = validate_pdf_signature(signature, context)
            if not status.bottom_line:
                yield f"{signature.field_name}: long term: {status.summary()}"
    if file.name.endswith(".lta.pdf") and len(reader.embedded_timestamp_signatures) != 1:
        yield "no document time stamp"


def main():
    folder = Path(sys.argv[1])
    trusted = list(roots(folder))
    wrong = 0
    for file in sorted(folder.glob("*.pdf")):
        for complaint in look(file, trusted):
            print(f"{file.name}: pyHanko: {complaint}", file=sys.stderr)
            wrong = 1
    return wrong


sys.exit(main())
