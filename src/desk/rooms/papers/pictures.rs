//! Pictures of pages that were drawn already, in memory. A picture has the key of its paper in its
//! name, so it never becomes old; those that were not asked for longest go first.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;

/// Most bytes of all pictures.
const MOST: usize = 64 << 20;

/// Most papers whose page sizes are kept.
const MOST_SIZES: usize = 4096;

/// How large a page is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scale {
    /// Beside other pages.
    Small,
    /// By itself.
    Large,
}

impl Scale {
    /// Pixels to an inch: a small page of A4 is 310 pixels wide, a large one 1190.
    pub(super) fn resolution(self) -> f64 {
        match self {
            Self::Small => 37.5,
            Self::Large => 144.0,
        }
    }
}

/// A picture: key of the paper, index of the page, scale.
pub(super) type PictureName = (String, usize, Scale);

/// Width and height of each page of a paper, in points.
pub(super) type PageSizes = Vec<(f64, f64)>;

/// The pictures.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    pictures: BTreeMap<PictureName, (Bytes, u64)>,
    /// The pictures by when they were last asked for.
    used: BTreeMap<u64, PictureName>,
    /// Number of the last request.
    last: u64,
    bytes: usize,
    sizes: BTreeMap<String, PageSizes>,
}

impl Pictures {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a picture that was drawn.
    pub(super) fn get(&self, name: &PictureName) -> Option<Bytes> {
        let kept = &mut *self.kept();
        let (bytes, used) = kept.pictures.get_mut(name)?;
        kept.last += 1;
        kept.used.remove(used);
        kept.used.insert(kept.last, name.clone());
        *used = kept.last;
        Some(bytes.clone())
    }

    /// Keeps a picture, and drops the oldest ones where they are too many.
    pub(super) fn keep(&self, name: PictureName, bytes: Bytes) {
        let kept = &mut *self.kept();
        kept.last += 1;
        kept.bytes += bytes.len();
        kept.used.insert(kept.last, name.clone());
        if let Some((old, used)) = kept.pictures.insert(name, (bytes, kept.last)) {
            kept.bytes -= old.len();
            kept.used.remove(&used);
        }
        while kept.bytes > MOST {
            let Some((_, oldest)) = kept.used.pop_first() else { return };
            if let Some((old, _)) = kept.pictures.remove(&oldest) {
                kept.bytes -= old.len();
            }
        }
    }

    /// Returns the page sizes of a paper that was laid out.
    pub(super) fn sizes(&self, key: &str) -> Option<PageSizes> {
        self.kept().sizes.get(key).cloned()
    }

    /// Keeps the page sizes of a paper.
    pub(super) fn keep_sizes(&self, key: &str, sizes: PageSizes) {
        let kept = &mut *self.kept();
        if kept.sizes.len() >= MOST_SIZES {
            kept.sizes.clear();
        }
        kept.sizes.insert(key.to_owned(), sizes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_that_nobody_asks_for_go_first() {
        let (pictures, large) = (Pictures::default(), Bytes::from(vec![0; MOST / 3]));
        let name = |page: usize| ("a".to_owned(), page, Scale::Small);
        for page in 0..3 {
            pictures.keep(name(page), large.clone());
        }
        assert!(pictures.get(&name(0)).is_some());
        pictures.keep(name(3), large.clone());
        let there: Vec<bool> = (0..4).map(|page| pictures.get(&name(page)).is_some()).collect();
        assert_eq!(there, [true, false, true, true]);
        // The same picture once more takes no more room.
        pictures.keep(name(3), large);
        assert!(pictures.get(&name(2)).is_some());
        assert_eq!(pictures.kept().bytes, MOST / 3 * 3);
    }
}
