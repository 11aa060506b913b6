//! The legal forms of owners, as finely as the criteria distinguish them.

use serde::{Deserialize, Serialize};

/// Legal form of an owner (loại hình tổ chức sản xuất – kinh doanh).
///
/// The seven forms of criterion 3.1 in the annexes of Quyết định 1048/QĐ-TTg, as the national
/// evaluation software of 2022–23 lists them. What each may be given stands in the criteria, not
/// here.
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
}

use LegalForm::{
    Cooperative, CooperativeGroup, Household, JointStock, MultiMemberLtd, OneMemberLtd,
    PrivateEnterprise,
};

impl LegalForm {
    /// All forms.
    pub const ALL: [Self; 7] = [
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
        }
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
        } else {
            &[]
        }
    }
}

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
        for words in ["", "hop dong", "hoa binh", "htxn", "to san xuat"] {
            assert_eq!(LegalForm::of(words), [], "{words}");
        }
    }
}
