//! The form of a list for the acts of a round: its sheets and columns, from the table `form.toml`.
//!
//! Headings, help, drop-down lists, checks while typing and the reading of what comes back all
//! follow from these columns.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::communes::Communes;
use crate::criteria::{Act, DossierItem, RoundActs, SubmittingUnits};
use crate::forms::heading::ListField;
use crate::round::Round;

/// Rows that a list has for products.
///
/// A setting, default chosen by us: the largest list of the sample round has 11 products, and a
/// commune of today sends fewer than a district did. Twenty rows print on two pages; whoever needs
/// more goes on below them.
pub const ROWS: usize = 20;

/// Words of a choice for an item of the dossier: there, missing, not asked of this product.
pub const ITEM_WORDS: [&str; 3] = ["Có", "Thiếu", "Miễn"];

/// Words of a choice for the kind of registration, in the order of
/// [`RegistrationKind::ALL`](crate::forms::RegistrationKind::ALL).
pub const REGISTRATION_WORDS: [&str; 3] = ["Lần đầu", "Nâng hạng", "Đánh giá lại"];

/// The key of the column with the number of samples. All other columns bear the names of their
/// fields in the file of words.
pub const SAMPLES_KEY: &str = "so-mau";

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("form.toml")).expect("a test reads the embedded form")
});

/// The file `form.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    sheets: Vec<SheetRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetRow {
    table: String,
    name: String,
    title: String,
    columns: Vec<ColumnRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnRow {
    key: String,
    heading: String,
    width: u16,
    value: ListValue,
    #[serde(default)]
    from: Option<ListChoice>,
    #[serde(default)]
    only: Option<OnlyWhere>,
    #[serde(default)]
    wanted: WantedWhen,
    #[serde(default)]
    help: String,
}

/// What stands in a column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListValue {
    /// The number of the row, which ties the sheets of the list.
    Order,
    /// A name that a formula takes over from the sheet of products.
    Name,
    /// Text.
    Text,
    /// One of some words.
    Choice,
    /// One of some words, or another.
    OpenChoice,
    /// Whether an item of the dossier is there.
    Item,
    /// Points.
    Number,
    /// A whole number.
    Whole,
    /// A day.
    Date,
    /// The sum of the parts, by a formula.
    Total,
    /// The star of the total, by a formula.
    Star,
}

/// Where the words of a choice come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListChoice {
    /// The product sets of the acts.
    Sets,
    /// The legal forms that the acts admit.
    Kinds,
    /// The communes of the district.
    Communes,
    /// The kinds of registration.
    Registrations,
    /// The stars that are recognised.
    Stars,
    /// Whether an item is there.
    Items,
}

/// The rounds whose lists have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OnlyWhere {
    /// Districts submit.
    Districts,
    /// The units that submit score.
    Scored,
    /// The act builds codes of products.
    Coded,
    /// The day of the dossier decides something: a transition, the times of a re-evaluation.
    Dated,
    /// The act sets times for a re-evaluation.
    EvaluatedAgain,
    /// The act says how many samples there must be.
    Counted,
}

/// When a cell of a product must be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WantedWhen {
    /// Never.
    #[default]
    Never,
    /// Always.
    Always,
    /// When the product was recognised before: it is registered for a higher star or again.
    Recognised,
    /// When the product is evaluated again.
    Again,
    /// When samples come with the dossier.
    Samples,
}

/// The form of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListForm {
    /// The sheets with tables: products, dossiers, owners.
    pub sheets: Vec<ListFormSheet>,
}

/// A sheet with a table of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFormSheet {
    /// Name of the table in the hidden row: see [`table`](super::super::keys::table).
    pub table: &'static str,
    /// Name of the sheet.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its columns, from the left.
    pub columns: Vec<ListFormColumn>,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFormColumn {
    /// Its name in the hidden row.
    pub key: String,
    /// Its heading.
    pub heading: String,
    /// Its width in digits.
    pub width: u16,
    /// What stands in it.
    pub value: ListValue,
    /// Where the words of its choice come from.
    pub choice: Option<ListChoice>,
    /// When it must be filled in.
    pub wanted: WantedWhen,
    /// The highest number of points of a part.
    pub most: Option<Decimal>,
    /// What to write (Vietnamese sentences); empty where the heading says enough.
    pub help: String,
}

impl ListForm {
    /// Returns the form of the lists of a round.
    #[must_use]
    pub fn of(round: &Round, acts: &RoundActs) -> Self {
        let sheets = TABLE.sheets.iter().map(|sheet| ListFormSheet {
            table: &sheet.table,
            name: &sheet.name,
            title: &sheet.title,
            columns: columns(sheet, round, acts),
        });
        Self { sheets: sheets.collect() }
    }

    /// Returns the sheet with this table.
    #[must_use]
    pub fn sheet(&self, table: &str) -> Option<&ListFormSheet> {
        self.sheets.iter().find(|sheet| sheet.table == table)
    }
}

