//! Names of the parts of a package.

/// Resolves the name of a part of a package (ECMA-376 Part 2) that `target` gives relative to
/// `folder`, or from the root of the package where `target` begins with `/`.
///
/// The result is a name to look up in the zip container. It is never a path on a disk, and `..` does
/// not lead out of the package.
///
/// ```
/// use careful_spreadsheet::part_name;
///
/// assert_eq!(part_name("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
/// ```
pub fn part_name(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::part_name;

    #[test]
    fn parts_are_named_relative_to_the_part_that_names_them() {
        assert_eq!(part_name("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_name("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(part_name("xl/a", "..\\b\\c.xml"), "xl/b/c.xml");
        assert_eq!(part_name("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(part_name("", "./xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(part_name("", "../../xl/workbook.xml"), "xl/workbook.xml");
    }
}
