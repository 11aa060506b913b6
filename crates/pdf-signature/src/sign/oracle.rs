//! Signs real papers with key files made by OpenSSL and with SoftHSM tokens, for
//! `tests/oracles/sign.sh` to look at.
//!
//! Wants `SIGNED_OUT` (a folder), `PAPER` (a PDF), `TOKEN_MODULE` and `SOFTHSM2_CONF`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::*;
use crate::fill_in::FillIn;
use crate::issuers::Issuers;
use crate::keys::{KeyError, Module, P12, Signer, Tries, Wanted};
use crate::ltv::{LtvSettings, extend};
use crate::role::Role;
use crate::test_pki::{Entity, Key, Pki, now};
use crate::testing::sample::{paper, picture, written};
use crate::timestamp::TimestampAuthority;

const SECRET: &str = "Mật khẩu Điện Biên 2026";
const PIN: &str = "738291";
const PLACES: [(Role, FieldBox); 2] = [
    (Role::Official, FieldBox { page: 1, rectangle: [330.0, 200.0, 430.0, 260.0] }),
    (Role::Seal, FieldBox { page: 1, rectangle: [290.0, 190.0, 400.0, 300.0] }),
];

struct Bench {
    out: PathBuf,
    pki: Pki,
    stamps: String,
    papers: Vec<(&'static str, Vec<u8>)>,
}

fn variable(name: &str) -> PathBuf {
    std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set")).into()
}

fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|fault| panic!("{program}: {fault}"));
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

impl Bench {
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.out.join(name);
        fs_err::write(&path, bytes).unwrap();
        path
    }

    /// The same key in a file as OpenSSL writes it today, or as it did long ago.
    fn p12(&self, name: &str, entity: &Entity, options: &[&str]) -> P12 {
        let key = self.write(&format!("{name}.key"), entity.key_pem());
        let certificate = self.write(&format!("{name}.crt"), entity.pem());
        let file = self.out.join(format!("{name}.p12"));
        let secret = format!("pass:{SECRET}");
        let mut arguments = vec![
            "pkcs12",
            "-export",
            "-inkey",
            text(&key),
            "-in",
            text(&certificate),
            "-passout",
            &secret,
            "-out",
            text(&file),
        ];
        arguments.extend(options);
        run("openssl", &arguments);
        P12::open(&fs_err::read(&file).unwrap(), &SECRET.into()).unwrap()
    }

    /// A SoftHSM token that holds the key, its certificate and that of the authority.
    fn token(&self, name: &str, entity: &Entity, always: bool) -> crate::keys::Token {
        let module = variable("TOKEN_MODULE");
        run(
            "softhsm2-util",
            &["--init-token", "--free", "--label", name, "--so-pin", "12345678", "--pin", PIN],
        );
        let key = self.write(&format!("{name}.key.der"), entity.pkcs8());
        let login = ["--module", text(&module), "--token-label", name, "--login", "--pin", PIN];
        let put = |kind: &str, file: &Path, id: &str, more: &[&str]| {
            let object = ["--write-object", text(file), "--type", kind, "--id", id];
            run("pkcs11-tool", &[&login[..], &object, more].concat());
        };
        let more: &[&str] =
            if always { &["--always-auth", "--usage-sign"] } else { &["--usage-sign"] };
        put("privkey", &key, "a1", more);
        put("cert", &self.write(&format!("{name}.crt.der"), &entity.certificate), "a1", &[]);
        let issuer = format!("{name}.issuer.crt.der");
        put("cert", &self.write(&issuer, &self.pki.sub.certificate), "b2", &[]);
        let plugged = Module::load(&module).unwrap().token(Some(name)).unwrap();
        assert_eq!(plugged.chain(wanted(None)).unwrap().unwrap()[0], entity.certificate);
        plugged.unlock(Some(PIN.into()), wanted(None)).unwrap()
    }

    fn settings(&self, role: Role, stamped: bool) -> Settings {
        let authority =
            TimestampAuthority { url: self.stamps.clone(), wait: Duration::from_secs(5) };
        Settings {
            role,
            issuers: Issuers::from_pem_or_der(&self.pki.roots(), &self.pki.between()).unwrap(),
            expected: None,
            timestamp: stamped.then_some(Timestamping { authority, waived: false }),
            reason: Some("Ban hành (quyết định), 100%".into()),
            location: Some("Điện Biên Phủ".into()),
        }
    }

    /// Official, then number and day, then seal, on every paper, with and without time stamps.
    fn sign(&self, name: &str, official: &dyn Signer, seal: &dyn Signer) {
        let looks = [picture(100.0, 60.0), picture(110.0, 110.0)];
        for stamped in [false, true] {
            for (kind, pdf) in &self.papers {
                let mut signed = pdf.clone();
                for ((role, signer), look) in
                    [(Role::Official, official), (Role::Seal, seal)].into_iter().zip(&looks)
                {
                    let settings = self.settings(role, stamped);
                    let desk = SigningDesk::open(&settings, signer, now()).unwrap();
                    let paper = Paper {
                        pdf: &signed,
                        places: &PLACES,
                        blanks: &BLANKS,
                        appearance: Some(look),
                    };
                    signed = desk.sign(&paper, now()).unwrap().pdf;
                    if role == Role::Official {
                        signed = number(&signed);
                    }
                }
                self.write(
                    &format!("{kind}.{name}.{}.pdf", if stamped { "bt" } else { "bb" }),
                    signed,
                );
            }
        }
    }
}

