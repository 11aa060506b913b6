//! How a cell looks, apart from any file format.

/// The one font of Vietnamese offices.
pub(crate) const FONT: &str = "Times New Roman";

/// The look of a cell. All cells wrap and are centred vertically.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Look {
    /// In points.
    pub size: u8,
    pub face: Face,
    pub align: Align,
    pub frame: Frame,
    /// How many decimals a number shows.
    pub decimals: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    Regular,
    Bold,
    Italic,
    /// Bold and underlined: the last line of either side of a letterhead.
    Ruled,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Align {
    Left,
    Centre,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Frame {
    Open,
    /// Thin lines all round.
    Boxed,
    /// Boxed on a light ground, for headings.
    Shaded,
}

// A letterhead and what stands outside the table.
pub(crate) const HEADING: Look = plain(12).face(Face::Bold).centred();
pub(crate) const HEADING_RULED: Look = HEADING.face(Face::Ruled);
pub(crate) const TITLE: Look = plain(14).face(Face::Bold).centred();
pub(crate) const REFERENCE: Look = plain(12).face(Face::Italic).centred();
pub(crate) const LABEL: Look = plain(12);
pub(crate) const ANSWER: Look = plain(12).face(Face::Bold);
pub(crate) const SIGNATURE: Look = plain(12).face(Face::Bold).centred();
pub(crate) const FOOTNOTE: Look = plain(10).face(Face::Italic);

// Inside the table.
pub(crate) const HEAD: Look = plain(11).face(Face::Bold).centred().frame(Frame::Shaded);
pub(crate) const SUBHEAD: Look = plain(10).face(Face::Italic).centred().frame(Frame::Shaded);
pub(crate) const TEXT: Look = plain(11).frame(Frame::Boxed);
pub(crate) const CENTRED: Look = TEXT.centred();
pub(crate) const POINTS: Look = CENTRED.decimals(2);
pub(crate) const POINTS_BOLD: Look = POINTS.face(Face::Bold);
pub(crate) const STRONG: Look = TEXT.face(Face::Bold);
pub(crate) const STRONG_CENTRED: Look = STRONG.centred();
pub(crate) const REMARK: Look = plain(10).face(Face::Italic).centred().frame(Frame::Boxed);

const fn plain(size: u8) -> Look {
    Look { size, face: Face::Regular, align: Align::Left, frame: Frame::Open, decimals: 0 }
}

impl Look {
    const fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    const fn centred(self) -> Self {
        Self { align: Align::Centre, ..self }
    }

    const fn frame(self, frame: Frame) -> Self {
        Self { frame, ..self }
    }

    const fn decimals(self, decimals: u8) -> Self {
        Self { decimals, ..self }
    }
}
