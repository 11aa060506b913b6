//! How a run ended, as the shell sees it.

/// How a run ended, as the shell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All clean.
    Clean = 0,
    /// Papers issued, with warnings. Of `ocop explain`: what was asked for was not found. Of `ocop
    /// verify`: not valid.
    Warnings = 1,
    /// Some files or products refused, the rest issued. Of `ocop verify`: a file that cannot be
    /// read.
    Refused = 2,
    /// Nothing could be issued. Of `ocop verify`: neither valid nor invalid.
    Nothing = 3,
    /// A fault of the program or of the machine.
    Fault = 4,
}
