//! An owner's address under a law without districts: the commune of today, then the province.

use careful_spreadsheet::text::bare;

use super::address::{is_unit, segments};
use crate::communes::{
    NamedCommune, PlacesOfToday, Renamed, districts_in_address, is_province, split_districts,
};

/// The commune whose list an address stands in.
#[derive(Clone, Copy)]
pub(super) struct OfUnit<'a> {
    /// Its name with its kind.
    pub(super) unit: &'a str,
    /// Name of the province with its kind.
    pub(super) province: &'a str,
    /// The lists of communes; `None` where none is known.
    pub(super) places: Option<&'a PlacesOfToday>,
}

impl<'a> OfUnit<'a> {
    /// Completes an address with the commune of its column, or the unit, and the province, where it
    /// does not name them. A part that is only the name of a district is left out; the rules tell
    /// it at its cell.
    ///
    /// A commune of before 1/7/2025 that surely is the unit today is printed as today. An address
    /// that names another commune or province stays as typed: it is told at its cell, and gets no
    /// second commune or province.
    ///
    /// ```text
    /// xã Tân Uyên: "Bản Tân Hợp, xã Thân Thuộc, huyện Tân Uyên"
    ///     -> "Bản Tân Hợp, xã Tân Uyên, tỉnh Lai Châu"
    /// phường Đoàn Kết: "Bản Lùng Thàng, xã San Thàng"
    ///     -> "Bản Lùng Thàng, xã San Thàng, tỉnh Lai Châu"
    /// ```
    pub(super) fn full(self, address: Option<&str>, commune: Option<&str>) -> String {
        let typed = address.unwrap_or_default();
        let column = commune.unwrap_or_default();
        let districts = [districts_in_address(typed), districts_in_address(column)].concat();
        let renamed = self.renamed(typed, &districts);
        let kept = renamed.unwrap_or_else(|| self.without_ended(typed));
        let (kept, province) = self.split_province(&kept);
        let mut full = trimmed(kept).to_owned();
        if !self.names_commune(&full) {
            add(&mut full, &self.commune_of(column, &districts));
        }
        if !self.names_province(&full) {
            add(&mut full, province);
        }
        full
    }

    /// Returns the address with the unit in the place of a commune of before that is the unit
    /// today, without districts and provinces; `None` where it names none, or not clearly.
    fn renamed(self, typed: &str, districts: &[String]) -> Option<String> {
        let was = self.was_unit(typed, districts)?;
        let mut kept: Vec<String> = Vec::new();
        let mut is_behind = false;
        for part in typed.split([',', ';']).flat_map(|part| part.split(" - ")).map(trimmed) {
            match before_commune(part, was).filter(|_| !is_behind) {
                Some(before) => {
                    is_behind = true;
                    kept.extend((!before.is_empty()).then(|| before.to_owned()));
                    kept.push(self.unit.trim().to_owned());
                }
                None if self.is_above(part, is_behind) => {}
                None => kept.extend((!part.is_empty()).then(|| part.to_owned())),
            }
        }
        is_behind.then(|| kept.join(", "))
    }

    /// Returns the name without kind of the commune of before that a text names, where that is the
    /// unit today.
    fn was_unit(self, text: &str, districts: &[String]) -> Option<&'a str> {
        let places = self.places?;
        let Renamed { was, today } = places.renamed(text, districts)?;
        places.is_unit(today, self.unit).then_some(was)
    }

    /// Tells whether a part is only the name of a district or province above the unit, of today or
    /// before. Behind the commune its kind may be left out.
    fn is_above(self, part: &str, is_behind: bool) -> bool {
        let of_before = |places: &PlacesOfToday| {
            places.is_former_province(part) || places.is_former_district(part, is_behind)
        };
        is_province(part, self.province) || self.places.is_some_and(of_before)
    }

    /// Takes away what is only the name of a district; also a province of before, where the address
    /// names the unit or no commune.
    fn without_ended(self, typed: &str) -> String {
        let (mut kept, _) = split_districts(typed);
        let Some(places) = self.places else { return kept };
        if !self.names_commune(&kept) || self.names_unit(&kept) {
            let stays = |piece: &&str| {
                let part = trimmed(piece);
                !places.is_former_province(part) || self.names_unit(part)
            };
            kept = kept.split_inclusive([',', ';']).filter(stays).collect();
        }
        kept
    }

    /// Splits the province off where it stands last; else returns the name of the province.
    fn split_province<'b>(&'b self, address: &'b str) -> (&'b str, &'b str) {
        let address = trimmed(address);
        let (before, last) = address.rsplit_once(',').unwrap_or(("", address));
        if is_province(last, self.province) {
            (before, last.trim())
        } else {
            (address, self.province.trim())
        }
    }

    /// Returns the commune for an address that names none: that of its column, else the unit.
    fn commune_of(self, column: &str, districts: &[String]) -> String {
        let (kept, _) = split_districts(column);
        let (kept, _) = self.split_province(&kept);
        if trimmed(kept).is_empty() || self.was_unit(column, districts).is_some() {
            self.unit.trim().to_owned()
        } else {
            trimmed(kept).to_owned()
        }
    }

    /// Tells whether an address names the unit, with or without its kind.
    fn names_unit(self, address: &str) -> bool {
        let own = NamedCommune::in_column(self.unit).map(|named| bare(&named.name));
        let own = own.unwrap_or_else(|| bare(self.unit));
        segments(address).any(|segment| is_unit(&segment, own.trim()))
    }

    /// Tells whether an address names any commune. Where no list is known, an abbreviation may mean
    /// something else (`P. Kế toán`).
    fn names_commune(self, address: &str) -> bool {
        self.names_unit(address)
            || match self.places {
                Some(places) => places.names_commune(address),
                None => NamedCommune::in_address(address).is_some_and(|named| !named.abbreviated),
            }
    }

    /// Tells whether an address names any province.
    fn names_province(self, address: &str) -> bool {
        let last = segments(address).last();
        segments(address).any(|part| {
            let is_other = |places: &PlacesOfToday| {
                places.is_former_province(&part) && !self.names_unit(&part)
                    || places.is_elsewhere(&part, last.as_ref() == Some(&part))
            };
            is_province(&part, self.province)
                || part.starts_with("tinh ")
                || self.places.is_some_and(is_other)
        })
    }
}

