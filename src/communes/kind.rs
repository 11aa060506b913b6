//! The kinds of communes.

/// The kind of a commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommuneKind {
    /// Xã.
    Rural,
    /// Phường.
    Ward,
    /// Thị trấn, until 30/6/2025.
    Town,
    /// Đặc khu, since 1/7/2025.
    Special,
}

impl CommuneKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Rural, Self::Ward, Self::Town, Self::Special];

    /// Returns the kind as addresses write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rural => "xã",
            Self::Ward => "phường",
            Self::Town => "thị trấn",
            Self::Special => "đặc khu",
        }
    }

    /// Splits a name into the kind that it begins with and the rest; `None` when it begins with no
    /// kind.
    pub(super) fn split(name: &str) -> Option<(Self, &str)> {
        Self::ALL
            .into_iter()
            .find_map(|kind| Some((kind, name.strip_prefix(kind.name())?.strip_prefix(' ')?)))
    }

    /// Finds the kind by the letters that the lists of the program write for it.
    pub(super) fn of_letter(letter: &str) -> Option<Self> {
        match letter {
            "x" => Some(Self::Rural),
            "p" => Some(Self::Ward),
            "tt" => Some(Self::Town),
            "đk" => Some(Self::Special),
            _ => None,
        }
    }
}
