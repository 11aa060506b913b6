//! Certificates, the paths that lead from a signer to a root that is trusted, and whether they were
//! revoked.

mod algorithm;
mod certificate;
mod chain;
mod extensions;
mod fault;
mod issue;
mod name;
mod ocsp;
mod pem;
mod revocation;
mod statement;
mod status;

pub(crate) use algorithm::{AlgorithmFault, PublicKey, RsaUse, Scheme};
pub use algorithm::{Hash, SHORTEST_RSA};
pub use certificate::Certificate;
pub use chain::ChainFault;
pub(crate) use chain::{Purpose, Tried, build, is_meant_for};
pub use fault::PkiFault;
pub(crate) use issue::{NewCertificate, name};
pub(crate) use ocsp::OcspResponse;
pub(crate) use pem::armoured;
pub use revocation::RevocationList;
pub(crate) use status::{Evidence, Status, status};