/// The columns of a sheet that the lists of the round have.
fn columns(sheet: &SheetRow, round: &Round, acts: &RoundActs) -> Vec<ListFormColumn> {
    let there =
        sheet.columns.iter().filter(|row| row.only.is_none_or(|only| only.holds(round, acts)));
    let mut columns = Vec::new();
    for row in there {
        if row.value == ListValue::Item {
            columns
                .extend(items(acts).into_iter().map(|(item, name)| item_column(row, item, &name)));
            continue;
        }
        let most = most(&row.key, acts.main());
        let needed = acts.iter().find_map(samples).filter(|_| row.key == SAMPLES_KEY);
        let heading = match (most, needed) {
            (Some(most), _) => format!("{} ({most})", row.heading),
            (None, Some(needed)) => format!("{} (cần {needed})", row.heading),
            (None, None) => row.heading.clone(),
        };
        columns.push(ListFormColumn {
            key: row.key.clone(),
            heading,
            width: row.width,
            value: row.value,
            choice: row.from,
            wanted: row.wanted,
            most,
            help: row.help.clone(),
        });
    }
    columns
}

impl OnlyWhere {
    /// Whether the lists of a round have the column.
    fn holds(self, round: &Round, acts: &RoundActs) -> bool {
        match self {
            Self::Districts => acts.main().units == SubmittingUnits::District,
            Self::Scored => {
                let set = round.rules.admitted_from_star;
                set.unwrap_or_else(|| acts.main().admitted_from_star()) > 0
            }
            Self::Coded => acts.iter().any(|act| act.product_code.is_some()),
            Self::EvaluatedAgain => acts.iter().any(|act| act.registration.is_some()),
            Self::Dated => Self::EvaluatedAgain.holds(round, acts) || acts.newer().is_some(),
            Self::Counted => acts.iter().any(|act| samples(act).is_some()),
        }
    }
}

/// How many samples an act asks for, where lists are asked about samples and it says a number.
fn samples(act: &Act) -> Option<u16> {
    let dossier = act.dossier.as_ref()?;
    dossier.samples.filter(|_| dossier.asked().any(|item| item == DossierItem::Samples))
}

/// The items about which the acts ask, with the name that the first act to ask has for each.
pub(super) fn items(acts: &RoundActs) -> Vec<(DossierItem, String)> {
    let mut items: Vec<(DossierItem, String)> = Vec::new();
    for dossier in acts.iter().filter_map(|act| act.dossier.as_ref()) {
        for item in dossier.asked() {
            if items.iter().all(|(known, _)| *known != item) {
                items.push((item, dossier.name(item).to_owned()));
            }
        }
    }
    items
}

/// Returns the key of the column of an item of the dossier.
#[must_use]
pub fn item_key(item: DossierItem) -> &'static str {
    ListField::Item(item.index()).key()
}

/// The column of an item of the dossier.
fn item_column(row: &ColumnRow, item: DossierItem, name: &str) -> ListFormColumn {
    let mut letters = name.chars();
    let heading = letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    ListFormColumn {
        key: item_key(item).to_owned(),
        heading,
        width: row.width,
        value: ListValue::Item,
        choice: Some(ListChoice::Items),
        wanted: row.wanted,
        most: None,
        help: String::new(),
    }
}

/// The highest number of points of the part whose column has this key.
fn most(key: &str, act: &Act) -> Option<Decimal> {
    let field = ListField::of_key(key)?;
    let part = ListField::PARTS.iter().position(|part| *part == field)?;
    act.part_max().get(part).copied()
}

impl ListChoice {
    /// Returns the name of the list of words in the workbook.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sets => "bo",
            Self::Kinds => "loai_hinh",
            Self::Communes => "xa",
            Self::Registrations => "dang_ky",
            Self::Stars => "sao",
            Self::Items => "ho_so",
        }
    }

    /// Returns the words to choose from; none where anything may be typed, as for sets that are not
    /// known.
    ///
    /// `unit` is the unit that submits; communes are taken from the lists given.
    #[must_use]
    pub fn words(
        self,
        round: &Round,
        acts: &RoundActs,
        unit: &str,
        communes: Option<&Communes>,
    ) -> Vec<String> {
        match self {
            Self::Sets => {
                let mut sets: Vec<String> = Vec::new();
                for set in acts.iter().flat_map(|act| &act.sets) {
                    if !sets.contains(&set.name) {
                        sets.push(set.name.clone());
                    }
                }
                sets
            }
            Self::Kinds => acts.owner_forms().iter().map(|form| form.name().to_owned()).collect(),
            Self::Communes => communes_of(round, unit, communes),
            Self::Registrations => REGISTRATION_WORDS.map(str::to_owned).to_vec(),
            Self::Stars => ["3 sao", "4 sao", "5 sao"].map(str::to_owned).to_vec(),
            Self::Items => ITEM_WORDS.map(str::to_owned).to_vec(),
        }
    }
}

/// The communes of a district on the first day of the round.
fn communes_of(round: &Round, unit: &str, communes: Option<&Communes>) -> Vec<String> {
    let province =
        communes.and_then(|communes| communes.province_on(&round.round.province, round.round.from));
    let Some(province) = province else { return Vec::new() };
    let is_unit = |name: &str| name.to_lowercase() == unit.to_lowercase();
    let district = province.districts.iter().position(|district| is_unit(&district.name));
    let own = province
        .communes
        .iter()
        .filter(|commune| district.is_some() && commune.district == district);
    own.map(|commune| commune.name.clone()).collect()
}
