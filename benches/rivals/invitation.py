"""The invitation that all tools make: one page, the same words for each, another name on each."""

HEAD = ["HỘI ĐỒNG ĐÁNH GIÁ,", "PHÂN HẠNG SẢN PHẨM", "OCOP TỈNH LAI CHÂU"]
SUBJECT = "Dự họp Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu năm 2020 (đợt 2)"
REQUESTS = [
    "Mang theo hồ sơ gốc và 05 đơn vị sản phẩm mẫu của mỗi sản phẩm.",
    "Chuẩn bị bài giới thiệu ngắn về sản phẩm và trả lời câu hỏi của Hội đồng.",
    "Trưng bày sản phẩm trước 07 giờ 30 ngày 08 tháng 12 năm 2020.",
]
CONTACT = (
    "Thông tin liên hệ: Chi cục Phát triển nông thôn, bộ phận thường trực Tổ giúp việc. Rất mong quý đơn vị "
    "thu xếp tham dự đúng thành phần và thời gian./."
)
RECIPIENTS = ["Như trên;", "Chủ tịch, các Phó Chủ tịch Hội đồng;", "Lưu: VT, HĐ."]
FACTS = [
    ("Tới dự:", "Cuộc họp đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu năm 2020 (đợt 2)."),
    ("Chủ trì:", "Ông Hà Trọng Hải, Phó Chủ tịch UBND tỉnh - Chủ tịch Hội đồng."),
    ("Thời gian:", "từ 08 giờ 00, ngày 08 và ngày 09 tháng 12 năm 2020."),
    ("Địa điểm:", "Hội trường Sở Nông nghiệp và Phát triển nông thôn."),
]
INVITES = "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu trân trọng kính mời:"


def name(number):
    """Returns the name on the invitation of this number."""
    return f"Đại diện lãnh đạo Hợp tác xã Mây Núi số {number}"


def document(number):
    """Returns the invitation as the layouts of ocop read it."""

    def run(text, bold=False):
        return {"text": text, "bold": bold, "italic": False, "unbroken": False}

    def paragraph(*runs):
        return {"kind": "paragraph", "runs": list(runs)}

    body = [paragraph(run(INVITES + " "), run(name(number), True))]
    body += [paragraph(run(head, True), run(" " + text)) for head, text in FACTS]
    body.append(paragraph(run("Nội dung đề nghị chuẩn bị:", True)))
    body += [{"kind": "item", "marker": "-", "runs": [run(text)]} for text in REQUESTS]
    body.append(paragraph(run(CONTACT)))
    return {
        "title": f"Giấy mời {name(number)}",
        "author": "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Lai Châu",
        "header": {
            "parent": ["UBND TỈNH LAI CHÂU"],
            "issuer": HEAD,
            "number": {"value": None, "symbol": "GM-HĐOCOP"},
            "place": {"place": "Lai Châu", "day": None, "month": "12", "year": "2020"},
        },
        "name": "GIẤY MỜI",
        "subject": SUBJECT,
        "addressees": [],
        "body": body,
        "signatures": [
            {"capacity": ["TM. HỘI ĐỒNG", "CHỦ TỊCH"], "post": "PHÓ CHỦ TỊCH UBND TỈNH", "name": "Hà Trọng Hải"}
        ],
        "recipients": RECIPIENTS,
        "annexes": [],
    }
