//! The exit codes of the program.

/// The exit code of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// No fault. Of `ocop verify`: valid.
    Clean = 0,
    /// Papers were issued, with warnings. Of `ocop explain`: what was asked for was not found. Of
    /// `ocop verify`: not valid.
    Warnings = 1,
    /// Some files or products were refused, the rest was issued. Of `ocop verify`: a file cannot be
    /// read.
    Refused = 2,
    /// Nothing could be issued. Of `ocop verify`: it is open whether the file is valid.
    Nothing = 3,
    /// A fault of the program or of the machine.
    Fault = 4,
}
