//! Forms of the program that came back filled in: the lists of three districts, and the ballots of
//! the second session.

use std::path::Path;

use ocop::blanks;
use ocop::criteria::{self, RoundActs};
use ocop::forms::{FormIdentity, FormProduct, form_keys};
use ocop::round::{self, Round};
use ocop::templates::Templates;

use crate::Result;
use crate::council::{Member, Session};
use crate::criteria::{Part, is_known, of_set};
use crate::districts;
use crate::marks;
use crate::model::{District, Entry};
use crate::typed::{Typed, TypedForm};

/// The office that sends the forms out.
pub(crate) struct Office {
    round: Round,
    acts: RoundActs,
}

impl Office {
    /// Reads the declaration of the sample round from its inputs.
    pub(crate) fn open(inputs: &Path) -> Result<Self> {
        let round = round::read_round(inputs).0.ok_or("the declaration cannot be read")?;
        let templates = Templates::new(&inputs.join("templates"))?;
        let acts = criteria::choose(&criteria::load(&templates)?.0, &round).0;
        Ok(Self { acts: acts.ok_or("no act covers the round")?, round })
    }

    /// The list of a district on our form.
    pub(crate) fn list(&self, district: &'static District) -> Result<Vec<u8>> {
        let known = |unit: &round::District| unit.name == district.name;
        let unit = self.round.districts.iter().position(known).ok_or("an unknown district")?;
        let identity = FormIdentity::of_list(&self.round, &self.acts, unit);
        let mut form = TypedForm::open(blanks::list(&identity, &self.round, &self.acts, None)?)?;
        let sheet = form.sheet("cot|danh-sach")?;
        form.put_beside(sheet, "cong-van|so", text(&district.letter))?;
        form.put_beside(sheet, "cong-van|ngay", Typed::Day(district.date))?;
        for (number, entry) in (1..).zip(district.entries()) {
            fill_row(&mut form, &format!("dong|{number:02}"), entry)?;
        }
        form.finish()
    }

    /// The ballot of a member for a session on our form.
    pub(crate) fn ballot(&self, member: &Member, session: Session) -> Result<Vec<u8>> {
        let council = &self.round.council.members;
        let index = council.iter().position(|known| known.person.name == member.name);
        let index = index.ok_or("an unknown member")?;
        let held = self.round.sessions.iter().find(|known| known.number == session.number);
        let held = held.ok_or("an unknown session")?;
        let entries: Vec<_> = districts::ALL.iter().flat_map(District::entries).collect();
        let products = entries.iter().map(|entry| self.product(*entry)).collect::<Result<_>>()?;
        let identity = FormIdentity::of_ballot(&self.round, &self.acts, held, index, products);
        let blank = blanks::ballot(&identity, &self.round, held, &self.acts)?;
        let mut form = TypedForm::open(blank)?;
        for (entry, product) in entries.into_iter().zip(&identity.products) {
            let key = form_keys::join(&[form_keys::ballot_row::SHEET, &product.key]);
            let sheet = form.sheet(&key)?;
            self.fill_ballot(&mut form, sheet, entry, (member, session))?;
        }
        form.finish()
    }

    /// How the ballot describes a product.
    fn product(&self, entry: Entry) -> Result<FormProduct> {
        let act = self.acts.main();
        let set = act.set(|name| name == entry.product.set.name()).ok_or("an unknown set")?;
        let (product, owner) = (&entry.product.name, &entry.owner.name);
        Ok(FormProduct::new(product, owner, &entry.district.name, act, set))
    }

    /// Types the marks of a member, or why there are none.
    fn fill_ballot(
        &self,
        form: &mut TypedForm,
        sheet: usize,
        entry: Entry,
        (member, session): (&Member, Session),
    ) -> Result<()> {
        use form_keys::{ballot_column, ballot_row};
        let criteria = of_set(entry.product.set)?;
        let Some(marks) = marks::given(entry, &criteria, member, session)? else {
            let reason = text(session.unscored);
            return form.put(sheet, ballot_row::REASON, ballot_column::POINTS, reason);
        };
        let printed = self.acts.main().set(|name| name == entry.product.set.name());
        let printed = printed.map(|set| set.criteria.as_slice()).unwrap_or_default();
        for (index, (criterion, mark)) in criteria.iter().zip(marks).enumerate() {
            let row = if is_known(entry.product.set) {
                let code = printed.get(index).map(|known| known.code.as_str());
                let code = code.filter(|code| *code == criterion.code);
                let code = code.ok_or("the criteria are in another order")?;
                form_keys::join(&[ballot_row::CRITERION, &index.to_string(), code])
            } else {
                form_keys::join(&[ballot_row::PART, Part::ALL[index].letter()])
            };
            form.put(sheet, &row, ballot_column::MARK, Typed::Number(mark.to_string()))?;
        }
        Ok(())
    }
}

/// Types a product into its row on the three sheets of a list.
fn fill_row(form: &mut TypedForm, row: &str, entry: Entry) -> Result<()> {
    let Entry { district, owner, product } = entry;
    let sheet = form.sheet("cot|danh-sach")?;
    let words = [
        ("product", product.name.as_str()),
        ("set", product.set.name()),
        ("owner", &owner.name),
        ("kind", owner.kind.label()),
        ("commune", &owner.commune),
        ("remark", &product.note),
    ];
    for (column, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
        form.put(sheet, row, column, text(word))?;
    }
    form.put(sheet, row, "address", text(&format!("{}, {}", owner.commune, district.name)))?;
    for (column, points) in ["part_a", "part_b", "part_c"].into_iter().zip(product.district) {
        form.put(sheet, row, column, Typed::Number(points.to_string()))?;
    }
    let dossiers = form.sheet("cot|ho-so")?;
    for column in form.columns(dossiers, &["order", "product"])? {
        form.put(dossiers, row, &column, text("Có"))?;
    }
    let owners = form.sheet("cot|chu-the")?;
    form.put(owners, row, "representative", text(&owner.representative))
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}
