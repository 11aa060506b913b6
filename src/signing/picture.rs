//! Checks the picture of a hand signature or seal against the requirements of the decree: PNG,
//! transparent, blue or red.

use std::io::Cursor;

use pdf_signature::Role;
use png::{ColorType, Decoder, Limits, Transformations};

/// Largest file of a picture, in bytes; real pictures are far smaller.
const LARGEST: usize = 8 << 20;
/// Largest unpacked picture, in bytes.
const LARGEST_UNPACKED: usize = 256 << 20;
/// A pixel with at least this alpha is visible; below it, the pixel counts as transparent.
const SEEN: u8 = 64;
/// Smallest share of transparent pixels, in percent; a picture with fewer has a background.
const EMPTY: usize = 10;

/// A picture that can be used for signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) png: Vec<u8>,
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
}

/// Why a picture cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureFault {
    /// It is not a PNG, or is damaged.
    NotPng,
    /// It is larger than any picture of a signature.
    TooLarge,
    /// It has a background: no or almost no pixel is transparent.
    Opaque,
    /// It has no visible pixel.
    Empty,
    /// The signature is not blue, or the seal not red.
    WrongColour(Role),
}

impl PictureFault {
    /// Says what is wrong (Vietnamese, part of a sentence).
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::NotPng => "không phải ảnh PNG, hoặc bị hỏng",
            Self::TooLarge => "quá lớn",
            Self::Opaque => "không có nền trong suốt",
            Self::Empty => "không có nét nào nhìn thấy được",
            Self::WrongColour(Role::Official | Role::CoSigner(_)) => "không phải nét màu xanh",
            Self::WrongColour(Role::Seal) => "không phải màu đỏ",
        }
    }
}

impl Picture {
    /// Checks a picture for a role. Its colour is the average of all visible pixels, so that a
    /// smudge does not matter.
    pub(super) fn of(png: Vec<u8>, role: Role) -> Result<Self, PictureFault> {
        if png.len() > LARGEST {
            return Err(PictureFault::TooLarge);
        }
        let (size, pixels) = unpack(&png)?;
        let seen: Vec<&[u8]> = pixels.chunks_exact(4).filter(|pixel| pixel[3] >= SEEN).collect();
        let all = pixels.len() / 4;
        if seen.is_empty() {
            return Err(PictureFault::Empty);
        }
        if (all - seen.len()) * 100 < all * EMPTY {
            return Err(PictureFault::Opaque);
        }
        let sum = |channel: usize| seen.iter().map(|pixel| u64::from(pixel[channel])).sum::<u64>();
        let (red, green, blue) = (sum(0), sum(1), sum(2));
        let right = match role {
            Role::Official | Role::CoSigner(_) => blue > red && blue > green,
            Role::Seal => red > blue && red > green,
        };
        if right { Ok(Self { png, size }) } else { Err(PictureFault::WrongColour(role)) }
    }
}

/// Returns width and height of a picture, and its pixels as red, green, blue, alpha.
fn unpack(png: &[u8]) -> Result<((u32, u32), Vec<u8>), PictureFault> {
    let damaged = |_| PictureFault::NotPng;
    let mut decoder =
        Decoder::new_with_limits(Cursor::new(png), Limits { bytes: LARGEST_UNPACKED });
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let length = reader.output_buffer_size().filter(|length| *length <= LARGEST_UNPACKED);
    let mut pixels = vec![0; length.ok_or(PictureFault::TooLarge)?];
    let frame = reader.next_frame(&mut pixels).map_err(damaged)?;
    pixels.truncate(frame.buffer_size());
    let pixels = match frame.color_type {
        ColorType::Rgba => pixels,
        ColorType::GrayscaleAlpha => {
            pixels.chunks_exact(2).flat_map(|one| [one[0], one[0], one[0], one[1]]).collect()
        }
        _ => return Err(PictureFault::Opaque),
    };
    Ok(((frame.width, frame.height), pixels))
}

#[cfg(test)]
pub(super) fn dots(width: u32, height: u32, colour: [u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> =
        (0..width * height).flat_map(|at| if at % 2 == 0 { colour } else { [0; 4] }).collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_blue_and_a_seal_is_red() {
        let (blue, red) = (dots(20, 10, [10, 30, 160, 255]), dots(20, 20, [200, 20, 20, 200]));
        assert_eq!(Picture::of(blue.clone(), Role::Official).unwrap().size, (20, 10));
        assert!(Picture::of(red.clone(), Role::Seal).is_ok());
        assert_eq!(Picture::of(blue, Role::Seal), Err(PictureFault::WrongColour(Role::Seal)));
        assert_eq!(
            Picture::of(red, Role::Official),
            Err(PictureFault::WrongColour(Role::Official))
        );
    }

    #[test]
    fn a_picture_must_be_a_transparent_png_with_something_on_it() {
        assert_eq!(Picture::of(b"no picture".to_vec(), Role::Seal), Err(PictureFault::NotPng));
        let cut = dots(20, 20, [200, 0, 0, 255]);
        assert_eq!(
            Picture::of(cut[..cut.len() / 2].to_vec(), Role::Seal),
            Err(PictureFault::NotPng)
        );
        assert_eq!(Picture::of(dots(4, 4, [200, 0, 0, 10]), Role::Seal), Err(PictureFault::Empty));
        let mut opaque = Vec::new();
        let mut encoder = png::Encoder::new(&mut opaque, 2, 2);
        encoder.set_color(ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(&[200, 0, 0].repeat(4)).unwrap();
        assert_eq!(Picture::of(opaque, Role::Seal), Err(PictureFault::Opaque));
    }
}
