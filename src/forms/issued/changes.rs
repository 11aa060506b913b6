//! What changed between two versions of a form, in words that a clerk can pass on.

use super::identity::{FormIdentity, FormMember, FormProduct};
use crate::forms::spelling::{owner_key, product_key, set_key};

/// One difference between an older version of a form and a newer one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormChange {
    /// The newer one has a product more.
    Added(ProductName),
    /// The newer one lacks a product.
    Withdrawn(ProductName),
    /// A product is called otherwise.
    Renamed(ProductName, String),
    /// The owner of a product is called otherwise: before, now.
    OwnerRenamed(ProductName, String, String),
    /// A product has another set: before, now.
    SetChanged(ProductName, String, String),
    /// The criteria of a product set are others.
    CriteriaChanged(String),
    /// The member must not score a product, for this reason.
    Closed(ProductName, String),
    /// The member may score a product that was closed.
    Opened(ProductName),
    /// The seat has another member: before, now.
    Member(String, String),
    /// Somebody else scores in place of the member: before, now; `None` for the member.
    Substitute(Option<String>, Option<String>),
    /// The unit is called otherwise: before, now.
    Unit(String, String),
    /// The round has other criteria.
    Acts,
}

/// A product with its unit, as they are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProductName {
    /// Name of the product.
    pub product: String,
    /// The unit that submitted it.
    pub unit: String,
}

impl ProductName {
    fn of(product: &FormProduct) -> Self {
        Self { product: product.name.clone(), unit: product.unit.clone() }
    }

    fn told(&self) -> String {
        format!("“{}” ({})", self.product, self.unit)
    }
}

impl FormChange {
    /// The change in words (Vietnamese, a clause).
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::Added(product) => format!("thêm sản phẩm {}", product.told()),
            Self::Withdrawn(product) => format!("bỏ sản phẩm {}", product.told()),
            Self::Renamed(product, now) => {
                format!("sản phẩm {} đổi tên thành “{now}”", product.told())
            }
            Self::OwnerRenamed(product, before, now) => {
                format!("chủ thể của {}: “{before}” đổi thành “{now}”", product.told())
            }
            Self::SetChanged(product, before, now) => {
                format!("bộ sản phẩm của {}: “{before}” đổi thành “{now}”", product.told())
            }
            Self::CriteriaChanged(set) => format!("tiêu chí của bộ “{set}” đã sửa"),
            Self::Closed(product, why) => {
                format!("khóa sản phẩm {}, không chấm: {why}", product.told())
            }
            Self::Opened(product) => format!("mở lại sản phẩm {} để chấm", product.told()),
            Self::Member(before, now) => format!("thành viên “{before}” đổi thành “{now}”"),
            Self::Substitute(_, Some(now)) => format!("người dự và chấm thay: “{now}”"),
            Self::Substitute(before, None) => {
                let before = before.as_deref().unwrap_or_default();
                format!("“{before}” không còn chấm thay; chính thành viên chấm")
            }
            Self::Unit(before, now) => format!("đơn vị “{before}” đổi tên thành “{now}”"),
            Self::Acts => "Bộ tiêu chí áp dụng đã đổi".to_owned(),
        }
    }
}

impl FormIdentity {
    /// Returns what changed since an older version of the same form, in the order of the form.
    /// Empty for the same version.
    #[must_use]
    pub fn changes_since(&self, older: &Self) -> Vec<FormChange> {
        let mut changes = Vec::new();
        if self.acts != older.acts {
            changes.push(FormChange::Acts);
        }
        if let (Some(before), Some(now)) = (&older.unit, &self.unit)
            && before.name != now.name
        {
            changes.push(FormChange::Unit(before.name.clone(), now.name.clone()));
        }
        if let (Some(before), Some(now)) = (&older.member, &self.member) {
            changes.extend(of_member(before, now));
        }
        changes.extend(of_products(&older.products, &self.products));
        changes
    }

    /// Returns the products that this version has for scoring, and an older one has not: they are
    /// not closed, and no product of the older one is the same under another name.
    #[must_use]
    pub fn open_products_missing_in<'a>(&'a self, older: &'a Self) -> Vec<&'a FormProduct> {
        let (_, added, _) = matched(&older.products, &self.products);
        added.into_iter().filter(|product| product.closed.is_none()).collect()
    }
}

