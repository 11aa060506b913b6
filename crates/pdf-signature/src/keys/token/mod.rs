//! A key on a USB token or a smart card, through the vendor's PKCS#11 module. The key never leaves
//! it.
//!
//! The token is looked at first, without a PIN: whether it is there, whose certificate it holds,
//! how many tries are left. A PIN is sent once; after a refusal nothing more is sent, because
//! tokens lock themselves after a few wrong ones.

mod held;
mod unlocked;

use std::cell::Cell;
use std::path::Path;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error as TokenError, RvError};
use cryptoki::mechanism::MechanismType;
use cryptoki::object::{Attribute, AttributeType, ObjectClass};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
pub use held::Wanted;
use held::{certificates, choose, people};
use secrecy::{ExposeSecret as _, SecretString};
use unlocked::EachTime;
pub use unlocked::Token;

use super::{Algorithm, Identity, KeyError};
use crate::pki::Certificate;

/// How many PINs may still be tried, as far as the token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tries {
    /// No wrong PIN since the last right one.
    Enough,
    /// At least one wrong PIN.
    Few,
    /// One more wrong PIN locks the token.
    Last,
    /// Locked.
    None,
}

impl Tries {
    fn of(info: &TokenInfo) -> Self {
        if info.user_pin_locked() {
            Self::None
        } else if info.user_pin_final_try() {
            Self::Last
        } else if info.user_pin_count_low() {
            Self::Few
        } else {
            Self::Enough
        }
    }

    /// The warning to show before a PIN is asked for, if there is one.
    pub fn warning(self) -> Option<&'static str> {
        match self {
            Self::Enough => None,
            Self::Few => {
                Some("Thiết bị ký báo đã có lần nhập sai mã PIN; nhập sai nữa có thể bị khóa.")
            }
            Self::Last => Some("Thiết bị ký chỉ còn MỘT lần nhập mã PIN; nhập sai là bị khóa."),
            Self::None => Some("Thiết bị ký đã bị khóa."),
        }
    }
}

/// A loaded PKCS#11 module. It is code of the vendor that runs inside the program.
pub struct Module {
    pkcs11: Pkcs11,
}

impl Module {
    /// Loads a module from an absolute path; a bare name would be searched for in places others may
    /// write to.
    ///
    /// # Errors
    /// [`KeyError::Module`].
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        if !path.is_absolute() {
            return Err(KeyError::Module(format!("{} is not an absolute path", path.display())));
        }
        let failed = |fault: TokenError| KeyError::Module(format!("{}: {fault}", path.display()));
        let pkcs11 = Pkcs11::new(path).map_err(failed)?;
        match pkcs11.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)) {
            Ok(()) | Err(TokenError::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {
                Ok(Self { pkcs11 })
            }
            Err(fault) => Err(failed(fault)),
        }
    }

    /// The token with this label, or the only one there is.
    ///
    /// # Errors
    /// [`KeyError::NoToken`], [`KeyError::SeveralTokens`], [`KeyError::TokenNotFound`].
    pub fn token(&self, label: Option<&str>) -> Result<Plugged, KeyError> {
        let mut tokens = Vec::new();
        for slot in self.pkcs11.get_slots_with_token().map_err(explain)? {
            let info = self.pkcs11.get_token_info(slot).map_err(explain)?;
            if info.token_initialized() {
                tokens.push((slot, info));
            }
        }
        let present: Vec<String> =
            tokens.iter().map(|(_, info)| info.label().trim().to_owned()).collect();
        let mut fitting = tokens
            .into_iter()
            .filter(|(_, info)| label.is_none_or(|label| info.label().trim() == label.trim()));
        match (fitting.next(), fitting.next(), label) {
            (Some((slot, info)), None, _) => Plugged::look(&self.pkcs11, slot, &info),
            (Some(_), Some(_), _) => Err(KeyError::SeveralTokens(present)),
            (None, _, Some(wanted)) if !present.is_empty() => {
                Err(KeyError::TokenNotFound { wanted: wanted.to_owned(), present })
            }
            (None, ..) => Err(KeyError::NoToken),
        }
    }
}

