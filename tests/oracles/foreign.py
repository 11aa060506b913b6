"""Signs pages of many programs with pyHanko in many ways, forges each, and asks COMMAND what it thinks of them all.

    foreign.py COMMAND PAPER.pdf

COMMAND is run as `COMMAND FILE --trust ROOTS.pem --crl LIST.pem...`; its exit code is the verdict: 0 valid, 1 invalid,
2 unreadable, 3 undetermined. No genuine paper may be called invalid or unreadable, no forged one valid. Prints the counts by
class. Everything is made in a temporary folder; nothing is asked of the network.
"""
import collections
import io
import logging
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from asn1crypto import crl as asn1_crls
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle

from verify import CA, Party, ROOT, RSA, TSA, annotate, change_content, edit, open_action, overlay, page_of, rotate

PADES, PKCS7 = SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED
ALICE = Party("Nguyễn Văn A", CA, RSA)
OFFICE = Party("UBND tỉnh", CA, ec.generate_private_key(ec.SECP384R1()))
CLERK = Party("Văn thư", CA, ec.generate_private_key(ec.SECP256R1()))
P521 = Party("Đường cong 521", CA, ec.generate_private_key(ec.SECP521R1()))
CRLS = [ROOT.crl(), CA.crl()]


class PssParty(Party):
    """An authority and holders whose certificates are signed with RSASSA-PSS."""

    def __init__(self, name, issuer, usage=("digital_signature", "content_commitment"), ca=False):
        super().__init__(name, issuer, rsa.generate_private_key(65537, 2048), usage, ca)
        public = self.certificate
        builder = (x509.CertificateBuilder().subject_name(public.subject).issuer_name(public.issuer)
                   .public_key(public.public_key()).serial_number(public.serial_number)
                   .not_valid_before(public.not_valid_before_utc).not_valid_after(public.not_valid_after_utc))
        for extension in public.extensions:
            builder = builder.add_extension(extension.value, extension.critical)
        pss = padding.PSS(mgf=padding.MGF1(hashes.SHA256()), salt_length=padding.PSS.DIGEST_LENGTH)
        self.certificate = builder.sign(issuer.key, hashes.SHA256(), rsa_padding=pss)


# The authority above is on a curve, so one of its own stands under the root for RSASSA-PSS.
PSS_ROOT = Party("Gốc PSS", key=rsa.generate_private_key(65537, 2048), usage=("key_cert_sign", "crl_sign"), ca=True)
PSS_HOLDER = PssParty("Trần Thị PSS", PSS_ROOT)
ED_KEY = ed25519.Ed25519PrivateKey.generate()
ED = Party("Đường cong Edwards", CA, ED_KEY)


# ---- pages of many programs

TEXT = ["ỦY BAN NHÂN DÂN TỈNH", "QUYẾT ĐỊNH", "Điều 1. Công nhận mười hai sản phẩm đạt ba sao.",
        "Điều 2. Quyết định này có hiệu lực từ ngày ký."]