fn of_member(before: &FormMember, now: &FormMember) -> Option<FormChange> {
    if before.name != now.name {
        Some(FormChange::Member(before.name.clone(), now.name.clone()))
    } else if before.substitute != now.substitute {
        Some(FormChange::Substitute(before.substitute.clone(), now.substitute.clone()))
    } else {
        None
    }
}

/// Products that stand in both versions (before, now), only in the newer, only in the older.
type MatchedProducts<'a> =
    (Vec<(&'a FormProduct, &'a FormProduct)>, Vec<&'a FormProduct>, Vec<&'a FormProduct>);

/// Finds each product of the newer version in the older one: by its key, or else as the only
/// product left of the same unit that has its name, or its owner and its set.
fn matched<'a>(older: &'a [FormProduct], newer: &'a [FormProduct]) -> MatchedProducts<'a> {
    let mut gone: Vec<&FormProduct> = older.iter().collect();
    let (mut both, mut added) = (Vec::new(), Vec::new());
    for now in newer {
        match gone.iter().position(|before| before.key == now.key) {
            Some(at) => both.push((gone.remove(at), now)),
            None => added.push(now),
        }
    }
    let alike: [fn(&FormProduct, &FormProduct) -> bool; 2] = [has_name_of, has_owner_and_set_of];
    for is_alike in alike {
        let mut still = Vec::new();
        for now in added {
            let mut possible = (0..gone.len()).filter(|at| is_alike(gone[*at], now));
            match (possible.next(), possible.next()) {
                (Some(at), None) => both.push((gone.remove(at), now)),
                _ => still.push(now),
            }
        }
        added = still;
    }
    (both, added, gone)
}

fn has_name_of(before: &FormProduct, now: &FormProduct) -> bool {
    before.unit == now.unit && product_key(&before.name) == product_key(&now.name)
}

fn has_owner_and_set_of(before: &FormProduct, now: &FormProduct) -> bool {
    before.unit == now.unit
        && owner_key(&before.owner) == owner_key(&now.owner)
        && set_key(&before.set) == set_key(&now.set)
}

fn of_products(older: &[FormProduct], newer: &[FormProduct]) -> Vec<FormChange> {
    let (both, added, gone) = matched(older, newer);
    let mut changes: Vec<FormChange> = both
        .into_iter()
        .flat_map(|(before, now)| of_product(before, now))
        .chain(added.into_iter().map(|product| FormChange::Added(ProductName::of(product))))
        .chain(gone.into_iter().map(|product| FormChange::Withdrawn(ProductName::of(product))))
        .collect();
    // The criteria of a set are told once, however many products it has.
    let mut told = Vec::new();
    changes.retain(|change| {
        let new = !matches!(change, FormChange::CriteriaChanged(_)) || !told.contains(change);
        told.push(change.clone());
        new
    });
    changes
}

