//! The legal forms of owners, as finely as the criteria distinguish them.

use serde::{Deserialize, Serialize};

/// Legal form of an owner (loại hình tổ chức sản xuất – kinh doanh).
///
/// The first seven are those of criterion 3.1 in the annexes of Quyết định 1048/QĐ-TTg, as the
/// national evaluation software of 2022–23 lists them; the others came with later acts. Which of
/// them an act admits, and what each may be given, stands in the criteria, not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// Hộ có đăng ký kinh doanh.
    Household,
    /// Tổ hợp tác.
    CooperativeGroup,
    /// Doanh nghiệp tư nhân.
    PrivateEnterprise,
    /// Công ty TNHH một thành viên.
    OneMemberLtd,
    /// Công ty TNHH hai thành viên trở lên.
    MultiMemberLtd,
    /// Công ty cổ phần.
    JointStock,
    /// Hợp tác xã, liên hiệp hợp tác xã.
    Cooperative,
    /// Trang trại.
    Farm,
    /// Hội, hiệp hội.
    Association,
    /// Trung tâm điều hành hoặc tổ chức tương đương.
    OperatingCentre,
}

use LegalForm::{
    Association, Cooperative, CooperativeGroup, Farm, Household, JointStock, MultiMemberLtd,
    OneMemberLtd, OperatingCentre, PrivateEnterprise,
};

impl LegalForm {
    /// The forms that may take part where an act does not say which.
    pub const USUAL: [Self; 7] = [
        Household,
        CooperativeGroup,
        PrivateEnterprise,
        OneMemberLtd,
        MultiMemberLtd,
        JointStock,
        Cooperative,
    ];

    /// Returns the form as running text names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Household => "hộ kinh doanh",
            CooperativeGroup => "tổ hợp tác",
            PrivateEnterprise => "doanh nghiệp tư nhân",
            OneMemberLtd => "công ty TNHH một thành viên",
            MultiMemberLtd => "công ty TNHH hai thành viên trở lên",
            JointStock => "công ty cổ phần",
            Cooperative => "hợp tác xã",
            Farm => "trang trại",
            Association => "hội, hiệp hội",
            OperatingCentre => "trung tâm điều hành",
        }
    }

    /// Returns the forms that these words may mean, as [`of`](Self::of) does; none where they mean
    /// a form that is not among the `known` ones.
    #[must_use]
    pub fn among(known: &[Self], bare: &str) -> &'static [Self] {
        let forms = Self::of(bare);
        if forms.iter().all(|form| known.contains(form)) { forms } else { &[] }
    }

    /// Returns the forms that these words may mean: one when they are precise, several when they
    /// are not (`cong ty`), none when they name no form. The name of an owner works as well, since
    /// it begins with the form.
    ///
    /// `bare` is in lower case and without diacritics, as `careful_spreadsheet::text::bare` makes
    /// it.
    ///
    /// ```
    /// # use ocop::criteria::LegalForm;
    /// assert_eq!(LegalForm::of("cong ty tnhh mtv"), [LegalForm::OneMemberLtd]);
    /// let either = [LegalForm::OneMemberLtd, LegalForm::MultiMemberLtd];
    /// assert_eq!(LegalForm::of("cong ty tnhh"), either);
    /// ```
    #[must_use]
    pub fn of(bare: &str) -> &'static [Self] {
        let words: Vec<&str> = bare.split([' ', '-']).filter(|word| !word.is_empty()).collect();
        let words = format!(" {} ", words.join(" "));
        let starts =
            |beginnings: &[&str]| beginnings.iter().any(|known| words[1..].starts_with(known));
        if starts(&["ho ", "hkd ", "hokd "]) {
            &[Household]
        } else if starts(&["to hop tac ", "tht "]) {
            &[CooperativeGroup]
        } else if starts(&[
            "hop tac xa ",
            "htx ",
            "lien hiep hop tac xa ",
            "lien hiep htx ",
            "lhhtx ",
        ]) {
            &[Cooperative]
        } else if starts(&["doanh nghiep tu nhan ", "dn tu nhan ", "dntn "]) {
            &[PrivateEnterprise]
        } else if starts(&["cong ty ", "cty ", "ct ", "ctcp ", "tnhh ", "doanh nghiep ", "dn "]) {
            company(&words)
        } else if starts(&["trang trai ", "chu trang trai ", "cac trang trai "]) {
            &[Farm]
        } else if starts(&["hiep hoi ", "chi hoi ", "hoi ", "cac hoi ", "cac hiep hoi "])
            && !starts(&NO_ASSOCIATIONS)
        {
            &[Association]
        } else if starts(&["trung tam ", "tt dieu hanh ", "ban dieu hanh ", "ban quan ly ", "bql "])
        {
            &[OperatingCentre]
        } else {
            &[]
        }
    }
}

