//! A test PKI: a root, an authority under it, people and offices, and the services around them on
//! loopback.
//!
//! The keys are always the same ones, so every run makes the same bytes (but for the port of the
//! services). The services answer as of [`NOW`], so that nothing depends on the day of the run;
//! certificates are valid from 2025 to 2045.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    clippy::missing_panics_doc,
    reason = "support for several tests"
)]

pub mod certificate;
mod cms;
pub mod der;
mod entity;
mod pair;
mod serve;
mod services;

pub use cms::Cms;
pub use entity::{Entity, Order, Usage};
pub use pair::{Key, Pair};
pub use serve::Server;
use time::OffsetDateTime;

/// The time of the tests: 1 June 2026, 10:00 in Việt Nam.
pub const NOW: i64 = 1_780_282_800;
/// From when certificates are valid: 1 January 2025.
pub const FROM: i64 = 1_735_689_600;
/// Until when: 1 January 2045.
pub const TO: i64 = 2_366_841_600;

/// [`NOW`] as the program takes it.
pub fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(NOW).expect("a date")
}

/// The authorities and their services.
pub struct Pki {
    /// Trusted.
    pub root: Entity,
    /// Issues the certificates of people and services.
    pub sub: Entity,
    /// Stamps times.
    pub tsa: Entity,
    /// `http://127.0.0.1:port` of the services; empty without.
    pub base: String,
}

impl Pki {
    /// Authorities without services.
    pub fn new() -> Self {
        Self::at("", "")
    }

    /// Other authorities of the same names.
    pub fn of_strangers() -> Self {
        Self::at("strangers", "")
    }

    /// Authorities, and where their services will answer.
    fn at(realm: &str, base: &str) -> Self {
        let root = Entity::root("Gốc thử nghiệm", realm);
        let sub = root.certify(&Order {
            usage: Usage::Authority,
            base,
            ..Order::of("Cơ quan chứng thực thử nghiệm")
        });
        let tsa = sub.certify(&Order {
            usage: Usage::TimeStamping,
            base,
            ..Order::of("Dấu thời gian thử nghiệm")
        });
        Self { root, sub, tsa, base: base.to_owned() }
    }

    /// Authorities with services on loopback, until the server is dropped.
    pub fn served() -> (Self, Server) {
        Self::served_in("")
    }

    /// Authorities of the same names with services of their own.
    pub fn served_by_strangers() -> (Self, Server) {
        Self::served_in("strangers")
    }

    fn served_in(realm: &str) -> (Self, Server) {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let pki = Self::at(realm, &base);
        let server = Server::start(listener, services::Services::of(&pki));
        (pki, server)
    }

    /// Authorities with a time stamp service, whose certificates name no service: other programs
    /// then ask none.
    pub fn stamped() -> (Self, Server) {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let pki = Self::new();
        let server = Server::start(listener, services::Services::of(&pki));
        (pki, server)
    }

    /// A certificate for a person or an office.
    pub fn leaf(&self, name: &str, key: Key) -> Entity {
        self.sub.certify(&Order { key, base: &self.base, ..Order::of(name) })
    }

    /// The root as PEM.
    pub fn roots(&self) -> Vec<u8> {
        self.root.pem().into_bytes()
    }

    /// The authority under the root as PEM.
    pub fn between(&self) -> Vec<u8> {
        self.sub.pem().into_bytes()
    }
}