WRITER = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text>{}</office:text></office:body></office:document>"""


def run(*command, **options):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   timeout=120, **options)


def pages(folder, paper):
    """Name and bytes of a page of each program."""
    html = folder / "page.html"
    html.write_text("<meta charset=utf-8><style>body{font:14pt serif}</style>" + "".join(f"<p>{line}" for line in TEXT)
                    + "<table border=1><tr><td>Gạo tẻ<td>3 sao</table>", encoding="utf-8")
    writer = folder / "page.fodt"
    writer.write_text(WRITER.format("".join(f"<text:p>{line}</text:p>" for line in TEXT)), encoding="utf-8")
    run("soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir",
        folder / "lo", writer)
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/chrome",
        "--no-pdf-header-footer", f"--print-to-pdf={folder}/chromium.pdf", html.as_uri())
    office, chromium = folder / "lo" / "page.pdf", folder / "chromium.pdf"
    run("pdftocairo", "-pdf", office, folder / "cairo.pdf")
    run("qpdf", "--object-streams=generate", office, folder / "streams.pdf")
    run("qpdf", "--linearize", chromium, folder / "linear.pdf")
    run("qpdf", "--rotate=+90", chromium, folder / "rotated.pdf")
    yield "LibreOffice", office.read_bytes()
    yield "Chromium", chromium.read_bytes()
    yield "cairo", (folder / "cairo.pdf").read_bytes()
    yield "object streams", (folder / "streams.pdf").read_bytes()
    yield "linearised", (folder / "linear.pdf").read_bytes()
    yield "rotated", (folder / "rotated.pdf").read_bytes()
    yield "ours", paper


def hybrid():
    """A page as Word writes it: a table for old readers, and a stream beside it for what stands in an object stream."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}

    def put(number, body):
        places[number] = len(out)
        out.extend(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")

    def stream(keys, data):
        return f"<<{keys}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"

    put(1, b"<</Type/Catalog/Pages 2 0 R/Outlines 7 0 R>>")
    put(2, b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.32 841.92]>>")
    put(3, b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>")
    put(4, stream("", b"BT /F1 12 Tf 72 720 Td (Quyet dinh) Tj ET"))
    put(5, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    put(6, stream("/Type/ObjStm/N 1/First 4", b"7 0 <</Type/Outlines/Count 0>>"))
    places[8] = at_stream = len(out)
    rows = b"".join(kind.to_bytes(1, "big") + second.to_bytes(3, "big") + third.to_bytes(2, "big")
                    for kind, second, third in [(2, 6, 0), (1, at_stream, 0)])
    put(8, stream("/Type/XRef/Size 9/Index[7 2]/W[1 3 2]/Root 1 0 R", rows))
    at_table = len(out)
    out.extend(b"xref\n0 7\n0000000000 65535 f \n")
    for number in range(1, 7):
        out.extend(f"{places[number]:010} 00000 n \n".encode())
    out.extend(f"trailer\n<</Size 9/Root 1 0 R/XRefStm {at_stream}>>\nstartxref\n{at_table}\n%%EOF\n".encode())
    return bytes(out)


def form():
    """A page with two text fields, as programs leave blanks for number and day."""
    from reportlab.pdfgen import canvas
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(595, 842))
    page.drawString(80, 780, "So:")
    page.drawString(150, 780, "/QD-UBND")
    page.drawString(80, 700, "Noi dung quyet dinh")
    page.acroForm.textfield(name="so", x=100, y=776, width=40, height=14, borderWidth=0, value="")
    page.acroForm.textfield(name="ngay", x=385, y=776, width=24, height=14, borderWidth=0, value="")
    page.save()
    return buffer.getvalue()


# ---- signing

def writer_of(pdf):
    return IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)


def stamper(party=TSA):
    return timestamps.DummyTimeStamper(party.asn1(), party.asn1_key(), [CA.asn1()])


def sign(pdf, party=ALICE, name="Signature1", *, box=None, stamp=False, subfilter=PADES, chain=(CA,), picture=None, new=True,
         pss=False, **more):
    signer = party.signer(*chain)
    if pss:
        signer = signers.SimpleSigner(signer.signing_cert, signer.signing_key, signer.cert_registry, prefer_pss=True)
    meta = signers.PdfSignatureMetadata(field_name=name, subfilter=subfilter, **{"md_algorithm": "sha256", **more})
    spec = SigFieldSpec(name, box=box, on_page=0) if new else None
    style = TextStampStyle(stamp_text=picture, background=None) if picture else None
    tool = signers.PdfSigner(meta, signer, timestamper=stamper() if stamp else None, stamp_style=style, new_field_spec=spec)
    return tool.sign_pdf(writer_of(pdf)).getvalue()


FREE = (60, 90, 240, 150)  # empty paper on every page above


def with_fields(pdf, *specs):
    def add(writer):
        for spec in specs:
            fields.append_signature_field(writer, spec)
    return edit(pdf, add)


def fill(pdf, values, shown=None, move=False):
    """Fills text fields as a form program does: value and appearance."""
    def change(writer):
        root_form = writer.root["/AcroForm"]
        for reference in root_form["/Fields"]:
            field = reference.get_object()
            name = field.get("/T")
            if name not in values:
                continue
            text = values[name]
            field["/V"] = pdf_string(text)
            if move:
                field["/Rect"] = generic.ArrayObject([generic.NumberObject(n) for n in (80, 690, 300, 720)])
            look = generic.StreamObject({
                pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 40, 14)]),
                pdf_name("/Resources"): generic.DictionaryObject({pdf_name("/Font"): generic.DictionaryObject(
                    {pdf_name("/Helv"): root_form["/DR"]["/Font"].raw_get("/Helv")})}),
            }, stream_data=f"/Tx BMC q BT /Helv 10 Tf 0 g 2 3 Td ({shown or text}) Tj ET Q EMC".encode())
            field["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
            writer.update_container(field)
    return edit(pdf, change)


def prepared(permission, lock, seal_lock=False):
    """A form that the first signature may certify, with a place for the seal."""
    exclude = FieldMDPSpec(FieldMDPAction.EXCLUDE, ["so", "ngay", "CoQuan"]) if lock else None
    everything = FieldMDPSpec(FieldMDPAction.ALL) if seal_lock else None
    pdf = with_fields(form(), SigFieldSpec("NguoiKy", box=(350, 100, 450, 150), field_mdp_spec=exclude),
                      SigFieldSpec("CoQuan", box=(240, 90, 340, 160), field_mdp_spec=everything))
    more = {"certify": True, "docmdp_permissions": permission} if permission else {}
    return sign(pdf, name="NguoiKy", new=False, **more)


def seal(pdf):
    return sign(pdf, OFFICE, "CoQuan", new=False)


# ---- what a forger does to a signed page

def hide_and_replace(pdf):
    """A second content that nobody sees is there when it is signed; afterwards the page shows it."""
    spare = []

    def plant(writer):
        spare.append(writer.add_object(generic.StreamObject(stream_data=b"BT /F1 30 Tf 72 500 Td (Gia mao) Tj ET")))
    signed = sign(edit(pdf, plant))

    def turn(writer):
        page = page_of(writer)
        page["/Contents"] = generic.IndirectObject(spare[0].idnum, 0, writer)
        writer.update_container(page)
    return edit(signed, turn)


def more_content(writer):
    page = page_of(writer)
    added = writer.add_object(generic.StreamObject(stream_data=b"0 g 100 100 200 200 re f"))
    raw = page.raw_get("/Contents")
    contents = page["/Contents"]
    old = list(contents) if isinstance(contents, generic.ArrayObject) else [raw]
    page["/Contents"] = generic.ArrayObject([*old, added])
    writer.update_container(page)


def move_widget(writer):
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        field["/Rect"] = generic.ArrayObject([generic.NumberObject(n) for n in (60, 500, 400, 800)])
        writer.update_container(field)


def note(writer):
    """A text put on the page, as a reader's notes are."""
    page = page_of(writer)
    text = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name("/FreeText"),
        pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (100, 776, 140, 790)]),
        pdf_name("/Contents"): pdf_string("1757"), pdf_name("/DA"): pdf_string("/Helv 10 Tf 0 g")})
    page.setdefault(pdf_name("/Annots"), generic.ArrayObject())
    page["/Annots"].append(writer.add_object(text))
    writer.update_container(page)
    writer.update_container(page["/Annots"])


