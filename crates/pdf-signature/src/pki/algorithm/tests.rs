use super::*;

// Made once with OpenSSL 3: keys that were thrown away, and their signatures over `Quyết định`.

/// A public key of 2048 bits.
const RSA_2048: &str = "\
    30820122300d06092a864886f70d01010105000382010f003082010a0282010100983690fca57913078d753c4ca83a56e6d5\
    0be47bc32d12f11dea945399067de992d28e915eb2ced266d217b72c174ee679ad740ae75c718aa47abda382ecede73342d3\
    abad9ad5343734f1d34c5d6b1b53691f3b9bb941b7501c41bbb88fe0d20416033c1c65b91213544d532de3214ba7a0ca2c0e\
    4882a55d9702b6821ccc1e47604ae8518bd99ddfb7c3bb74828ea773fafeae994592b94c17d8ecb5f9befb0df7dc7eb9289d\
    018b835ce16d33c4eee5773ae0aa37dd0974cdfe766e7794fb51cca69247025864a68828fdeafb05ba8d23c0343b875ee91c\
    6caf4e6ae3188e84b4ccb0771b3fe90af87abff5c745e9c3d9a0916108b7f6e75f4494ab2a13d90203010001";
/// A public key of 1024 bits.
const RSA_1024: &str = "\
    30819f300d06092a864886f70d010101050003818d0030818902818100b4169f4610549dd1868b1f209d3a885b7c5c20d659\
    6bdc67767f330e51a21ca4b9a490ddcaa001d07bc9d7c75f6c2976f701ebc8d594ca35964789f57448a21cc95bc56134503e\
    6da145ce4d9a7733734ed636364750319a28b9267711cdfab175ff48b111721dfc98f6111c9842b6dd8797088137089973a0\
    c984c78e6e16c50203010001";
/// A public key of Ed25519.
const ED25519: &str = "\
    302a300506032b6570032100054e9995437caca1113de39e1514ceaafc33bcfed52e01d9f245ff63e78ec035";
/// PKCS#1 v1.5 with SHA-256.
const SIGNED_256: &str = "\
    1e2bb77295d35537c4582e2f31a164e6f881a80ddb29323518258869b74037f15573a7fbd1882def2bb0490476b388dadc5e\
    1efe4338ec67c11c2ee63b219d64332afecefb61b16061caa257a8318569981f1ed244eb703f701e7c3aeb18af42f0d4b190\
    038959531222ad59b06f4c84be907f9bb69546495161992773c3ab681eb511ae98212d872689bfaadaa9b4645d5dc02e744f\
    007c36d34c8c27df3b48910b0dbd1b5fc4535d7c45234fe1c1cf5ebe98903b82ba3c457bbf7c92152ab2120374b5f668e425\
    f87ff8ad567d6ae1247a7e922b68312b3166a48941ec37779601b52c2af7070f9a87131aaaf271beb2e38d51c0b42a8fb11b\
    11c5903c1a25";
/// PKCS#1 v1.5 with SHA-384.
const SIGNED_384: &str = "\
    309eedd7a3fa4686db9e22c1700d7713ae5f8ce504e48a15fcbda2fb2de1e36b3bc29348c874d5a7340fa6d6a9d0bdf93c31\
    3107e4500c9a80485075d3dbc1b0d04188baaa649e1a280844483f0767ec0475e97b7dc4f1553ffe6d459b120e3b285ebcc6\
    d04aa2c9ce59f467fcb9dfdff169b4f157ca145941adb0105414de12d7d40645bc50e6d8caa5709fdba015f4fefe1902ebba\
    29a13e6382b43eb5b47cdb8205b52f65416ede5469244ef66517070edee4b7d38269d07f7897a6347cc3589e9dadf122f182\
    f5d9f5f2f2940ad057c4c34793536fddd43802fb69f696788d8fba21df117fe64fe02f66b073a4c8399077a9ed0e903885f0\
    57649058dcdc";
/// PKCS#1 v1.5 with SHA-512.
const SIGNED_512: &str = "\
    5d4176335f226420ea64e28b92c9b9e72faba961383f7a5f1763031fbcc3d395728bdc78c4eada5ec92864e520e91bfedfdb\
    89cb617b16a65b37812a00c8437cdd34b2094c0fb992be4d59c1c4ca3dca4c4bdfd11ef1be4ac32e913e7cc5fda5c9724a14\
    3d1e2d82552aebf6f72b35910f390d49d6fb0b0d43ebeb092ad8c8a2236db760db987749f87dd997096357752779f1b10b02\
    b5f83f0fb2d4d78a9098f9baf9d1b10ba41cfd3f936fb19918f5679a728326745cceba44527527a531bc6c20d5a3699fe88c\
    5e9e251b88309bbaf1637b4b351c0563c25f12d1082e44a8623d44859dc116993452f1504a3a72a486f09b93a9da659f505c\
    67e5f3d9950e";
