"""Signs a paper with pyHanko, tampers with it, and compares the verdicts of pyHanko with ours.

    verify.py COMMAND PAPER.pdf

COMMAND is run as `COMMAND FILE --trust ROOTS.pem --crl LIST.pem...`; its exit code is the verdict: 0 valid, 1 invalid,
2 unreadable, 3 undetermined. Everything is made in a temporary folder; nothing is asked of the network.
"""
import datetime
import io
import logging
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from asn1crypto import keys as asn1_keys, x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
OFFICIAL, SEAL = "ChuKyNguoiCoThamQuyen", "ConDauCoQuan"


class Party:
    """A key with its certificate."""

    def __init__(self, name, issuer=None, key=None, usage=("digital_signature", "content_commitment"), ca=False, eku=None,
                 until=NOW + 900 * DAY):
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        bits = dict.fromkeys(("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
                              "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
        bits.update(dict.fromkeys(usage, True))
        builder = (x509.CertificateBuilder().subject_name(subject)
                   .issuer_name(issuer.certificate.subject if issuer else subject)
                   .public_key(self.key.public_key()).serial_number(x509.random_serial_number())
                   .not_valid_before(NOW - 30 * DAY).not_valid_after(until)
                   .add_extension(x509.BasicConstraints(ca, None), True).add_extension(x509.KeyUsage(**bits), True)
                   .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False))
        if issuer:
            builder = builder.add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False)
        if eku:
            builder = builder.add_extension(x509.ExtendedKeyUsage([eku]), True)
        self.certificate = builder.sign((issuer or self).key, hashes.SHA256())

    def asn1(self):
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def asn1_key(self):
        return asn1_keys.PrivateKeyInfo.load(self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))

    def signer(self, *chain):
        store = SimpleCertificateStore()
        store.register_multiple([party.asn1() for party in chain])
        return signers.SimpleSigner(self.asn1(), self.asn1_key(), store)

    def crl(self, revoked=()):
        builder = (x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
                   .last_update(NOW - DAY).next_update(NOW + 30 * DAY))
        for party in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(party.certificate.serial_number)
                .revocation_date(NOW - 2 * DAY).build())
        return builder.sign(self.key, hashes.SHA256())


ROOT = Party("Goc thu", usage=("key_cert_sign", "crl_sign"), ca=True)
CA = Party("CA thu", ROOT, usage=("key_cert_sign", "crl_sign"), ca=True)
RSA = rsa.generate_private_key(65537, 2048)
ALICE = Party("Nguyen Van A", CA, RSA)
OFFICE = Party("UBND tinh", CA, ec.generate_private_key(ec.SECP384R1()))
TSA = Party("TSA thu", CA, RSA, usage=("digital_signature",), eku=ExtendedKeyUsageOID.TIME_STAMPING)


def sign(pdf, party, field, *, stamp=False, box=(300, 90, 400, 150), chain=(CA,), subfilter=fields.SigSeedSubFilter.PADES):
    stamper = timestamps.DummyTimeStamper(TSA.asn1(), TSA.asn1_key(), [CA.asn1()]) if stamp else None
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if field == OFFICIAL:
        fields.append_signature_field(writer, fields.SigFieldSpec(OFFICIAL, box=(350, 90, 450, 150)))
        fields.append_signature_field(writer, fields.SigFieldSpec(SEAL, box=box))
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=subfilter, md_algorithm="sha256")
    # A seal is drawn in lines, through which the words below are read.
    ring = RawContent(b"1 0 0 RG 10 10 80 40 re S", box=BoxConstraints(width=100, height=60))
    look = StaticStampStyle(background=ring, background_opacity=1) if field == SEAL else None
    out = signers.PdfSigner(meta, party.signer(*chain), timestamper=stamper, stamp_style=look).sign_pdf(writer)
    return out.getvalue()


def both(pdf, **options):
    return sign(sign(pdf, ALICE, OFFICIAL, **options), OFFICE, SEAL, **options)


def edit(pdf, change):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_of(writer):
    page = writer.root["/Pages"]
    while "/Kids" in page:
        page = page["/Kids"][0]
    return page.get_object() if hasattr(page, "get_object") else page


def change_content(writer):
    page = page_of(writer)
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 500 500 re f"))
    writer.update_container(page)


def rotate(writer):
    page = page_of(writer)
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)


def open_action(writer):
    writer.root["/OpenAction"] = generic.DictionaryObject({
        generic.pdf_name("/S"): generic.pdf_name("/JavaScript"), generic.pdf_name("/JS"): generic.pdf_string("x")})
    writer.update_root()


def annotate(writer):
    page = page_of(writer)
    note = generic.DictionaryObject({
        generic.pdf_name("/Type"): generic.pdf_name("/Annot"), generic.pdf_name("/Subtype"): generic.pdf_name("/Square"),
        generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 500, 500)])})
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def overlay(writer):
    fields.append_signature_field(writer, fields.SigFieldSpec("Che", box=(0, 0, 500, 800)))