/// A token that is there, as it can be told from others without a PIN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenView {
    /// Its label.
    pub label: String,
    /// The certificates of people and offices on it; empty when it shows them only after the PIN.
    pub holders: Vec<Identity>,
    /// How many PINs may still be tried.
    pub tries: Tries,
}

/// A token that is there and was not yet given a PIN.
pub struct Plugged {
    session: Session,
    mechanisms: Vec<MechanismType>,
    label: String,
    tries: Tries,
    own_keypad: bool,
}

impl Module {
    /// Looks at every token that is plugged in, without a PIN. A token that cannot be looked at is
    /// shown by its label.
    ///
    /// # Errors
    /// [`KeyError`] when the module does not say which tokens there are.
    pub fn tokens(&self) -> Result<Vec<TokenView>, KeyError> {
        let mut views = Vec::new();
        for slot in self.pkcs11.get_slots_with_token().map_err(explain)? {
            let Ok(info) = self.pkcs11.get_token_info(slot) else { continue };
            if !info.token_initialized() {
                continue;
            }
            let held = self.pkcs11.open_ro_session(slot).map_err(explain);
            let held = held.and_then(|session| certificates(&session)).unwrap_or_default();
            views.push(TokenView {
                label: info.label().trim().to_owned(),
                holders: people(&held),
                tries: Tries::of(&info),
            });
        }
        Ok(views)
    }
}

impl Plugged {
    fn look(pkcs11: &Pkcs11, slot: Slot, info: &TokenInfo) -> Result<Self, KeyError> {
        let tries = Tries::of(info);
        Ok(Self {
            // Reading is enough to sign; a session that cannot write cannot harm the token.
            session: pkcs11.open_ro_session(slot).map_err(explain)?,
            mechanisms: pkcs11.get_mechanism_list(slot).map_err(explain)?,
            label: info.label().trim().to_owned(),
            tries,
            own_keypad: info.protected_authentication_path(),
        })
    }

    /// Its label.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How many PINs may still be tried; say it before asking.
    pub fn tries(&self) -> Tries {
        self.tries
    }

    /// Whether the PIN is typed on the device itself; then [`Plugged::unlock`] is given none.
    pub fn has_own_keypad(&self) -> bool {
        self.own_keypad
    }

    /// The certificate that will sign, with those of its issuers that are on the token. `None` when
    /// the token shows its certificates only after the PIN.
    ///
    /// # Errors
    /// [`KeyError::SeveralCertificates`], [`KeyError::CertificateNotFound`] or
    /// [`KeyError::NoneUsable`], with the names of those there are and how each stands.
    pub fn chain(&self, wanted: Wanted<'_>) -> Result<Option<Vec<Vec<u8>>>, KeyError> {
        let held = certificates(&self.session)?;
        if held.is_empty() {
            return Ok(None);
        }
        choose(&held, wanted).map(|(_, chain)| Some(ders(&chain)))
    }

