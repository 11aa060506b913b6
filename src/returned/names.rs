//! Names under which returned workbooks are filed.

use std::collections::BTreeSet;

use crate::documents::slug;

/// The names given so far to returned workbooks; each name is given once.
#[derive(Debug, Default)]
pub struct ReturnedNames {
    given: BTreeSet<String>,
}

impl ReturnedNames {
    /// Returns the path below the outputs folder for the returned form of `original`, e.g.
    /// `tra-lai/huyen-sin-ho/danh-sach.xlsx`. A name that was given before gets a number.
    ///
    /// `original` is a path below the inputs folder, inside an archive behind `!/`. `folder` is the
    /// folder of the district, as [`crate::documents::returned_folder`] gives it. `ending` is the
    /// ending of [`super::ReturnedWorkbook`].
    pub fn file(&mut self, folder: &str, original: &str, ending: &str) -> String {
        let stem = stem(original);
        let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
        let names = std::iter::once(stem.clone())
            .chain(numbered)
            .map(|stem| format!("{folder}/{stem}.{ending}"));
        let name = names.into_iter().find(|name| !self.given.contains(name)).unwrap_or_default();
        self.given.insert(name.clone());
        name
    }
}

/// Makes the name of a file in plain letters, without folders and ending. For a file inside an
/// archive it joins the name of the archive and the path inside it.
fn stem(original: &str) -> String {
    let parts: Vec<&str> = original.split("!/").collect();
    let inside = parts.get(1..).unwrap_or_default().join("/");
    let outside = parts.first().copied().unwrap_or_default();
    let outside = without_ending(outside.rsplit('/').next().unwrap_or(outside));
    let name = slug(&format!("{outside} {}", without_ending(&inside)));
    if name.is_empty() { "tep".to_owned() } else { name }
}

fn without_ending(name: &str) -> &str {
    name.rsplit_once('.')
        .map_or(name, |(stem, ending)| if ending.contains('/') { name } else { stem })
}

#[cfg(test)]
mod tests {
    use super::ReturnedNames;

    #[test]
    fn a_returned_file_has_the_name_of_its_original_in_plain_letters() {
        let mut names = ReturnedNames::default();
        let mut name =
            |original: &str, ending: &str| names.file("tra-lai/huyen-sin-ho", original, ending);
        assert_eq!(
            name("ho-so/Sìn Hồ/Danh sách (mới).XLSX", "xlsx"),
            "tra-lai/huyen-sin-ho/danh-sach-moi.xlsx"
        );
        assert_eq!(
            name("ho-so/danh sach moi.xls", "xlsx"),
            "tra-lai/huyen-sin-ho/danh-sach-moi-2.xlsx"
        );
        assert_eq!(
            name("a.zip!/../x.y/Biểu 1.xlsm", "xlsm"),
            "tra-lai/huyen-sin-ho/a-x-y-bieu-1.xlsm"
        );
        assert_eq!(name("….xlsx", "xlsx"), "tra-lai/huyen-sin-ho/tep.xlsx");
    }
}
