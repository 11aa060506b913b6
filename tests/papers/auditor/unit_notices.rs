//! The notices to units, held against the book.

use super::book::{Product, pad};
use super::desk::Desk;

impl Desk<'_> {
    /// A notice to a unit: its products and no other's, each with its mean.
    pub(super) fn unit_notice(&mut self) {
        let book = self.book;
        let begins = |unit: &str, count: usize| {
            format!("{unit} có {} sản phẩm đăng ký đánh giá", pad(count))
        };
        let of = |unit: &String| -> Vec<&Product> {
            book.products.iter().filter(|product| product.district == *unit).collect()
        };
        let is_meant = |unit: &&String| {
            let said = self.paper.text.to_lowercase();
            said.contains(&begins(unit, of(unit).len()).to_lowercase())
        };
        let Some(unit) = book.districts.iter().find(is_meant) else {
            return self.fault(
                "unit",
                "a unit with its count of products",
                &self.paper.text.clone(),
            );
        };
        let rows = of(unit).into_iter().zip(1..).map(|(product, number)| {
            let mean = book.mean(product).filter(|_| product.has_star());
            product.row(number) + &mean.unwrap_or_default()
        });
        let rows: Vec<String> = rows.collect();
        self.rows("products of the unit", &self.paper.text.clone(), &rows);
        let recognised = of(unit).iter().filter(|one| one.certified().is_some()).count();
        if recognised > 0 && recognised < of(unit).len() {
            self.holds("recognised", &format!("{} sản phẩm được công nhận", pad(recognised)));
        }
    }
}