/// Returns what stands in a part of an address before this commune and its kind; `None` where the
/// part does not name it, or says something else behind it.
fn before_commune<'a>(part: &'a str, name: &str) -> Option<&'a str> {
    let is_it = |at: &usize| {
        NamedCommune::in_address(&part[*at..]).is_some_and(|named| {
            let typed = bare(&named.name);
            bare(name) == typed.strip_suffix(" cu").unwrap_or(&typed).trim()
        })
    };
    let starts = part.char_indices().map(|(at, _)| at);
    let mut at =
        starts.filter(|at| part[..*at].chars().next_back().is_none_or(char::is_whitespace));
    // The last beginning from which the commune is still named is that of its kind.
    let at = at.rfind(is_it)?;
    (!part.contains(['(', ')', '/']))
        .then(|| part[..at].trim_end_matches([' ', '-', '–', '—', '.']))
}

fn trimmed(part: &str) -> &str {
    part.trim().trim_end_matches([',', '.', ';']).trim_end()
}

/// Adds a unit behind an address.
fn add(address: &mut String, unit: &str) {
    if !address.is_empty() {
        address.push_str(", ");
    }
    address.push_str(unit.trim());
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::OfUnit;
    use crate::communes::{Communes, PlacesOfToday};

    fn in_province(
        address: Option<&str>,
        commune: Option<&str>,
        unit: &str,
        province: &str,
    ) -> String {
        OfUnit { unit, province, places: None }.full(address, commune)
    }

    #[test]
    fn without_districts_the_province_stands_behind_the_commune() {
        let unit = "xã Tả Lèng";
        for (address, commune, expected) in [
            (Some("Bản Lùng"), None, "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu"),
            (Some("Bản Lùng"), Some("Tả Lèng"), "Bản Lùng, Tả Lèng, tỉnh Lai Châu"),
            (
                Some("Bản Lùng, xã Tả Lèng, huyện Tam Đường, tỉnh Lai Châu"),
                None,
                "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu",
            ),
            (
                Some("Bản Lùng, xã Tả Lèng, H. Tam Đường"),
                None,
                "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu",
            ),
            (Some("Bản Lùng - xã Tả Lèng"), None, "Bản Lùng - xã Tả Lèng, tỉnh Lai Châu"),
            (Some("Bản Lùng, tỉnh Lai Châu"), None, "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu"),
            (Some("Bản Lùng, Lai Châu."), None, "Bản Lùng, xã Tả Lèng, Lai Châu"),
            (None, None, "xã Tả Lèng, tỉnh Lai Châu"),
            (
                Some("Nhà khách huyện Tam Đường cũ, xã Tả Lèng"),
                None,
                "Nhà khách huyện Tam Đường cũ, xã Tả Lèng, tỉnh Lai Châu",
            ),
        ] {
            assert_eq!(in_province(address, commune, unit, "tỉnh Lai Châu"), expected);
        }
        let ward = |address, province| in_province(Some(address), None, "phường X", province);
        assert_eq!(ward("số 5, phường X, TP. Huế", "thành phố Huế"), "số 5, phường X, TP. Huế");
        assert_eq!(
            in_province(Some("tổ 2"), None, "phường Cao Bằng", "tỉnh Cao Bằng"),
            "tổ 2, phường Cao Bằng, tỉnh Cao Bằng"
        );
    }

    /// Completes an address with the lists of the program.
    fn with_lists(province: &str, unit: &str, address: &str, commune: Option<&str>) -> String {
        let places = PlacesOfToday::of(&Communes::default(), province, date!(2026 - 09 - 01));
        assert!(places.is_some(), "{province}");
        OfUnit { unit, province, places: places.as_ref() }.full(Some(address), commune)
    }

    #[test]
    fn a_commune_of_before_that_is_the_unit_today_is_printed_as_today() {
        for (unit, address, commune, expected) in [
            (
                "xã Tân Uyên",
                "Bản Tân Hợp, xã Thân Thuộc, huyện Tân Uyên, tỉnh Lai Châu",
                None,
                "Bản Tân Hợp, xã Tân Uyên, tỉnh Lai Châu",
            ),
            ("xã Tân Uyên", "Bản Tân Hợp, xã Thân Thuộc", None, "Bản Tân Hợp, xã Tân Uyên, "),
            (
                "xã Tân Uyên",
                "Bản Tân Hợp xã Thân Thuộc H. Tân Uyên",
                None,
                "Bản Tân Hợp, xã Tân Uyên, ",
            ),
            (
                "xã Tân Uyên",
                "Bản Tân Hợp - xã Thân Thuộc - Tân Uyên",
                None,
                "Bản Tân Hợp, xã Tân Uyên, ",
            ),
            ("xã Tân Uyên", "Bản Tân Hợp, xã Thân Thuộc cũ", None, "Bản Tân Hợp, xã Tân Uyên, "),
            ("xã Tân Uyên", "XÃ THÂN THUỘC, TÂN UYÊN, LAI CHÂU.", None, "xã Tân Uyên, "),
            ("xã Tân Uyên", "Bản Tân Hợp", Some("Thân Thuộc"), "Bản Tân Hợp, xã Tân Uyên, "),
            (
                "xã Tân Uyên",
                "Bản Tân Hợp",
                Some("xã Thân Thuộc, H. Tân Uyên"),
                "Bản Tân Hợp, xã Tân Uyên, ",
            ),
            ("xã Tả Lèng", "Xã Giang Ma", None, "xã Tả Lèng, "),
            ("xã Tả Lèng", "Xã Giang Ma", Some("xã Tả Lèng"), "xã Tả Lèng, "),
        ] {
            let expected = match expected.strip_suffix(", ") {
                Some(expected) => format!("{expected}, tỉnh Lai Châu"),
                None => expected.to_owned(),
            };
            let printed = with_lists("tỉnh Lai Châu", unit, address, commune);
            let printed = printed.replace("LAI CHÂU", "tỉnh Lai Châu");
            assert_eq!(printed, expected, "{address}");
        }
        let of_da_bac = |address| with_lists("tỉnh Phú Thọ", "xã Đà Bắc", address, None);
        assert_eq!(of_da_bac("Xã Tú Lý, tỉnh Hòa Bình"), "xã Đà Bắc, tỉnh Phú Thọ");
        assert_eq!(of_da_bac("Tổ 1, xã Đà Bắc, tỉnh Hoà Bình"), "Tổ 1, xã Đà Bắc, tỉnh Phú Thọ");
        // No commune ever had this name; that is told at the cell.
        assert_eq!(of_da_bac("Xã Tu Lý, tỉnh Hòa Bình"), "Xã Tu Lý, tỉnh Hòa Bình");
        let hue = |address| with_lists("thành phố Huế", "phường Thuận Hóa", address, None);
        assert_eq!(hue("Số 2, phường Phú Hội, TP. Huế"), "Số 2, phường Thuận Hóa, thành phố Huế");
        assert_eq!(hue("Số 2, P.Phú Hội"), "Số 2, phường Thuận Hóa, thành phố Huế");
    }

    #[test]
    fn an_address_never_gets_a_second_commune_or_province() {
        let printed = |unit, address, commune| with_lists("tỉnh Lai Châu", unit, address, commune);
        assert_eq!(
            printed("phường Đoàn Kết", "Bản Lùng Thàng, xã San Thàng", None),
            "Bản Lùng Thàng, xã San Thàng, tỉnh Lai Châu"
        );
        assert_eq!(
            printed("phường Đoàn Kết", "Bản Lùng Thàng", Some("San Thàng")),
            "Bản Lùng Thàng, San Thàng, tỉnh Lai Châu"
        );
        for typed in ["xã Yên Trị, tỉnh Hưng Yên", "Số 3, phường Ba Đình, TP. Hà Nội"]
        {
            assert_eq!(printed("xã Tả Lèng", typed, None), typed);
        }
        assert_eq!(
            printed("xã Tả Lèng", "Số 5, P. Kế toán", None),
            "Số 5, P. Kế toán, xã Tả Lèng, tỉnh Lai Châu"
        );
        assert_eq!(
            printed("xã Tả Lèng", "Bản Lùng, xã Tả Lèng, huyện Tam Đường", None),
            "Bản Lùng, xã Tả Lèng, tỉnh Lai Châu"
        );
    }
}