def another_page(writer):
    page = page_of(writer)
    twin = generic.DictionaryObject({key: page.raw_get(key) for key in page if key != "/Annots"})
    tree = page["/Parent"]
    tree["/Kids"].append(writer.add_object(twin))
    tree["/Count"] = generic.NumberObject(len(tree["/Kids"]))
    writer.update_container(tree)
    writer.update_container(tree["/Kids"])


def signature_of(writer):
    return writer.root["/AcroForm"]["/Fields"][0].get_object()["/V"]


def no_range(writer):
    """The signature says that it covers nothing."""
    value = signature_of(writer)
    value["/ByteRange"] = generic.ArrayObject([generic.NumberObject(0)] * 4)
    writer.update_container(value)


def no_contents(writer):
    value = signature_of(writer)
    value["/Contents"] = pdf_string("")
    writer.update_container(value)


def attachment(writer):
    """A file that travels along."""
    stream = writer.add_object(generic.StreamObject({pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"Gia mao"))
    spec = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Filespec"), pdf_name("/F"): pdf_string("a.txt"),
        pdf_name("/EF"): generic.DictionaryObject({pdf_name("/F"): stream})})
    names = generic.ArrayObject([pdf_string("a.txt"), writer.add_object(spec)])
    writer.root["/Names"] = generic.DictionaryObject({
        pdf_name("/EmbeddedFiles"): generic.DictionaryObject({pdf_name("/Names"): names})})
    writer.update_root()


