//! Tells who runs the program, where and when, for others who want the same outputs folder.

use std::env;
use std::process;

use crate::careful;
use crate::desk;
use crate::ledger::{Holder, began};

/// Returns the holder for a command that starts now.
pub(in crate::cli) fn now(command: &str) -> Holder {
    let at = desk::now();
    let since = format!(
        "{:02}:{:02} ngày {:02}/{:02}/{}",
        at.hour(),
        at.minute(),
        at.day(),
        u8::from(at.month()),
        at.year()
    );
    let process = process::id();
    Holder {
        user: user(),
        host: host(),
        process,
        since,
        command: command.to_owned(),
        began: began(process),
    }
}

fn user() -> String {
    first(&["USERNAME", "USER", "LOGNAME"])
}

fn host() -> String {
    let named = careful::read_file(std::path::Path::new("/proc/sys/kernel/hostname"), 1 << 10).ok();
    let named =
        named.and_then(|bytes| String::from_utf8(bytes).ok()).map(|name| name.trim().to_owned());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| first(&["COMPUTERNAME", "HOSTNAME"]))
}

/// Returns the first of these environment variables that is not empty.
fn first(names: &[&str]) -> String {
    names
        .iter()
        .filter_map(env::var_os)
        .map(|value| value.to_string_lossy().into_owned())
        .find(|value| !value.is_empty())
        .unwrap_or_default()
}
