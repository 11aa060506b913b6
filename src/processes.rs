//! The processes of a Windows machine. Ground floor; other systems have ways of their own.

use winsafe::co::TH32CS;
use winsafe::{HPROCESSLIST, PROCESSENTRY32};

/// A running process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Process {
    /// Its number.
    pub(crate) id: u32,
    /// The number of the process that started it.
    pub(crate) parent: u32,
    /// The file name of its program.
    pub(crate) program: String,
}

/// Returns the running processes; `None` when the system does not tell.
pub(crate) fn running() -> Option<Vec<Process>> {
    let shown = |entry: &PROCESSENTRY32| Process {
        id: entry.th32ProcessID,
        parent: entry.th32ParentProcessID,
        program: entry.szExeFile(),
    };
    let mut list = HPROCESSLIST::CreateToolhelp32Snapshot(TH32CS::SNAPPROCESS, None).ok()?;
    Some(list.iter_processes().filter_map(|entry| entry.ok().map(shown)).collect())
}

#[cfg(test)]
mod tests {
    use super::running;

    #[test]
    fn this_process_runs() {
        let own = std::process::id();
        assert!(running().unwrap().iter().any(|process| process.id == own));
    }
}