def another_font(writer):
    """The letters of the page are drawn with another font."""
    page = page_of(writer)
    resources = page["/Resources"] if "/Resources" in page else page["/Parent"]["/Resources"]
    fonts = resources.get_object()["/Font"].get_object()
    font = fonts.raw_get(next(iter(fonts))).get_object()
    font["/BaseFont"] = pdf_name("/Symbol")
    font.pop("/ToUnicode", None)
    writer.update_container(font)


def with_annotations(change):
    """The change, on a page that may have no list of annotations yet."""
    def on(writer):
        page = page_of(writer)
        if "/Annots" not in page:
            page["/Annots"] = generic.ArrayObject()
            writer.update_container(page)
        change(writer)
    return on


def swap(pdf):
    """The same number of bytes, other words."""
    at = pdf.index(b"/MediaBox") + 11
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1:]


def over_the_text(pdf):
    """A second signer's picture over the first lines of the page."""
    return sign(pdf, OFFICE, "Che", box=(20, 650, 570, 820), picture="Nội dung khác hẳn\n" * 4)


# ---- the cases: name, class, file, allowed exits, and what is trusted if not the usual

def genuine(bases):
    for name, base in bases.items():
        once = sign(base)
        yield f"{name}: RSA, not seen", "not seen", once, {0}
        yield f"{name}: P-256, seen", "seen", sign(base, CLERK, box=FREE, picture="Đã ký"), {0}
        yield f"{name}: two signatures", "two", sign(once, OFFICE, "Signature2", md_algorithm="sha384"), {0}
        yield f"{name}: timestamps, PKCS#7", "timestamp", sign(base, stamp=True, subfilter=PKCS7), {0}
        yield f"{name}: certified, then archived", "certified", archived(sign(base, certify=True,
                                                                              docmdp_permissions=MDPPerm.NO_CHANGES)), {0}
        yield f"{name}: certified with leave, second signature", "certified, two", sign(
            sign(base, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS), OFFICE, "Signature2"), {0}
    base = bases["LibreOffice"]
    yield "RSA, SHA-512", "algorithms", sign(base, md_algorithm="sha512"), {0}
    yield "P-384, SHA-384", "algorithms", sign(base, OFFICE, md_algorithm="sha384"), {0}
    yield "RSASSA-PSS", "algorithms", sign(base, pss=True), {0}
    yield "RSASSA-PSS, SHA-384", "algorithms", sign(base, pss=True, md_algorithm="sha384"), {0}
    yield "RSASSA-PSS certificate", "algorithms", sign(base, PSS_HOLDER, chain=(), pss=True), {0}
    yield "P-521", "algorithms", sign(base, P521, md_algorithm="sha512"), {3}
    yield "Ed25519", "algorithms", sign(base, ED, md_algorithm="sha512"), {3}
    yield "long term, two timestamps", "archived", archived(archived(sign(base, stamp=True))), {0}
    yield "hybrid", "hybrid", sign(hybrid()), {0}
    yield "hybrid, two signatures", "hybrid", sign(sign(hybrid()), OFFICE, "Signature2"), {0}
    yield "three signatures", "two", sign(sign(sign(base), OFFICE, "Signature2"), CLERK, "Signature3"), {0}
    yield "no intermediate", "chain", sign(base, chain=()), {3}
    yield "timestamp of a stranger", "chain", sign_stamped_by_stranger(base), {3}
    # Fields filled in after the first signature: told, and no more than undetermined.
    values = {"so": "1757", "ngay": "11"}
    yield "form, filled before", "forms", sign(fill(form(), values)), {0}
    for what, permission, lock in [("P=2", MDPPerm.FILL_FORMS, False), ("P=2 and lock", MDPPerm.FILL_FORMS, True),
                                   ("lock", None, True), ("nothing said", None, False), ("P=3", MDPPerm.ANNOTATE, False)]:
        first = prepared(permission, lock)
        yield f"form, {what}: filled", "forms", fill(first, values), {3}
        yield f"form, {what}: filled and sealed", "forms", seal(fill(first, values)), {3}
    yield "form, seal locks all", "forms", seal(fill(prepared(MDPPerm.FILL_FORMS, True, True), values)), {3}


