//! The codes of all findings. A code never changes its meaning.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Severity;

/// Makes the enum and its printed codes from one table, so that the two cannot differ.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal;)+) => {
        /// The kind of a finding. The letter of its printed code is the severity: `E…` refuses,
        /// `W…` warns, `N…` informs. The first digit is the desk.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Returns the printed code, e.g. `E101`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)+ }
            }
        }
    };
}

codes! {
    /// There is no `round.toml`.
    RoundMissing = "E001";
    /// `round.toml` cannot be read: syntax, an unknown key, a value of the wrong kind.
    RoundUnreadable = "E002";
    /// A value in `round.toml` is not possible.
    RoundInvalid = "E003";
    /// A value in `round.toml` has not been filled in yet.
    RoundUnfilled = "W004";
    /// An acceptance in `round.toml` matches no finding.
    AcceptanceUnused = "W005";
    /// An acceptance in `round.toml` cannot be applied: it names an error, a code that does not
    /// exist, or no place.
    AcceptanceRefused = "E006";
    /// A paper is dated before or after what it must follow or precede; it waits.
    PaperOutOfOrder = "E010";
    /// Dates of the round are in an unlikely order.
    DatesDoubtful = "W011";
    /// The time that invitations print is not that of the sessions.
    InvitationTime = "W012";
    /// The year of the round is not that of its first day.
    YearDiffers = "W013";
    /// A session lies outside the planned days.
    SessionOutsideRound = "W014";
    /// A session ends before it began, or before the one that it follows; the minutes wait.
    SessionImpossible = "E015";
    /// An act is dated after a paper that cites it; the paper waits.
    ActLaterThanPaper = "E016";
    /// An act bears the date that `ocop new` wrote as an example; papers that cite it wait.
    ActDateExample = "E017";
    /// Number and date of an act do not fit each other, or what is known of it.
    ActNumberAndDate = "W018";
    /// A body that issues papers bears the name of another province; its papers wait.
    OtherProvince = "E019";
    /// `round.province` is not the name of a province, or the place of issue of a body is not the
    /// name of any province. A place that is another province is [`Code::OtherProvince`].
    PlaceDoubtful = "W020";
    /// The number or symbol of a paper cannot be; the paper waits.
    NumberImpossible = "E021";
    /// The symbol of a paper does not begin with its type.
    SymbolDoubtful = "W022";
    /// Somebody is absent and there in one session, or stands in for two; the minutes wait.
    AttendanceImpossible = "E023";
    /// One person may be named twice.
    PersonPerhapsTwice = "W024";
    /// A member of the council is listed twice in two spellings; papers about the council wait.
    MemberTwice = "E025";
    /// A date of the round falls on a weekend or a public holiday.
    DayOff = "N026";
    /// Units that may submit have sent no list.
    DistrictSilent = "N027";
    /// Parts of the act used have not been verified.
    CriteriaUnverified = "N028";
    /// The sessions are on fewer days than the meeting is planned for.
    FewerDaysThanPlanned = "N029";
    /// Both spellings of the declaration lie in the folder: `round.toml` and `khai-bao.xlsx`.
    DeclarationBoth = "E030";
    /// `khai-bao.xlsx` cannot be read as a declaration at all.
    DeclarationUnreadable = "E031";
    /// A cell of the declaration has no value that can be read, or belongs to no item.
    DeclarationCell = "E032";
    /// A part, an item or a value of the declaration stands in it twice.
    DeclarationTwice = "E033";
    /// A sheet, row or column of the declaration was deleted.
    DeclarationPartMissing = "E034";
    /// Two cells of the declaration contradict each other.
    DeclarationContradicts = "E035";
    /// A row of the declaration that is kept for one act bears the name of another.
    DeclarationRenamed = "W036";
    /// Cells of the declaration belong to no item and were not read.
    DeclarationLeftAlone = "N037";
    /// A cell of the declaration is struck through; its value was read all the same.
    DeclarationStruck = "W038";

    /// The province of the round has become part of another one; all papers wait.
    ProvinceEnded = "E090";
    /// A province is named with another kind (tỉnh, thành phố) than it has on that day.
    ProvinceKindDiffers = "W091";
    /// A unit of the round is no commune of the province on that day, where communes submit.
    UnitUnknown = "W092";

    /// A file is damaged or not what its bytes claim.
    FileDamaged = "E101";
    /// A file, or what it unpacks to, is larger than the limits.
    FileTooLarge = "E102";
    /// A file is protected by a password.
    FileLocked = "E103";
    /// A spreadsheet in a format that is not read.
    FormatNotRead = "E104";
    /// A file cannot be opened (permissions, a broken link).
    FileNotOpened = "E105";
    /// A cell lies far outside any form; it was not read.
    CellTooFar = "W106";
    /// A file that is no spreadsheet was left alone.
    FileLeftAlone = "N107";
    /// A name inside an archive leads out of it (`../x`); the file was not read.
    ArchiveNameUnsafe = "E108";
    /// An archive, or a part of a workbook, unpacks to far more than its size explains.
    ArchiveBomb = "E109";
    /// An XML part of a workbook declares entities.
    XmlBomb = "E110";
    /// An XML part of a workbook points to something outside itself.
    XmlExternal = "E111";
    /// A file was cut off.
    FileTruncated = "E112";
    /// Entries of an archive have the same name or overlap.
    ArchiveInconsistent = "E113";
    /// Hidden rows, columns or sheets were read like the others.
    HiddenRead = "N114";
    /// Text was typed for a TCVN3 or VNI font and was converted.
    TextLegacy = "W115";
    /// Text is UTF-8 that was read as another encoding, and was converted back.
    TextGarbled = "W116";
    /// The same file came in twice.
    FileTwice = "W117";
    /// Files that are no spreadsheets were counted as attachments of a dossier.
    AttachmentsCounted = "N118";
    /// Letters of another script stand among Vietnamese ones that look the same.
    LetterLookAlike = "W119";
    /// The name of a file promises a table or an archive, and its bytes are something else.
    NameMisleads = "E120";
    /// A file or an archive that should hold tables holds nothing at all.
    FileEmpty = "E121";
    /// A part of the text of a cell is struck through; it was read with the rest.
    TextStruckInPart = "W122";
    /// A workbook that this program made itself, such as a score sheet; it was not read.
    OwnWorkbook = "N123";
    /// A folder that this program wrote its papers to; nothing in it was read.
    OwnFolder = "N124";

    /// A workbook is neither a district's submission nor a council ballot.
    FormUnknown = "E201";
    /// A column or row that the form must have was not found.
    HeadingMissing = "E202";
    /// A heading of the form stands in two columns.
    HeadingTwice = "E203";
    /// A form does not say which district it comes from, or names one that `round.toml` does not
    /// have.
    DistrictUnknown = "E204";
    /// A required cell is empty.
    ValueMissing = "E205";
    /// A cell does not hold the kind of value that belongs there.
    ValueUnreadable = "E206";
    /// A formula was never calculated, so its cell has no value.
    FormulaNotCalculated = "E207";
    /// A ballot does not name a member of the council.
    MemberUnknown = "E208";
    /// A ballot does not name a session of the round.
    SessionUnknown = "E209";
    /// A product of a ballot is in no district's submission.
    ProductUnknown = "E210";
    /// A heading was recognised although it is misspelt.
    HeadingMisspelt = "W211";
    /// A cell holds an error value such as `#REF!`.
    ErrorValue = "E212";
    /// A total that a formula once gave is not what its cells add up to now.
    CachedTotalDiffers = "W213";
    /// A row of the table holds something but is no product, section or total.
    RowNotRead = "W214";
    /// A kind of owner that does not exist.
    OwnerKindUnknown = "E215";

    /// A row of a list has a name or a number but is no whole product: a name split over two rows,
    /// or a product half filled in.
    RowPerhapsProduct = "E217";
    /// One cell names several products.
    ProductsInOneCell = "E218";
    /// Two products may stand in one cell: its first word comes again.
    ProductsPerhapsInOneCell = "W219";
    /// A product was withdrawn in its list: struck through, or a remark, section or title says so.
    /// It is not counted.
    ProductWithdrawn = "W220";
    /// A sheet holds the results of another year; it is not counted.
    SheetOfOtherYear = "W221";
    /// A sheet names products of the list again for another purpose; it is not counted.
    SheetAside = "N222";
    /// A district's list came in several versions.
    ListTwice = "E223";
    /// A heading was understood although a strange word stands in it.
    HeadingDoubtful = "W224";
    /// The title of a list names another year than the round's; its products wait.
    ListOfOtherYear = "E225";
    /// A cell for an address or a name holds a dash, and so nothing.
    ValueIsDash = "W226";
    /// A value that was crossed out.
    ValueStruck = "E227";

    /// A file of words by which forms are understood cannot be read; the program's own words are
    /// used.
    WordsUnreadable = "E216";

    /// A list does not say clearly whether a product is registered for the first time, for a higher
    /// star or to be evaluated again; it waits.
    RegistrationUnclear = "E280";
    /// A remark or a heading speaks of a kind of registration among other things; it is not used.
    RegistrationPerhaps = "W281";
    /// The title of a table or the name of its sheet gives the kind of registration.
    RegistrationByTitle = "N282";
    /// A cell about registration (a day, the old star) cannot be read; it is not used.
    RegistrationUnread = "W283";
    /// What a list does not say was taken from the results of an earlier round.
    TakenFromPrevious = "N284";
    /// A list says something else than the results of an earlier round.
    PreviousDiffers = "W285";

    /// A list on our form was made for a unit that the round does not have, or its head names
    /// another one; its products do not count.
    ListOfOtherUnit = "E263";
    /// A list on our form names a product or an owner otherwise on its other sheets; the product
    /// waits.
    ListNameDiffers = "E264";
    /// The total of a list on our form is not the sum of its parts, which counts.
    ListTotalOverwritten = "W265";
    /// Nothing ties the row of a list on our form to the other sheets; the dossier is not known.
    ListRowUntied = "E266";
    /// Something stands on our form outside its cells; it is not read.
    ListTextOutside = "W267";
    /// A list on our form lacks a column or a sheet; the others are read.
    ListColumnMissing = "W268";
    /// A list on our form lacks a column or a sheet that its products cannot do without.
    ListNeededColumnMissing = "E269";
    /// A column or a sheet of a list on our form stands there twice; the first is read.
    ListPartTwice = "E270";
    /// The rows of a list on our form were sorted or numbered anew.
    ListRowsSorted = "W271";
    /// A row on another sheet of a list on our form belongs to no product; it is not read.
    ListRowOfNoProduct = "W272";
    /// An attendance that came back contradicts the declaration.
    AttendanceDiffers = "W273";
    /// A check-list that came back contradicts a unit's list.
    CheckListDiffers = "W274";
    /// A cell of an attendance or a check-list that came back is not understood.
    CheckedCellUnread = "W275";
    /// A product has no address, though others of its list have one.
    AddressMissing = "N276";

    /// A column of a ballot may hold marks or something else, and nothing says which.
    MarksDoubtful = "E230";
    /// A row of a ballot holds numbers under products, but is no criterion, part or sum.
    BallotRowUnknown = "E231";
    /// A criterion stands in two rows of a ballot.
    CriterionTwice = "E232";
    /// A criterion of the product set has no row in a ballot.
    CriterionMissing = "E233";
    /// One mark is merged over several criteria.
    MarkMerged = "E234";
    /// Two options of a criterion are chosen, or one whose points nobody knows.
    OptionDoubtful = "E235";
    /// A number stands below the total of a ballot.
    NumberBelowTotal = "E236";
    /// A part of a ballot is blank while others, or the total, are typed.
    PartBlank = "E237";
    /// A ballot names its member only in the name of its file.
    MemberByFileName = "N238";
    /// A ballot names its session only in the name of its file or folder.
    SessionByFileName = "N239";
    /// A sum in a ballot is typed twice with two values, or is not that of its group.
    GroupSumDiffers = "E240";
    /// A ballot has the criteria of another product set than the product's.
    CriteriaOfOtherSet = "E241";
    /// A summary of the members' scores came in; it is compared with the ballots and does not
    /// count.
    SummaryNotCounted = "W242";
    /// A summary says something else than the ballots.
    SummaryDiffers = "W243";
    /// A summary gives scores for which there are no ballots.
    SummaryAlone = "E244";
    /// A ballot bears a date of scoring that is not the session's.
    SessionDateDiffers = "W245";
    /// A form of ours was made for another round, province or act; it is not read.
    FormOfOtherRound = "E246";
    /// The member whose ballot a form of ours is, is no longer that person of the council; it does
    /// not count.
    FormMemberOther = "E247";
    /// A form of ours is for a session that the round does not have; it does not count.
    FormSessionOther = "E248";
    /// The path of a form of ours names another member or session than the form; it does not count.
    FormInOtherFolder = "E249";
    /// A form of ours says two things of itself; it does not count.
    FormPutTogether = "E250";
    /// A sheet of a form of ours belongs to another form, or is about another product now; it does
    /// not count.
    FormSheetForeign = "E251";
    /// A text or number that a form of ours prints was changed; the marks count by the act.
    FormTextAltered = "W252";
    /// Rows of a ballot of ours are mixed, so that it is not known of which criterion a mark is.
    FormRowsMixed = "E253";
    /// A sum of a ballot of ours was typed over, or a mark is a formula; the program adds
    /// the marks up itself.
    FormFormulaAltered = "W254";
    /// A ballot of ours has marks, and also a reason for none; it does not count.
    FormReasonWithMarks = "E255";
    /// Somebody added a row or a sheet to a form of ours; it is not read.
    FormPartAdded = "W256";
    /// A ballot of ours has lost the sheet of a product.
    FormSheetMissing = "W257";
    /// A product of a ballot of ours is in no list now, and was not scored.
    FormProductGone = "N258";
    /// A form of ours was saved by a program that does not calculate.
    FormNotCalculated = "N259";
    /// The criteria of a product were changed after its form went out.
    FormCriteriaChanged = "W260";
    /// A mark stands beside the cell for it; the product waits.
    MarkBesideCell = "E261";
    /// A member says on a ballot of ours that a product is knocked out; it waits for a conclusion.
    KnockOutSaid = "E262";

    /// A product has too few stars in the submitting unit's scoring, so it is not admitted.
    BelowThreeStars = "E301";
    /// A score lies outside 0 to 100.
    ScoreOutOfRange = "E302";
    /// Parts do not add up to their total.
    SumDiffers = "W303";
    /// The stars claimed are not the stars of the score.
    StarDiffers = "W304";
    /// The same product was submitted twice.
    ProductTwice = "E305";
    /// Two ballots of one member for one product and session give the same marks and sums (or the
    /// same reason for none), or the second only repeats the sums of the first. At most one of them
    /// counts.
    BallotTwice = "W306";
    /// Two ballots of one member for one product and session differ.
    BallotContradicts = "E307";
    /// A member who attended has no ballot for products that others scored, and nothing waits for
    /// it.
    BallotMissing = "W308";
    /// A session was held without the quorum.
    QuorumNotMet = "E309";
    /// A member scored although `round.toml` has them absent.
    AbsentMemberScored = "E310";

    /// A mark is not among those the criterion allows.
    MarkNotAllowed = "E311";
    /// A mark is allowed, but not for an owner of this kind.
    MarkNotForOwner = "E312";
    /// A part or a total lies above what the act, or the kind of owner, allows.
    AboveCeiling = "E313";
    /// A criterion was marked although the one it depends on has 0.
    MarkWithoutBase = "E314";
    /// A product set that the act does not have.
    SetUnknown = "E317";
    /// A product was stopped by a knock-out.
    KnockedOut = "W318";
    /// A score lies close below the limit of the next star.
    NearBorder = "W319";
    /// Members' totals for one product lie too far apart.
    SpreadTooWide = "E320";
    /// A member may have an interest in an owner.
    ConflictSuspected = "W321";
    /// A ballot was left out by a rule: a declared conflict of interest, an abstaining member, a
    /// chair whose ballot does not count.
    BallotLeftOut = "N322";
    /// An entry of `round.toml` about a product or owner matches none.
    NothingMatches = "W323";
    /// The minimum requirements lowered a star.
    StarLowered = "N324";
    /// Two products of one owner or district have nearly the same name.
    ProductNearlyTwice = "W325";
    /// Two districts submitted the same product.
    ProductInTwoDistricts = "E326";
    /// A commune that the province does not have.
    CommuneUnknown = "W327";
    /// A commune that belongs to another district.
    CommuneElsewhere = "W328";
    /// A mandatory item of the dossier is missing.
    DossierItemMissing = "E329";
    /// The number or date of the covering letter is missing.
    LetterMissing = "W330";
    /// A count stated in the file is not the count of its rows.
    CountDiffers = "W331";
    /// The list does not say which items the dossiers hold.
    DossierNotStated = "N332";
    /// A mandatory item of the dossier is missing, which `round.toml` allows to be supplied later.
    DossierItemAwaited = "W333";

    /// A member who attended has no ballot for products that others scored, so the products wait.
    VoteMissing = "E340";
    /// A member who attended left products blank without a reason, so the products wait.
    BallotBlank = "E341";
    /// No member has a ballot for a product that goes before the council.
    ProductNotScored = "E342";
    /// A few ballots name a session in which most members gave the product none, while most did in
    /// another.
    BallotStray = "E343";
    /// Every member who could score a product has an interest in its owner.
    AllInConflict = "E344";
    /// A member scored although somebody else was sent in their place.
    ReplacedMemberScored = "E345";
    /// A ballot gives a product to another owner than its district's list.
    OwnerDiffers = "E346";
    /// Several owners have a product of this name, and a ballot does not say whose it is.
    ProductUnclear = "E347";
    /// A ballot gives every criterion its maximum.
    MarksAreMaxima = "W350";
    /// All members gave a product the same marks, criterion by criterion.
    BallotsAllEqual = "W351";
    /// A member gave the same marks as another one throughout.
    BallotsCopied = "W352";
    /// The council's mean lies far from the score of the submitting unit.
    FarFromDistrict = "W353";
    /// A district's parts do not make its total; the product waits.
    PartsDoNotMakeTotal = "E360";
    /// One owner has two legal forms.
    OwnerOfTwoKinds = "E361";
    /// Two owners have nearly the same name.
    OwnerNearlyTwice = "W362";
    /// A product that `round.toml` declares withdrawn is in no list, or in several; papers about
    /// products wait.
    WithdrawnUnknown = "E363";
    /// Marks are below what the act asks for the star by points; people must conclude.
    MinimaMissed = "E364";
    /// The ballots do not tell whether the marks reach what the act asks for the star by points.
    MinimaNotChecked = "W365";
    /// People concluded on a star for which the marks of the criteria are too low.
    MinimaOverruled = "W366";
    /// A member's ballot is of an older version, without products that came into the round later;
    /// these wait.
    BallotOlderWaits = "E367";
    /// A member's ballot is of an older version, without products that came into the round later;
    /// nothing waits for it.
    BallotOlder = "W368";
    /// A mark at a place where the printed act has a slip or is in doubt; the mark counts.
    MarkAtSlip = "N378";
    /// The act does not admit owners of this legal form to the product set; the product waits.
    OwnerNotAdmitted = "E379";

    /// A commune is written as it was on the other side of 1/7/2025.
    CommuneOfOtherTime = "W390";
    /// An address names a district, and there are none on the day of the round.
    DistrictEnded = "W391";
    /// A commune differs from a list that is surely right only from a later day.
    CommuneUncertain = "N392";
    /// The communes of the province on the day of the round are not known, so none is checked.
    CommunesNotChecked = "N393";

    /// A product is registered for a higher star, and the list does not say which star it has; it
    /// waits.
    UpgradeWithoutStar = "E380";
    /// What a list says of the registration of a product contradicts itself.
    RegistrationContradicts = "W381";
    /// A dossier to evaluate a product again was handed in too early or too late.
    FiledOutOfTime = "W382";
    /// The certificate of a product that is evaluated again has ended.
    CertificateEnded = "W383";
    /// Evaluating a product again takes longer than the act allows.
    EvaluationTooLong = "W384";
    /// Products are evaluated again, which the council does in writing.
    EvaluatedInWriting = "N385";
    /// The time at which a dossier was handed in cannot be checked, since the list lacks a day.
    FilingNotChecked = "N386";
    /// The result of a product registered for a higher star is not above the star that it has; it
    /// is not recognised anew.
    StarNotRaised = "W387";
    /// The code of a product has not the form of the act, or not its province, unit or year.
    ProductCodeWrong = "W388";

    /// A wording or layout file cannot be used.
    TemplateBroken = "E401";
    /// A character that no font of the round can print.
    CharacterNotPrintable = "E402";
    /// A paper or another file of the run could not be written to its place.
    PaperNotWritten = "E403";
    /// A signed or changed paper stands where this run would write; it was kept.
    PaperKept = "W404";
    /// The office's own font lacks a style, so the program's font is used.
    FontIncomplete = "W405";
    /// A paper that was signed is no longer what the inputs give.
    SignedOutdated = "W406";
    /// The book of signatures cannot be read.
    BookUnreadable = "W407";
    /// The run record cannot be read, so nobody knows what the last run filed.
    RecordDamaged = "W408";
    /// A file of an earlier run is none of this round, and stays: it was changed or signed, or
    /// nobody knows whose it is.
    FileOfEarlierRun = "W409";
    /// A file of an earlier run is none of this round, and could not be taken away.
    FileNotRemoved = "E410";
    /// An hour of the programme is none, or stands before the one it should follow.
    AgendaImpossible = "E411";
    /// The days of the meeting are too short for all products.
    AgendaTooShort = "E412";
    /// Number or day that the declaration sets of a paper is another one than the register gave it
    /// after the signature.
    NumberOtherThanRegistered = "E413";
    /// A paper got its number after the signature, and the declaration lacks it.
    NumberNotDeclared = "N414";
    /// The register of papers says otherwise than the numbered papers in the folder.
    RegisterOtherThanPapers = "W415";

    /// A draft in the outputs folder was changed where it lies; it stays as it is.
    DraftKept = "W424";
    /// Facts of the round changed since a draft was written.
    DraftOutdated = "W425";
    /// A picture of the office's templates cannot be used; certificates are made without it.
    PictureUnusable = "W426";
    /// A draft that came back states another figure, name or star than the round gives.
    DraftFactChanged = "E427";
    /// A locked control of a draft was taken away.
    DraftControlRemoved = "E428";
    /// A draft that came back cannot be read.
    DraftUnreadable = "E429";
    /// A Word file is no draft of a paper that can be made now.
    DraftUnknown = "E430";
    /// Words of a draft that came back say the opposite of a result of the round.
    DraftVerdictChanged = "W431";

    /// A paper names a body that no longer exists on the paper's day.
    BodyEnded = "W440";
    /// The person whom the settings name as presiding over the minutes did not preside; the minutes
    /// name the one who did.
    PresidingOther = "W441";

    /// A general wording file that the office changed is used for a time that has wording of its
    /// own.
    WordingGeneral = "N460";
    /// A decision does not name the authority that decides by law.
    AuthorityNotNamed = "W461";
    /// The signer of the decision signs for another authority than the one that decides.
    SignerForOther = "W462";
    /// The council meets after the last day of the yearly round, or across it.
    RoundLate = "W463";
    /// The covering letter of a list is dated after the last day for the yearly round.
    LetterLate = "W464";

    /// A file of criteria cannot be read: syntax, an unknown key, a value of the wrong kind. The
    /// act is not used.
    CriteriaUnreadable = "E501";
    /// Criteria contradict themselves: sums, marks, names or dates. The act is not used.
    CriteriaInvalid = "E502";
    /// Two acts are in force on one day; the later one is used.
    CriteriaOverlap = "W503";
    /// No act is in force on the day of the round, or none has the name that `round.toml` gives.
    CriteriaMissing = "E504";
    /// `round.toml` names another act than the one in force on the day of the round.
    CriteriaChosen = "W505";
    /// A list of communes cannot be read or contradicts itself; it is not used.
    CommunesUnreadable = "E506";
    /// The act that the papers cite for the criteria is not the act that is used.
    CriteriaCited = "W507";
    /// The round lies in a time of transition, and it is not known by which act a product is
    /// evaluated.
    ActUnknown = "E508";
    /// A dossier was handed in under the act before, and the time of transition is over.
    TransitionOver = "W509";

    /// A workbook that cannot be marked without harm is returned as a list of its findings.
    ReturnedAsList = "N601";
    /// A form in the outputs folder was changed since it was written; it was left as it is.
    FormChangedInPlace = "W602";
    /// A form could not be made; the others were.
    FormNotMade = "E603";
    /// A file to print in one go could not be made; the papers in it were.
    PrintFileNotMade = "E604";
    /// A paper with a number and a day says something else now; its earlier issue is kept.
    EarlierIssueKept = "N607";
    /// What the papers of the last run said is not known, so changes cannot be told in words.
    PaperMemoryLost = "N608";
}

impl Code {
    /// Finds the code that is printed as this text; `None` when there is none.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }

    /// Returns the severity, which the first letter of the printed code gives.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self.id().as_bytes().first() {
            Some(b'E') => Severity::Error,
            Some(b'W') => Severity::Warning,
            _ => Severity::Note,
        }
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Self::of_id(&id).ok_or_else(|| de::Error::custom("no such code"))
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_is_printed_differently() {
        let mut ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
