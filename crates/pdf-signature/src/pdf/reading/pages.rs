//! The pages of a file, in order.

use std::collections::BTreeSet;

use super::value::Value;
use super::{StructureFault, View};

/// How many pages and nodes above them a file may have.
const MAX_NODES: usize = 100_000;

/// The object numbers of all pages, first page first.
///
/// # Errors
///
/// [`StructureFault::NoPages`] when a node is missing, stands twice, or is not a reference.
pub(crate) fn pages(view: View<'_, '_>) -> Result<Vec<u32>, StructureFault> {
    let root = view.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Value::reference);
    let mut open = vec![root.ok_or(StructureFault::NoPages)?];
    let (mut seen, mut pages) = (BTreeSet::new(), Vec::new());
    while let Some(number) = open.pop() {
        let node = view.get(number).and_then(|object| object.dict()).ok_or(StructureFault::NoPages)?;
        if !seen.insert(number) || seen.len() > MAX_NODES {
            return Err(StructureFault::NoPages);
        }
        if node.get(b"Kids").is_none() {
            pages.push(number);
            continue;
        }
        for kid in view.array(node, b"Kids").iter().rev() {
            open.push(kid.reference().ok_or(StructureFault::NoPages)?);
        }
    }
    Ok(pages)
}