/// The blanks of every paper.
const BLANKS: [(FillIn, FieldBox); 2] = [
    (FillIn::Number, FieldBox { page: 1, rectangle: [100.0, 815.0, 140.0, 829.0] }),
    (FillIn::Day, FieldBox { page: 1, rectangle: [300.0, 815.0, 322.0, 829.0] }),
];

/// Fills number and day in.
fn number(signed: &[u8]) -> Vec<u8> {
    let looks = [written(40.0, 14.0, "1757"), written(22.0, 14.0, "11")];
    let filled = [(FillIn::Number, "1757", &looks[0]), (FillIn::Day, "11", &looks[1])];
    let filled = filled.map(|(blank, value, appearance)| FilledBlank { blank, value, appearance });
    fill_in(signed, &filled).unwrap()
}

/// The certificate that is expected, or any, at the time of the tests.
fn wanted(expected: Option<&ExpectedCertificate>) -> Wanted<'_> {
    Wanted { expected, at: now() }
}

#[test]
#[ignore = "needs OpenSSL, SoftHSM and OpenSC; run by tests/oracles/sign.sh"]
fn papers_for_other_programs() {
    let (pki, server) = Pki::stamped();
    let (later_pki, services) = Pki::served();
    let paper_file = fs_err::read(variable("PAPER")).unwrap();
    let papers = vec![("paper", paper_file), ("table", paper(false)), ("stream", paper(true))];
    let bench = Bench { out: variable("SIGNED_OUT"), stamps: server.url("/tsa"), pki, papers };
    bench.write("roots.pem", [bench.pki.roots(), later_pki.roots()].concat());

    let seal = bench.p12("seal", &bench.pki.leaf("UBND tỉnh Điện Biên", Key::P256), &[]);
    for (name, key) in [("rsa", Key::Rsa2048), ("p256", Key::P256), ("p384", Key::P384)] {
        let official = bench.pki.leaf(&format!("Nguyễn Văn Ký ({name})"), key);
        bench.sign(
            &format!("{name}-aes"),
            &bench.p12(&format!("{name}-aes"), &official, &[]),
            &seal,
        );
        bench.sign(
            &format!("{name}-3des"),
            &bench.p12(&format!("{name}-3des"), &official, &["-legacy", "-descert"]),
            &seal,
        );
        bench.sign(
            &format!("{name}-rc2"),
            &bench.p12(&format!("{name}-rc2"), &official, &["-legacy"]),
            &seal,
        );
        bench.sign(
            &format!("{name}-token"),
            &bench.token(&format!("Token {name}"), &official, false),
            &seal,
        );
    }
    let always = bench.pki.leaf("Nguyễn Văn Ký (PIN mỗi lần)", Key::Rsa2048);
    bench.sign("rsa-token-always", &bench.token("Token always", &always, true), &seal);
    let seal_token =
        bench.token("Token seal", &bench.pki.leaf("UBND tỉnh (token)", Key::Rsa2048), false);
    bench.sign("token-seal", &seal, &seal_token);

    // For later years: certificates that name their services, and evidence instead of a network.
    let later = Bench { stamps: services.url("/tsa"), pki: later_pki, ..bench };
    let official =
        later.p12("later-official", &later.pki.leaf("Nguyễn Văn Ký (lâu dài)", Key::Rsa2048), &[]);
    let seal = later.p12("later-seal", &later.pki.leaf("UBND tỉnh (lâu dài)", Key::P384), &[]);
    later.sign("later", &official, &seal);
    let Settings { issuers, .. } = later.settings(Role::Seal, false);
    let authority = TimestampAuthority { url: later.stamps.clone(), wait: Duration::from_secs(5) };
    let settings = LtvSettings { issuers, authority, wait: Duration::from_secs(5) };
    for (kind, _) in &later.papers {
        let signed = fs_err::read(later.out.join(format!("{kind}.later.bt.pdf"))).unwrap();
        later.write(
            &format!("{kind}.later.lta.pdf"),
            extend(&signed, &settings, now()).unwrap().pdf,
        );
    }
}