/// Words that begin like an association (`hội`) and are none: `Hội đồng`, `Hội An`, `Hội nghị` …
const NO_ASSOCIATIONS: [&str; 8] = [
    "hoi dong ",
    "hoi nghi ",
    "hoi thao ",
    "hoi thi ",
    "hoi cho ",
    "hoi truong ",
    "hoi quan ",
    "hoi an ",
];

/// Returns the forms that a company with these words in its name may have.
fn company(words: &str) -> &'static [LegalForm] {
    let has =
        |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(&format!(" {phrase} ")));
    if has(&["mtv", "1tv", "1 tv", "mot tv", "1 thanh vien", "mot thanh vien"]) {
        &[OneMemberLtd]
    } else if has(&["2tv", "2 tv", "hai tv", "2 thanh vien", "hai thanh vien", "nhieu thanh vien"])
    {
        &[MultiMemberLtd]
    } else if has(&["tnhh", "trach nhiem huu han"]) {
        &[OneMemberLtd, MultiMemberLtd]
    } else if has(&["ctcp", "cp", "co phan"]) {
        &[JointStock]
    } else if words.starts_with(" d") {
        &[PrivateEnterprise, OneMemberLtd, MultiMemberLtd, JointStock]
    } else {
        &[OneMemberLtd, MultiMemberLtd, JointStock]
    }
}

#[cfg(test)]
mod tests {
    use super::LegalForm::{self, *};

    #[test]
    fn a_form_is_known_by_its_words_however_they_are_shortened() {
        for (words, form) in [
            ("ho", Household),
            ("ho kinh doanh bep lua tan phong", Household),
            ("to hop tac", CooperativeGroup),
            ("htx", Cooperative),
            ("hop tac xa nong nghiep canh dong muong than", Cooperative),
            ("lien hiep hop tac xa", Cooperative),
            ("dntn minh anh", PrivateEnterprise),
            ("doanh nghiep tu nhan", PrivateEnterprise),
            ("cong ty tnhh mtv doi xanh phuc than", OneMemberLtd),
            ("cong ty tnhh mot thanh vien", OneMemberLtd),
            ("cong ty tnhh-mtv", OneMemberLtd),
            ("tnhh hai thanh vien tro len", MultiMemberLtd),
            ("cty tnhh 2 tv", MultiMemberLtd),
            ("cong ty co phan tra suong mai san thang", JointStock),
            ("ctcp", JointStock),
            ("cty cp", JointStock),
            ("ho san xuat lo van an", Household),
            ("trang trai", Farm),
            ("chu trang trai giang a lung", Farm),
            ("hoi nong dan xa sin suoi ho", Association),
            ("hiep hoi du lich lai chau", Association),
            ("trung tam dieu hanh du lich cong dong", OperatingCentre),
            ("ban quan ly diem du lich", OperatingCentre),
        ] {
            assert_eq!(LegalForm::of(words), [form], "{words}");
        }
    }

    #[test]
    fn a_company_that_does_not_say_which_may_be_any() {
        assert_eq!(LegalForm::of("cong ty"), [OneMemberLtd, MultiMemberLtd, JointStock]);
        assert_eq!(LegalForm::of("cong ty tnhh nong san"), [OneMemberLtd, MultiMemberLtd]);
        assert_eq!(
            LegalForm::of("doanh nghiep"),
            [PrivateEnterprise, OneMemberLtd, MultiMemberLtd, JointStock]
        );
    }

    #[test]
    fn words_that_only_begin_alike_name_no_form() {
        for words in
            ["", "hop dong", "hoa binh", "htxn", "to san xuat", "hoi an", "hoi dong danh gia"]
        {
            assert_eq!(LegalForm::of(words), [], "{words}");
        }
    }

    #[test]
    fn a_form_that_an_act_does_not_know_is_none() {
        let usual = |words| LegalForm::among(&LegalForm::USUAL, words);
        assert_eq!(usual("trang trai"), []);
        assert_eq!(usual("hiep hoi chè"), []);
        assert_eq!(usual("cong ty"), [OneMemberLtd, MultiMemberLtd, JointStock]);
        assert_eq!(LegalForm::among(&[Farm], "trang trai ba son"), [Farm]);
    }
}
