//! Why certificates or revocation lists cannot be read.

use thiserror::Error;

use super::algorithm::AlgorithmFault;
use crate::der::DerFault;

/// Why a certificate, a revocation list or a file of them is not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PkiFault {
    /// Not DER, or not what was expected.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A kind of key or signature that is not supported, or too weak.
    #[error("algorithm: {0}")]
    Algorithm(String),
    /// The file holds none.
    #[error("nothing found in the file")]
    Empty,
}

impl PkiFault {
    /// What a clerk reads.
    pub fn sentence(&self) -> String {
        match self {
            Self::Damaged(_) => {
                "Tệp chứng thư hoặc danh sách thu hồi bị hỏng hoặc không đúng định dạng.".into()
            }
            Self::Algorithm(what) => format!("Chưa hỗ trợ hoặc không chấp nhận: {what}."),
            Self::Empty => "Tệp không chứa chứng thư hoặc danh sách thu hồi nào.".into(),
        }
    }

    /// What a clerk can do.
    pub fn remedy(&self) -> &'static str {
        "Dùng tệp PEM (.pem, .crt) hoặc DER (.cer, .crl) do cơ quan cung cấp chứng thư phát hành."
    }
}

impl From<DerFault> for PkiFault {
    fn from(fault: DerFault) -> Self {
        Self::Damaged(fault.to_string())
    }
}

impl From<AlgorithmFault> for PkiFault {
    fn from(fault: AlgorithmFault) -> Self {
        Self::Algorithm(fault.what())
    }
}
