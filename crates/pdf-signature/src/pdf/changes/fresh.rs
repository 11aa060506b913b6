//! What an update after a signature adds: every new object belongs to something, and is what it is
//! used for.

use std::collections::BTreeSet;

use crate::der::Tlv;
use crate::der::tag::SEQUENCE;
use crate::pdf::reading::{PdfFile, View, stream_data_within};
use crate::pdf::syntax::{Dict, Object, Value, is_space};

/// What one piece of evidence may unpack to, in bytes.
const MOST: u64 = 32 << 20;
/// What no update adds to a paper that is signed.
const PAGES: [&[u8]; 3] = [b"Catalog", b"Pages", b"Page"];
/// What a file packs its objects and tables in.
const PACKING: [&[u8]; 2] = [b"ObjStm", b"XRef"];

/// What is wrong with the new objects of an update, in Vietnamese.
#[derive(Debug, Default)]
pub(crate) struct FreshFaults {
    /// Pages that nobody can have signed.
    pub(crate) pages: Vec<String>,
    /// Evidence that is none.
    pub(crate) evidence: Vec<String>,
    /// Objects that nothing leads to.
    pub(crate) unused: Vec<String>,
}

/// Judges the new objects of an update; `revision` is counted from 0.
pub(crate) fn fresh_faults(file: &PdfFile<'_>, revision: usize) -> FreshFaults {
    let (old, new) = (file.view(revision.saturating_sub(1)), file.view(revision));
    let touched = new.touched_since(old);
    let set = |number: &u32| new.get(*number).filter(|_| touched.contains(number));
    let fresh: BTreeSet<u32> = touched
        .iter()
        .copied()
        .filter(|number| old.get(*number).is_none() && new.get(*number).is_some())
        .collect();
    let is = |object: &Object<'_>, kinds: &[&[u8]]| {
        let kind = object.dict().and_then(|dict| dict.get(b"Type"));
        kind.and_then(Value::name).is_some_and(|kind| kinds.contains(&kind))
    };
    let mut faults = FreshFaults::default();
    for number in &fresh {
        if new.get(*number).is_some_and(|object| is(object, &PAGES)) {
            faults.pages.push(format!("thêm đối tượng {number} là một trang khác"));
        }
    }
    for number in evidence(new) {
        if set(&number).is_some_and(|object| !is_evidence(object)) {
            faults.evidence.push(format!(
                "đối tượng {number} trong kho chứng thư kèm theo không phải là chứng thư hay dữ \
                 liệu thu hồi"
            ));
        }
    }
    let mut unused = fresh.clone();
    let changed = touched.difference(&fresh).filter_map(|number| new.get(*number));
    let mut open: Vec<&Value<'_>> = changed.map(|object| &object.value).collect();
    open.extend([&b"Root"[..], b"Info"].into_iter().filter_map(|key| new.trailer().get(key)));
    while let Some(value) = open.pop() {
        let mut met = Vec::new();
        value.any(&mut |value| {
            met.extend(value.reference());
            false
        });
        let first = met.into_iter().filter(|number| unused.remove(number));
        open.extend(first.filter_map(|number| new.get(number)).map(|object| &object.value));
    }
    let is_lost = |number: &&u32| new.get(**number).is_some_and(|object| !is(object, &PACKING));
    faults.unused = unused
        .iter()
        .filter(is_lost)
        .map(|number| format!("thêm đối tượng {number} mà không phần nào của văn bản dùng tới"))
        .collect();
    faults
}

/// The numbers of all streams that are named as evidence.
fn evidence(view: View<'_, '_>) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let Some(store) = view.catalog().and_then(|catalog| view.dict(catalog, b"DSS")) else {
        return found;
    };
    let listed = |dict: &Dict<'_>, keys: [&[u8]; 3]| -> Vec<u32> {
        let lists = keys.into_iter().filter_map(|key| view.lookup(dict, key)?.array());
        lists.flatten().filter_map(Value::reference).collect()
    };
    found.extend(listed(store, [b"Certs", b"CRLs", b"OCSPs"]));
    let of_signatures = view.dict(store, b"VRI");
    for (_, one) in of_signatures.into_iter().flat_map(Dict::iter) {
        if let Some(one) = view.resolve(one).dict() {
            found.extend(listed(one, [b"Cert", b"CRL", b"OCSP"]));
            found.extend(one.get(b"TS").and_then(Value::reference));
        }
    }
    found
}

/// Whether an object is a stream of one DER value that ends where the stream does, but for white
/// space.
fn is_evidence(object: &Object<'_>) -> bool {
    let Ok(data) = stream_data_within(object, MOST) else { return false };
    let spaces = data.iter().rev().take_while(|byte| is_space(**byte)).count();
    // The value may end in such a byte itself.
    (0..=spaces).any(|spaces| {
        Tlv::only(&data[..data.len() - spaces]).is_ok_and(|value| value.tag == SEQUENCE)
    })
}