def archived(pdf):
    """The certificates, lists and a timestamp over all of it, as for an archive."""
    out = io.BytesIO(pdf)
    DocumentSecurityStore.add_dss(out, None, certs=[CA.asn1(), ROOT.asn1(), TSA.asn1()],
                                  crls=[asn1_crl(each) for each in CRLS], force_write=True)
    stamped = signers.PdfTimeStamper(stamper()).timestamp_pdf(writer_of(out.getvalue()), "sha256")
    return stamped.getvalue()


def asn1_crl(crl):
    return asn1_crls.CertificateList.load(crl.public_bytes(serialization.Encoding.DER))


def sign_stamped_by_stranger(pdf):
    root = Party("Gốc lạ", usage=("key_cert_sign", "crl_sign"), ca=True)
    stranger = Party("TSA lạ", root, RSA, usage=("digital_signature",), eku=ExtendedKeyUsageOID.TIME_STAMPING)
    tool = signers.PdfSigner(signers.PdfSignatureMetadata(field_name="Signature1", subfilter=PADES, md_algorithm="sha256"),
                             ALICE.signer(CA), new_field_spec=SigFieldSpec("Signature1"),
                             timestamper=timestamps.DummyTimeStamper(stranger.asn1(), stranger.asn1_key(), [root.asn1()]))
    return tool.sign_pdf(writer_of(pdf)).getvalue()


