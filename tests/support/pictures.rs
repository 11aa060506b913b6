//! Pictures of signatures and seals: dots of ink on nothing.

use png::{ColorType, Encoder};

/// A hand signature in blue.
pub(crate) fn signature() -> Vec<u8> {
    dots(60, 24, [20, 50, 170, 255])
}

/// A seal in red.
pub(crate) fn seal() -> Vec<u8> {
    dots(40, 40, [200, 20, 30, 220])
}

fn dots(width: u32, height: u32, ink: [u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    let pixels: Vec<u8> =
        (0..width * height).flat_map(|at| if at % 3 == 0 { ink } else { [0; 4] }).collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}