def flip(pdf):
    at = pdf.index(b"/MediaBox") + 11
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1:]


def pyhanko_says(pdf, roots, crls):
    """0 when pyHanko calls every signature valid, else 1."""
    try:
        context = ValidationContext(trust_roots=[party.asn1() for party in roots], allow_fetching=False,
                                    crls=[crl.public_bytes(serialization.Encoding.DER) for crl in crls],
                                    revocation_mode="require")
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
        good = [validate_pdf_signature(signature, context, context).bottom_line for signature in signatures]
        return 0 if good and all(good) else 1
    except Exception:  # a file that it refuses to read
        return 1


def main():
    logging.disable(logging.CRITICAL)  # what pyHanko finds suspicious is expected
    command, paper = shlex.split(sys.argv[1]), Path(sys.argv[2]).read_bytes()
    good = [ROOT.crl(), CA.crl()]
    signed, stamped = both(paper), both(paper, stamp=True)
    once = sign(paper, ALICE, OFFICIAL)
    foreign = Party("Goc la", usage=("key_cert_sign", "crl_sign"), ca=True)
    expired = Party("Het han", CA, until=NOW - DAY)
    no_usage = Party("Sai muc dich", CA, usage=("key_encipherment",))
    third = lambda pdf: sign(pdf, ALICE, "Ba")
    tampered = edit(once, change_content)
    # name: file, roots, lists, our verdicts, and pyHanko's if facts say that it differs
    cases = {
        "B-B, one": (once, [ROOT], good, {0}, None),
        "B-B, both": (signed, [ROOT], good, {0}, None),
        "B-T, both": (stamped, [ROOT], good, {0}, None),
        "adbe.pkcs7.detached": (sign(paper, ALICE, OFFICIAL, subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
                                [ROOT], good, {0}, None),
        "third signature": (third(signed), [ROOT], good, {0}, None),
        "flipped byte": (flip(signed), [ROOT], good, {1, 2}, None),
        "foreign root, the own one not at hand": (signed, [foreign], good, {3}, None),
        "expired, no proof of the time": (sign_anyway(paper, expired), [ROOT], good, {3}, None),
        "wrong usage": (sign_anyway(paper, no_usage), [ROOT], good, {1}, None),
        "revoked": (signed, [ROOT], [ROOT.crl(), CA.crl([ALICE])], {1}, None),
        "no evidence": (signed, [ROOT], [], {3}, None),
        "page content": (tampered, [ROOT], good, {1}, None),
        "rotated": (edit(signed, rotate), [ROOT], good, {1}, None),
        "open action": (edit(signed, open_action), [ROOT], good, {1}, None),
        "annotation": (edit(signed, annotate), [ROOT], good, {1}, None),
        "between the two": (sign(tampered, OFFICE, SEAL), [ROOT], good, {1}, None),
        "empty field over the text": (edit(signed, overlay), [ROOT], good, {1}, 0),
        "junk at the end": (signed + b"junk\n", [ROOT], good, {1}, 0),
        "white space at the end": (signed + b"\n\0\0", [ROOT], good, {0}, None),
        "truncated": (signed[:-2000], [ROOT], good, {1, 2}, None),
        "not signed": (paper, [ROOT], good, {1}, None),
    }
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name, (pdf, roots, crls, ours, differs) in cases.items():
            (folder / "f.pdf").write_bytes(pdf)
            (folder / "roots.pem").write_bytes(b"".join(party.pem() for party in roots))
            arguments = [*command, str(folder / "f.pdf"), "--trust", str(folder / "roots.pem")]
            for index, crl in enumerate(crls):
                (folder / f"{index}.pem").write_bytes(crl.public_bytes(serialization.Encoding.PEM))
                arguments += ["--crl", str(folder / f"{index}.pem")]
            run = subprocess.run(arguments, capture_output=True, text=True)
            theirs = pyhanko_says(pdf, roots, crls)
            expected = differs if differs is not None else (0 if ours == {0} else 1)
            right = run.returncode in ours and theirs == expected
            failed += not right
            print(f"{'ok' if right else 'FAILED':7}{name}: ours {run.returncode}, pyHanko {theirs}")
            if not right:
                print(run.stdout[-2000:], run.stderr[-2000:])
    sys.exit(1 if failed else 0)


def sign_anyway(pdf, party):
    """Signs with a certificate that pyHanko itself would not use."""
    signer = party.signer(CA)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    fields.append_signature_field(writer, fields.SigFieldSpec(OFFICIAL, box=(350, 90, 450, 150)))
    meta = signers.PdfSignatureMetadata(field_name=OFFICIAL, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
    return signers.PdfSigner(meta, signer).sign_pdf(writer).getvalue()


if __name__ == "__main__":
    main()