def forged(bases):
    edits = {"content added": more_content, "content swapped": change_content, "annotation": with_annotations(annotate),
             "text note": note, "empty field over the text": overlay, "rotated": rotate, "open action": open_action,
             "another page": another_page, "moved widget": move_widget, "attachment": attachment, "another font": another_font,
             "no range": no_range, "no contents": no_contents}
    for name, base in bases.items():
        signed = sign(base, box=FREE, picture="Đã ký")
        for what, change in edits.items():
            yield f"{name}: {what}", what, edit(signed, change), {1}
            if what in ("content added", "annotation", "moved widget"):
                yield f"{name}: {what}, then signed over", what, sign(edit(signed, change), OFFICE, "Signature2"), {1}
        yield f"{name}: bytes swapped", "bytes swapped", swap(signed), {1, 2}
        yield f"{name}: cut off", "cut off", signed[:-1500], {1, 2}
        yield f"{name}: junk behind the end", "junk", signed + b"junk\n", {1}
        yield f"{name}: hidden, then shown", "hide and replace", hide_and_replace(base), {1}
        yield f"{name}: picture over the text", "picture over the text", over_the_text(sign(base)), {1, 3}
    base = bases["LibreOffice"]
    yield "SHA-1", "weak", weak(base), {1}
    yield "hybrid: content swapped", "content swapped", edit_loose(sign(hybrid()), change_content), {1}
    # Certified against any change.
    none = sign(base, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    yield "certified against changes: signed over", "certified", sign_anyway(none, OFFICE, "Signature2"), {1}
    yield "certified against changes: note", "certified", edit(none, note), {1}
    notes = sign(base, certify=True, docmdp_permissions=MDPPerm.ANNOTATE)
    yield "certified with leave for notes: page stamp", "certified", edit(notes, more_content), {1}
    yield "certified with leave for notes: note", "certified", edit(notes, note), {1, 3}
    # Forms.
    values = {"so": "1757", "ngay": "11"}
    good = seal(fill(prepared(MDPPerm.FILL_FORMS, True, True), values))
    yield "form: filled again after a seal that locks", "forms", fill(good, {"so": "9999"}), {1}
    closed = sign(form(), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    yield "form: filled though certified against it", "forms", fill(closed, values), {1}
    yield "form: another value than is seen", "forms", fill(prepared(MDPPerm.FILL_FORMS, True), values, shown="9999"), {1, 3}
    yield "form: moved over the text", "forms", fill(prepared(MDPPerm.FILL_FORMS, True), values, move=True), {1}
    yield "form: a filled field replaced", "forms", fill(sign(fill(form(), values)), {"so": "9999"}), {1}
    yield "form: replaced with leave", "forms", fill(fill(prepared(MDPPerm.FILL_FORMS, False), values), {"so": "9999"}), {3}
    yield "form: page stamp after P=3", "forms", seal(edit(prepared(MDPPerm.ANNOTATE, False), more_content)), {1}
    yield "form: note after P=3", "forms", seal(edit(prepared(MDPPerm.ANNOTATE, False), note)), {1, 3}


def sign_anyway(pdf, party, name):
    """Signs though pyHanko itself would not."""
    kept = signers.PdfSigner._enforce_certification_constraints
    signers.PdfSigner._enforce_certification_constraints = lambda *_: None
    try:
        return sign(pdf, party, name)
    finally:
        signers.PdfSigner._enforce_certification_constraints = kept


def edit_loose(pdf, change):
    writer = writer_of(pdf)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def weak(pdf):
    return sign(pdf, md_algorithm="sha1", subfilter=PKCS7)


# What must be said of the papers in ../shared/signed, where they are at hand. Their revocation lists end on 5 December 2026;
# from then on what was valid is undetermined.
SHARED = {
    "08-chrome": {0, 3}, "09-word": {0, 3}, "lf-appended": {0, 3}, "42-expire-ts": {0, 3}, "signed-and-sealed-by-stranger": {0, 3},
    "DSS-1983": {3}, "testdoc-signed": {3}, "Signature-P-HU_MIC-3": {3}, "23-nochain": {3}, "32-expired": {3}, "cut3000": {2},
    "20-number-after": {1}, "minutes-secretary-after-chair": {1}, "sao-y-on-published": {1}, "41-evil-chrome": {1},
    "annex-evil": {1}, "print-to-pdf": {1},
}


def shared(command):
    """How many of the papers in ../shared/signed are judged wrongly."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "signed"
    if not folder.is_dir():
        return 0
    trust = ["--trust", folder / "root.pem", "--crl", folder / "root.crl", "--crl", folder / "sub.crl"]
    wrong = 0
    for name, allowed in SHARED.items():
        code = subprocess.run([*command, folder / f"{name}.pdf", *trust], capture_output=True).returncode
        if code not in allowed:
            wrong += 1
            print(f"FAILED shared, {name}: {code}, not {allowed}")
    print(f"shared: {len(SHARED)} papers, {wrong} judged wrongly")
    return wrong


def main():
    logging.disable(logging.CRITICAL)  # what pyHanko finds suspicious is expected
    command, paper = shlex.split(sys.argv[1]), Path(sys.argv[2]).read_bytes()
    counts = collections.defaultdict(collections.Counter)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        trust = []
        for index, party in enumerate([ROOT, PSS_ROOT]):
            (folder / f"root{index}.pem").write_bytes(party.pem())
            trust += ["--trust", str(folder / f"root{index}.pem")]
        for index, crl in enumerate([*CRLS, PSS_ROOT.crl()]):
            (folder / f"{index}.crl").write_bytes(crl.public_bytes(serialization.Encoding.PEM))
            trust += ["--crl", str(folder / f"{index}.crl")]
        bases = dict(pages(folder, paper))
        for kind, cases in [("genuine", genuine(bases)), ("forged", forged(bases))]:
            for name, group, pdf, allowed in cases:
                (folder / "f.pdf").write_bytes(pdf)
                answer = subprocess.run([*command, str(folder / "f.pdf"), *trust], capture_output=True, text=True)
                counts[kind, group][answer.returncode] += 1
                if answer.returncode not in allowed:
                    failed += 1
                    print(f"FAILED {kind}, {name}: {answer.returncode}, not {allowed}")
                    print(answer.stdout[-1500:], answer.stderr[-1500:])
                    if len(sys.argv) > 3:
                        (Path(sys.argv[3]) / f"{kind}-{name.replace('/', '_')}.pdf").write_bytes(pdf)
    titles = {0: "valid", 1: "invalid", 2: "unreadable", 3: "undetermined"}
    for (kind, group), found in counts.items():
        told = ", ".join(f"{count} {titles.get(code, code)}" for code, count in sorted(found.items()))
        print(f"{kind:8}{group:24}{told}")
    for kind in ["genuine", "forged"]:
        total = sum((found for (of, _), found in counts.items() if of == kind), collections.Counter())
        print(f"{kind}: {sum(total.values())} papers, " + ", ".join(
            f"{count} {titles.get(code, code)}" for code, count in sorted(total.items())))
    failed += shared(command)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