/// RSASSA-PSS with SHA-256.
const SIGNED_PSS: &str = "\
    12becc65dcc56343bcf4ec9946ef28132fdebc25e1fcefbffb49e4da1d0f8604cb0f1b892e47563047cdccff2a565b1fea61\
    74ee54f417de1d62af82d69ab0c469369cb820c1ca7316ebcb88b79764ed3bc617ca5f1a434b77943bd8f54f467b39ad0c83\
    23fb7c24d65c36688c376a7ff142ed8d5b61ca3fb955f7adda6cbb6fc4b0a0b3a5f30eb93610e16515a198521d345de1052d\
    1cafcc524f8489f148ae68262e4951fcb1ab701c6725bb02fa875cf14d9d15e82ef4ae54fb56bcced4a5ab19f268602ca1ad\
    3ae42272fc26f9056657e384ab20ece92e1bd4dd53333226aeaaadf093b3a61c3acec5bdcb1c17824161aed94cc94df4dc38\
    87e02906cfee";

const MESSAGE: &str = "Quyết định";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
}

fn key(hex: &str) -> Result<PublicKey, AlgorithmFault> {
    PublicKey::read(&Tlv::only(&bytes(hex)).unwrap())
}

fn scheme(hex: &str, digest: Option<Hash>) -> Result<Scheme, AlgorithmFault> {
    Scheme::of(&Tlv::only(&bytes(hex)).unwrap(), digest)
}

const SHA256_WITH_RSA: &str = "300d06092a864886f70d01010b0500";
const SHA384_WITH_RSA: &str = "300d06092a864886f70d01010c0500";
const SHA512_WITH_RSA: &str = "300d06092a864886f70d01010d0500";
const PLAIN_RSA: &str = "300d06092a864886f70d0101010500";

#[test]
fn rsa_signatures_of_openssl_are_verified() {
    let key = key(RSA_2048).unwrap();
    assert_eq!(key.title(), "RSA 2048 bit");
    for (algorithm, signature) in [
        (SHA256_WITH_RSA, SIGNED_256),
        (SHA384_WITH_RSA, SIGNED_384),
        (SHA512_WITH_RSA, SIGNED_512),
    ] {
        let scheme = scheme(algorithm, None).unwrap();
        let mut signature = bytes(signature);
        assert!(key.verifies(scheme, &[MESSAGE.as_bytes()], &signature));
        assert!(key.verifies(
            scheme,
            &[&MESSAGE.as_bytes()[..3], &MESSAGE.as_bytes()[3..]],
            &signature
        ));
        assert!(!key.verifies(scheme, &[b"other"], &signature));
        signature[100] ^= 1;
        assert!(!key.verifies(scheme, &[MESSAGE.as_bytes()], &signature));
        assert!(!key.verifies(scheme, &[MESSAGE.as_bytes()], &bytes(SIGNED_PSS)));
    }
    let plain = scheme(PLAIN_RSA, Some(Hash::Sha256)).unwrap();
    assert!(key.verifies(plain, &[MESSAGE.as_bytes()], &bytes(SIGNED_256)));
    let ecdsa = scheme("300a06082a8648ce3d040302", None).unwrap();
    assert!(!key.verifies(ecdsa, &[MESSAGE.as_bytes()], &bytes(SIGNED_256)));
}

#[test]
fn short_keys_and_old_hashes_are_weak_and_other_kinds_are_unsupported() {
    let weak = [
        key(RSA_1024).err(),
        scheme("300d06092a864886f70d0101050500", None).err(), // sha1WithRSAEncryption
        scheme("300906072a8648ce3d0401", None).err(),         // ecdsa-with-SHA1
        Hash::of(&Tlv::only(&bytes("300906052b0e03021a0500")).unwrap()).err(),
    ];
    assert!(
        weak.iter().all(|fault| matches!(
            fault,
            Some(AlgorithmFault::Weak(_) | AlgorithmFault::Short(1024))
        )),
        "{weak:?}"
    );
    let unsupported = [
        key(ED25519).err(),
        scheme("300b06092a864886f70d01010a", None).err(), // RSASSA-PSS
        scheme("300506032b6570", None).err(),             // Ed25519
        scheme(PLAIN_RSA, None).err(),
        scheme(SHA256_WITH_RSA, Some(Hash::Sha512)).err(),
        scheme("300c06082a8648ce3d0403020500", None).err(),
    ];
    assert!(
        unsupported.iter().all(|fault| matches!(fault, Some(AlgorithmFault::Unsupported(_)))),
        "{unsupported:?}"
    );
}