fn of_product(before: &FormProduct, now: &FormProduct) -> Vec<FormChange> {
    let mut changes = Vec::new();
    let named = ProductName::of(before);
    if before.name != now.name {
        changes.push(FormChange::Renamed(named.clone(), now.name.clone()));
    }
    if before.owner != now.owner {
        let (before, now) = (before.owner.clone(), now.owner.clone());
        changes.push(FormChange::OwnerRenamed(named.clone(), before, now));
    }
    if (&before.set, &before.act) != (&now.set, &now.act) {
        let (before, now) = (before.set.clone(), now.set.clone());
        changes.push(FormChange::SetChanged(named.clone(), before, now));
    } else if before.mark != now.mark {
        changes.push(FormChange::CriteriaChanged(now.set.clone()));
    }
    match (&before.closed, &now.closed) {
        (before, Some(why)) if before.as_ref() != Some(why) => {
            changes.push(FormChange::Closed(named, why.clone()));
        }
        (Some(_), None) => changes.push(FormChange::Opened(named)),
        _ => {}
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::{FormCode, FormKind};

    fn product(name: &str, owner: &str) -> FormProduct {
        FormProduct {
            key: format!("{name}|{owner}"),
            name: name.to_owned(),
            owner: owner.to_owned(),
            unit: "xã Sìn Hồ".to_owned(),
            act: "26-2026".to_owned(),
            set: "Chè".to_owned(),
            mark: "00000000".to_owned(),
            closed: None,
        }
    }

    fn ballot(products: Vec<FormProduct>) -> FormIdentity {
        let (session, who) = (Some(1), Some(3));
        FormIdentity {
            code: FormCode { kind: FormKind::Ballot, round: 1, year: 2026, session, who, mark: 1 },
            layout: 1,
            province: "tỉnh Lai Châu".to_owned(),
            acts: vec!["26-2026".to_owned()],
            member: Some(FormMember {
                number: 3,
                name: "Bà Vũ Thị Yến".to_owned(),
                substitute: None,
            }),
            unit: None,
            products,
        }
    }

    fn told(older: &FormIdentity, newer: &FormIdentity) -> Vec<String> {
        newer.changes_since(older).iter().map(FormChange::told).collect()
    }

    #[test]
    fn a_product_more_or_less_is_named_with_its_unit() {
        let (tea, honey) = (product("Chè Tả Ngảo", "HTX A"), product("Mật ong", "HTX B"));
        let (one, two) = (ballot(vec![tea.clone()]), ballot(vec![tea, honey]));
        assert_eq!(told(&one, &two), ["thêm sản phẩm “Mật ong” (xã Sìn Hồ)"]);
        assert_eq!(told(&two, &one), ["bỏ sản phẩm “Mật ong” (xã Sìn Hồ)"]);
        assert!(told(&two, &two).is_empty());
        let missing: Vec<_> = two.open_products_missing_in(&one);
        assert_eq!(missing, [&two.products[1]]);
    }

    #[test]
    fn a_product_under_another_name_is_the_same_product() {
        let older = ballot(vec![product("Chè Tả Ngảo", "HTX A")]);
        let newer = ballot(vec![product("Chè cổ thụ Tả Ngảo", "HTX A")]);
        assert_eq!(
            told(&older, &newer),
            ["sản phẩm “Chè Tả Ngảo” (xã Sìn Hồ) đổi tên thành “Chè cổ thụ Tả Ngảo”"]
        );
        assert!(newer.open_products_missing_in(&older).is_empty());
        // Two products of the owner: which of them it was, nobody knows.
        let older = ballot(vec![product("Chè xanh", "HTX A"), product("Chè vàng", "HTX A")]);
        assert_eq!(told(&older, &newer).len(), 3);
    }

    #[test]
    fn sets_criteria_conflicts_and_people_are_told_word_by_word() {
        let before = FormProduct { closed: Some("anh em".into()), ..product("Chè", "HTX A") };
        let now = FormProduct {
            set: "Đồ uống".into(),
            owner: "HTX AB".into(),
            closed: None,
            ..before.clone()
        };
        let mut newer = ballot(vec![now]);
        newer.member = newer.member.map(|member| FormMember {
            substitute: Some("Lò Văn Hai (giả định)".into()),
            ..member
        });
        newer.acts = vec!["khac".into()];
        let said = told(&ballot(vec![before.clone()]), &newer).join("; ");
        for words in [
            "Bộ tiêu chí áp dụng đã đổi",
            "người dự và chấm thay: “Lò Văn Hai (giả định)”",
            "“HTX A” đổi thành “HTX AB”",
            "“Chè” đổi thành “Đồ uống”",
            "mở lại sản phẩm “Chè”",
        ] {
            assert!(said.contains(words), "{words}\n{said}");
        }
        let marked = |name: &str| FormProduct { mark: "1".into(), ..product(name, "HTX A") };
        let said = told(
            &ballot(vec![product("Chè", "HTX A"), product("Trà", "HTX A")]),
            &ballot(vec![marked("Chè"), marked("Trà")]),
        );
        assert_eq!(said, ["tiêu chí của bộ “Chè” đã sửa"], "once a set");
        let open = FormProduct { closed: None, ..before.clone() };
        let said = told(&ballot(vec![open]), &ballot(vec![before]));
        assert_eq!(said, ["khóa sản phẩm “Chè” (xã Sìn Hồ), không chấm: anh em"]);
    }
}
