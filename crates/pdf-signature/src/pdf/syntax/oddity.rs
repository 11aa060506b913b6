//! What is written in a way that programs read differently. Whoever adds to a signed paper keeps to
//! the plain way of writing, which is all that known programs need: a list of what is plain can be
//! complete, a list of tricks cannot.

/// How something is written that is not written plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Oddity {
    /// A comment, or NUL among white space, inside an object.
    Space,
    /// A comment between objects that is no printed text.
    Comment,
    /// A name of other than printed ASCII signs, or with codes where none are needed.
    Name,
    /// A number that is longer than it need be, or one with a point where a whole one belongs.
    Number,
    /// A code in a string that stands for no byte.
    Text,
    /// Arrays and dictionaries deep in each other.
    Depth,
    /// A trailer, or the dictionary of a stream, with keys that do not belong there.
    Keys,
    /// A stream whose filters are not written by the book, or that no program packs so.
    Filter,
    /// An object stream with gaps or comments.
    Packing,
    /// A stream of references beside a table.
    Hybrid,
    /// A name that ends earlier for some programs.
    CutName,
    /// A word of which some programs read the beginning only.
    LongWord,
    /// A stream with keys that only some programs know.
    StreamKeys,
    /// Parameters without the filter they belong to.
    Parameters,
    /// An object stream whose objects do not stand in their order.
    Order,
    /// An object of number 0, or of a number that some programs do not go up to.
    ObjectNumber,
    /// An object that is there in one table and not in the other.
    TwoTables,
}

impl Oddity {
    /// Whether programs in use are known to show something else, and no program writes so: then it
    /// counts before the first signature too.
    pub(crate) fn splits(self) -> bool {
        matches!(
            self,
            Self::CutName
                | Self::LongWord
                | Self::StreamKeys
                | Self::Parameters
                | Self::Order
                | Self::ObjectNumber
                | Self::TwoTables
        )
    }

    /// What a clerk reads.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Space | Self::Comment => "có chú thích hoặc ký tự rỗng xen giữa",
            Self::Name | Self::CutName => "có tên chứa ký tự lạ",
            Self::Number => "có con số viết không đúng lối thường",
            Self::Text => "có chuỗi chữ viết mã sai",
            Self::Depth => "có nhiều lớp lồng vào nhau",
            Self::Keys => "có mục lạ",
            Self::Filter | Self::Parameters => "có dữ liệu nén không đúng lối thường",
            Self::Packing | Self::Order => "xếp các đối tượng nén không đúng lối thường",
            Self::Hybrid | Self::TwoTables => "có hai bảng tham chiếu cạnh nhau",
            Self::LongWord => "có tên hoặc con số quá dài",
            Self::StreamKeys => "có mục mà chỉ một số phần mềm hiểu",
            Self::ObjectNumber => "mang số mà không phải phần mềm nào cũng nhận",
        }
    }
}

/// Whether every program knows objects of a number.
pub(crate) fn is_object_number(number: u32) -> bool {
    const HIGHEST: u32 = 4 << 20;
    (1..HIGHEST).contains(&number)
}

/// An oddity and the byte at which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Odd {
    pub(crate) at: usize,
    pub(crate) what: Oddity,
}

/// The first oddity of something, and the first by which programs are known to differ.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Oddities {
    pub(crate) first: Option<Odd>,
    pub(crate) splitting: Option<Odd>,
}

impl Oddities {
    pub(crate) fn note(&mut self, at: usize, what: Oddity) {
        let odd = Odd { at, what };
        self.first.get_or_insert(odd);
        if what.splits() {
            self.splitting.get_or_insert(odd);
        }
    }

    /// Takes the oddities of a part over.
    pub(crate) fn add(&mut self, part: Self) {
        self.first = self.first.or(part.first);
        self.splitting = self.splitting.or(part.splitting);
    }

    /// Both, without one that is the other.
    pub(crate) fn each(self) -> impl Iterator<Item = Odd> {
        let other = self.splitting.filter(|odd| self.first != Some(*odd));
        self.first.into_iter().chain(other)
    }
}
