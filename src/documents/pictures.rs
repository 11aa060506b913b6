//! The pictures that the office puts into its templates folder: emblem, logo and frame of the
//! certificates. Nothing of them is in the program, which draws a frame of its own.

use std::io::{self, Cursor};

use png::{Decoder, Limits};

use crate::careful;
use crate::finding::{Code, Finding, Findings, Place};
use crate::templates::{Template, Templates};

/// The folder of the pictures of certificates, below `templates/`.
pub const CERTIFICATE_PICTURES: &str = "pictures/giay-chung-nhan";

/// Largest file of a picture, in bytes: it stands in every certificate.
const LARGEST: usize = 4 << 20;
/// Largest unpacked picture, in bytes.
const LARGEST_UNPACKED: usize = 128 << 20;

/// The pictures of certificates, each as the path by which layouts read it:
/// `/pictures/giay-chung-nhan/khung.png`. `None` for one that the office does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CertificatePictures {
    /// The national emblem (`quoc-huy`).
    pub(super) emblem: Option<String>,
    /// The logo of the programme (`logo`).
    pub(super) logo: Option<String>,
    /// A picture of the whole page, which stands for the frame (`khung`).
    pub(super) frame: Option<String>,
}

impl CertificatePictures {
    /// Looks for the pictures: `quoc-huy`, `logo` and `khung`, each as `.svg` or `.png`. A picture
    /// that cannot be used, and a file that is none of these, gives a finding and is left out.
    ///
    /// # Errors
    ///
    /// When the office's templates folder cannot be read.
    pub(super) fn load(templates: &Templates) -> io::Result<(Self, Findings)> {
        let mut pictures = Self::default();
        let mut findings = Findings::default();
        for template in templates.folder(CERTIFICATE_PICTURES)? {
            let file = template.name.rsplit('/').next().unwrap_or_default();
            let place = match file.split_once('.').map_or(file, |(name, _)| name) {
                "quoc-huy" => &mut pictures.emblem,
                "logo" => &mut pictures.logo,
                "khung" => &mut pictures.frame,
                _ => {
                    findings.push(unusable(&template, "tên tệp không phải tên ảnh nào"));
                    continue;
                }
            };
            match fault(&template) {
                Some(fault) => findings.push(unusable(&template, fault)),
                None if place.is_some() => {
                    findings.push(unusable(&template, "đã có một ảnh khác cùng tên, khác đuôi"));
                }
                None => *place = Some(format!("/{}", template.name)),
            }
        }
        Ok((pictures, findings))
    }
}

/// Returns what is wrong with a picture (Vietnamese, part of a sentence); `None` when it can be
/// used.
fn fault(picture: &Template) -> Option<&'static str> {
    if picture.bytes.len() > LARGEST {
        return Some("ảnh lớn hơn 4 MB");
    }
    match picture.name.rsplit('.').next() {
        Some("png") => (!is_png(&picture.bytes)).then_some("không phải ảnh PNG, hoặc bị hỏng"),
        Some("svg") => {
            let is_svg = careful::text(&picture.bytes).is_ok_and(|text| text.contains("<svg"));
            (!is_svg).then_some("không phải ảnh SVG, hoặc bị hỏng")
        }
        _ => Some("đuôi tệp không phải .png hay .svg"),
    }
}

/// Tells whether bytes are a PNG that can be unpacked to its end.
fn is_png(bytes: &[u8]) -> bool {
    let limits = Limits { bytes: LARGEST_UNPACKED };
    let decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    let Ok(mut reader) = decoder.read_info() else { return false };
    let size = reader.output_buffer_size().filter(|size| *size <= LARGEST_UNPACKED);
    size.is_some_and(|size| reader.next_frame(&mut vec![0; size]).is_ok())
}

fn unusable(picture: &Template, fault: &str) -> Finding {
    Finding::new(
        Code::PictureUnusable,
        Place::file(format!("templates/{}", picture.name)),
        format!("Ảnh này không dùng được cho giấy chứng nhận: {fault}."),
    )
    .allowed("quoc-huy, logo, khung; đuôi .png hoặc .svg; không quá 4 MB")
    .remedy(
        "Thay bằng ảnh khác, hoặc xóa tệp: khi ấy chương trình tự vẽ khung và để chỗ trống cho \
         quốc huy.",
    )
}