#[test]
#[ignore = "needs SoftHSM and OpenSC; run by tests/oracles/sign.sh"]
fn tokens_refuse_with_reasons_for_other_programs() {
    let (pki, _server) = Pki::stamped();
    let bench =
        Bench { out: variable("SIGNED_OUT"), stamps: String::new(), pki, papers: Vec::new() };
    let entity = bench.pki.leaf("Nguyễn Văn Ký", Key::P256);
    let second = bench.pki.leaf("Trần Thị Hai", Key::P256);
    drop(bench.token("Only one", &entity, false));
    drop(bench.token("Two people", &entity, false));
    let file = bench.write("second.crt.der", &second.certificate);
    let module = variable("TOKEN_MODULE");
    let token = ["--module", text(&module), "--token-label", "Two people", "--login", "--pin", PIN];
    run(
        "pkcs11-tool",
        &[&token[..], &["--write-object", text(&file), "--type", "cert", "--id", "c3"]].concat(),
    );
    // SoftHSM reads its tokens when it is loaded.
    let module = Module::load(&module).unwrap();

    assert!(
        matches!(module.token(None).err(), Some(KeyError::SeveralTokens(labels)) if labels.len() >= 2)
    );
    let absent = module.token(Some("Vắng mặt")).err();
    assert!(
        matches!(absent, Some(KeyError::TokenNotFound { present, .. }) if present.contains(&"Only one".into()))
    );

    let one = || module.token(Some("Only one")).unwrap();
    assert_eq!(one().tries(), Tries::Enough);
    assert_eq!(one().unlock(Some("000000".into()), wanted(None)).err(), Some(KeyError::WrongPin));
    assert_eq!(one().tries(), Tries::Few, "said before the next PIN is asked");
    assert!(one().unlock(Some(PIN.into()), wanted(None)).is_ok());
    assert_eq!(one().tries(), Tries::Enough);
    let other = ExpectedCertificate::Fingerprint("00".repeat(32));
    assert!(matches!(
        one().chain(wanted(Some(&other))).err(),
        Some(KeyError::CertificateNotFound { .. })
    ));

    let two = || module.token(Some("Two people")).unwrap();
    assert!(
        matches!(two().chain(wanted(None)).err(), Some(KeyError::SeveralCertificates(names)) if names.len() == 2)
    );
    let of =
        |entity: &Entity| ExpectedCertificate::Fingerprint(crate::hex::sha256(&entity.certificate));
    assert!(two().unlock(Some(PIN.into()), wanted(Some(&of(&entity)))).is_ok());
    let named = ExpectedCertificate::Subject("Nguyễn Văn Ký".into());
    assert!(two().unlock(Some(PIN.into()), wanted(Some(&named))).is_ok());
    assert_eq!(
        two().unlock(Some(PIN.into()), wanted(Some(&of(&second)))).err(),
        Some(KeyError::NoKey)
    );
}