    /// Logs in, once, and finds the key that belongs to the certificate.
    ///
    /// # Errors
    /// [`KeyError::WrongPin`] and other refusals of the token; [`KeyError::NoKey`] when the
    /// certificate has none.
    pub fn unlock(self, pin: Option<SecretString>, wanted: Wanted<'_>) -> Result<Token, KeyError> {
        if self.tries == Tries::None {
            return Err(KeyError::PinLocked);
        }
        may_be_sent(pin.as_ref())?;
        match self.session.login(UserType::User, pin.as_ref()) {
            Ok(()) | Err(TokenError::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => {}
            Err(fault) => return Err(explain(fault)),
        }
        let (id, chain) = choose(&certificates(&self.session)?, wanted)?;
        let algorithm = Algorithm::of(&chain[0])?;
        let template = [Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Id(id)];
        let keys = self.session.find_objects(&template).map_err(explain)?;
        let key = *keys.first().ok_or(KeyError::NoKey)?;
        let asked = self
            .session
            .get_attributes(key, &[AttributeType::AlwaysAuthenticate])
            .map_err(explain)?;
        let always = matches!(asked.as_slice(), [Attribute::AlwaysAuthenticate(true)]);
        Ok(Token {
            session: self.session,
            mechanisms: self.mechanisms,
            key,
            chain: ders(&chain),
            algorithm,
            each_time: match pin {
                _ if !always => EachTime::No,
                Some(pin) => EachTime::Pin(pin),
                None => EachTime::OnItself,
            },
            stopped: Cell::new(false),
        })
    }
}

/// An empty PIN is always wrong, and counts as a try; it is never sent.
pub(super) fn may_be_sent(pin: Option<&SecretString>) -> Result<(), KeyError> {
    match pin {
        Some(pin) if pin.expose_secret().trim().is_empty() => Err(KeyError::EmptyPin),
        _ => Ok(()),
    }
}

fn ders(chain: &[Certificate]) -> Vec<Vec<u8>> {
    chain.iter().map(|certificate| certificate.der().to_vec()).collect()
}

#[expect(clippy::needless_pass_by_value, reason = "an error is handed to `map_err`")]
fn explain(fault: TokenError) -> KeyError {
    let TokenError::Pkcs11(code, _) = &fault else { return KeyError::Failed(fault.to_string()) };
    match code {
        RvError::PinIncorrect => KeyError::WrongPin,
        RvError::PinInvalid | RvError::PinLenRange => KeyError::OddPin,
        RvError::PinLocked => KeyError::PinLocked,
        RvError::PinExpired | RvError::UserPinNotInitialized => KeyError::PinExpired,
        RvError::DeviceRemoved
        | RvError::TokenNotPresent
        | RvError::SessionHandleInvalid
        | RvError::SessionClosed => KeyError::Removed,
        code => KeyError::Token(code_of(code)),
    }
}

/// The code of the standard behind an error: `CKR_DEVICE_ERROR` of `DeviceError`.
fn code_of(error: &RvError) -> String {
    let (RvError::VendorDefined(code) | RvError::UnknownErrorCode(code)) = error else {
        let mut name = "CKR".to_owned();
        for letter in format!("{error:?}").chars() {
            if letter.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(letter.to_ascii_uppercase());
        }
        return name;
    };
    format!("0x{code:08X}")
}

#[cfg(test)]
mod tests {
    use cryptoki::context::Function;

    use super::*;
    use crate::OfficeMessage as _;

    #[test]
    fn a_module_is_loaded_from_an_absolute_path_only() {
        for path in ["libsofthsm2.so", "/nowhere/libsofthsm2.so", "/etc/hostname"] {
            assert!(
                matches!(Module::load(Path::new(path)).err(), Some(KeyError::Module(_))),
                "{path}"
            );
        }
    }

    #[test]
    fn an_empty_pin_is_never_sent() {
        for empty in ["", " ", "\t"] {
            assert_eq!(may_be_sent(Some(&empty.into())), Err(KeyError::EmptyPin), "{empty:?}");
        }
        assert_eq!(may_be_sent(Some(&"1234".into())), Ok(()));
        assert_eq!(may_be_sent(None), Ok(()), "it is typed on the device itself");
        assert!(KeyError::EmptyPin.ends_the_session());
    }

    #[test]
    fn the_codes_of_a_token_are_told_as_its_vendor_knows_them() {
        let told = |code| explain(TokenError::Pkcs11(code, Function::Sign)).sentence();
        assert!(told(RvError::DeviceError).contains("CKR_DEVICE_ERROR"));
        assert!(told(RvError::KeyFunctionNotPermitted).contains("CKR_KEY_FUNCTION_NOT_PERMITTED"));
        assert!(told(RvError::VendorDefined(0x8000_0012)).contains("0x80000012"));
        assert!(told(RvError::PinIncorrect).contains("CKR_PIN_INCORRECT"));
        let odd = explain(TokenError::Pkcs11(RvError::PinLenRange, Function::Login));
        assert!(odd == KeyError::OddPin && odd.ends_the_session());
    }

    #[test]
    fn few_tries_are_said_before_the_pin_is_asked() {
        assert_eq!(Tries::Enough.warning(), None);
        for tries in [Tries::Few, Tries::Last, Tries::None] {
            assert!(tries.warning().is_some_and(|warning| warning.contains("khóa")));
        }
    }
}