const HASH_256: &str = "300d06096086480165030402010500";
const HASH_384: &str = "300d06096086480165030402020500";
const HASH_1: &str = "300906052b0e03021a0500";

fn wrapped(tag: &str, inside: &str) -> String {
    format!("{tag}{:02x}{inside}", inside.len() / 2)
}

/// The parameters of RSASSA-PSS: hash, hash of the mask, salt in hexadecimal digits.
fn pss_parameters(hash: &str, mask: &str, salt: &str) -> String {
    let mask = wrapped("30", &format!("06092a864886f70d010108{mask}"));
    let parts = [wrapped("a0", hash), wrapped("a1", &mask), wrapped("a2", &wrapped("02", salt))];
    wrapped("30", &parts.concat())
}

fn pss(parameters: &str) -> String {
    wrapped("30", &format!("06092a864886f70d01010a{parameters}"))
}

/// The salt of [`SIGNED_PSS`]: as long as fits, which is what OpenSSL does by itself.
const LONGEST_SALT: &str = "00de";

#[test]
fn pss_signatures_of_openssl_are_verified_with_their_own_parameters_only() {
    let key = key(RSA_2048).unwrap();
    let verifies = |parameters: &str| {
        let scheme = scheme(&pss(parameters), None).unwrap();
        (scheme, key.verifies(scheme, &[MESSAGE.as_bytes()], &bytes(SIGNED_PSS)))
    };
    let (right, holds) = verifies(&pss_parameters(HASH_256, HASH_256, LONGEST_SALT));
    assert!(holds);
    assert_eq!(right.title(&key), "RSA 2048 bit (PSS), SHA-256");
    assert!(!key.verifies(right, &[b"other"], &bytes(SIGNED_PSS)));
    assert!(!key.verifies(right, &[MESSAGE.as_bytes()], &bytes(SIGNED_256)));
    assert!(!verifies(&pss_parameters(HASH_256, HASH_256, "20")).1, "another salt");
    assert!(!verifies(&pss_parameters(HASH_384, HASH_384, LONGEST_SALT)).1, "another hash");
}

#[test]
fn a_key_for_pss_makes_no_other_signatures_and_keeps_to_its_own_parameters() {
    let bits = &RSA_2048[RSA_2048.find("0382010f").unwrap()..];
    let of = |parameters: &str| {
        let inside = format!("{}{bits}", pss(parameters));
        key(&format!("3082{:04x}{inside}", inside.len() / 2)).unwrap()
    };
    let made = scheme(&pss(&pss_parameters(HASH_256, HASH_256, LONGEST_SALT)), None).unwrap();
    let plain = scheme(SHA256_WITH_RSA, None).unwrap();
    let holds = |key: &PublicKey| key.verifies(made, &[MESSAGE.as_bytes()], &bytes(SIGNED_PSS));
    for parameters in [
        String::new(),
        pss_parameters(HASH_256, HASH_256, "20"),
        pss_parameters(HASH_256, HASH_256, LONGEST_SALT),
    ] {
        let key = of(&parameters);
        assert!(holds(&key), "{parameters}");
        assert!(!key.verifies(plain, &[MESSAGE.as_bytes()], &bytes(SIGNED_256)));
    }
    assert!(!holds(&of(&pss_parameters(HASH_384, HASH_384, "20"))), "it demands another hash");
    assert!(!holds(&of(&pss_parameters(HASH_256, HASH_256, "00df"))), "it demands more salt");
}

#[test]
fn pss_with_old_hashes_is_weak_and_with_odd_parameters_unsupported() {
    let fault = |parameters: &str| scheme(&pss(parameters), None).unwrap_err();
    for weak in ["3000".to_owned(), pss_parameters(HASH_1, HASH_1, "14")] {
        assert!(matches!(fault(&weak), AlgorithmFault::Weak(_)), "{weak}");
    }
    let other_trailer = format!(
        "30{}{}",
        "39",
        format_args!("{}a303020102", &pss_parameters(HASH_256, HASH_256, "20")[4..])
    );
    for odd in
        [String::new(), "0500".into(), pss_parameters(HASH_256, HASH_384, "20"), other_trailer]
    {
        assert!(matches!(fault(&odd), AlgorithmFault::Unsupported(_)), "{odd}");
    }
}
