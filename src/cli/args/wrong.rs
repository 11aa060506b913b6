//! The messages about arguments that cannot be understood.

use std::error::Error as _;

use clap::error::{ContextKind, ErrorKind};

/// Says what cannot be understood (Vietnamese).
pub(super) fn told(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let named = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand].map(context).concat();
    let possible = context(ContextKind::ValidValue);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => format!("không có tùy chọn `{named}`"),
        ErrorKind::InvalidSubcommand => format!("không có lệnh `{named}`"),
        ErrorKind::MissingRequiredArgument => {
            format!("còn thiếu {}", named.trim_end_matches("..."))
        }
        ErrorKind::InvalidValue if !possible.is_empty() => {
            format!("tùy chọn `{named}` phải là một trong: {possible}")
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("tùy chọn `{named}` cần một giá trị")
        }
        ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            format!("`{value}` không dùng được cho `{named}`: {}", wanted(error))
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            other if other.is_empty() => format!("`{named}` không dùng được ở chỗ này"),
            other => format!("`{named}` không đi cùng với `{other}`"),
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "lệnh này còn thiếu một lệnh con".into()
        }
        _ => error.to_string(),
    };
    format!("Không hiểu lệnh: {sentence}.\nXem hướng dẫn bằng `ocop --help`.\n")
}

/// Says what a value must be.
fn wanted(error: &clap::Error) -> String {
    let why = error.source().map(ToString::to_string).unwrap_or_default();
    // What the program's own readers say is Vietnamese.
    if !why.is_ascii() {
        return why;
    }
    "phải là một số nguyên không âm".into()
}

#[cfg(test)]
mod tests {
    use crate::cli::args::{ParsedArgs, parse};

    fn wrong(args: &str) -> String {
        match parse(args.split(' ').map(Into::into)) {
            ParsedArgs::Wrong(text) => text,
            _ => panic!("understood: {args}"),
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_what_is_possible() {
        assert!(wrong("ocop run --input x").contains("`--input`"));
        assert!(
            wrong("ocop sign a.pdf --role boss --p12 k")
                .contains("phải là một trong: cosigner, official, seal")
        );
        assert!(
            wrong("ocop sign a.pdf --role seal --p12 a --token b").contains("không đi cùng với")
        );
        assert!(wrong("ocop keys").contains("lệnh con"));
        for (args, told) in [
            ("ocop number a.pdf --number 12a", "`12a` không dùng được cho `--number <SỐ>`: ghi số"),
            ("ocop number a.pdf --number -5", "`-5` không dùng được cho `--number <SỐ>`: ghi số"),
            ("ocop number a.pdf --number +5", "chỉ gồm chữ số"),
            ("ocop number a.pdf --number 5 --instead-of 1/QĐ", "không ghi ký hiệu"),
            ("ocop number a.pdf --date 31/11/2026", "không có ngày 31/11/2026 trong lịch"),
            ("ocop number a.pdf --date 05/12/26", "ghi đủ bốn chữ số của năm, như 05/12/2026"),
            ("ocop number a.pdf --date mai", "viết ngày như 11/12/2026"),
            ("ocop sign a.pdf --role seal --secret-fd x", "phải là một số nguyên"),
        ] {
            let text = wrong(args);
            assert!(text.contains(told) && !text.contains("invalid"), "{text}");
        }
    }
}
