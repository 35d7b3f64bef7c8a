//! How far a record may travel.

/// A disclosure level, ordered: what stands first leaves least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Never leaves.
    Sealed,
    /// Never leaves; the level of a record for which nobody has decided.
    Restricted,
    /// To the groups of the coalition.
    Coalition,
    /// To a named recipient such as a court.
    Recipient,
    /// To anyone.
    Public,
}

impl Level {
    /// All levels in their order.
    pub const ALL: [Level; 5] = [
        Level::Sealed,
        Level::Restricted,
        Level::Coalition,
        Level::Recipient,
        Level::Public,
    ];

    /// The stable code, as it stands in statements.
    pub const fn code(self) -> &'static str {
        match self {
            Level::Sealed => "sealed",
            Level::Restricted => "restricted",
            Level::Coalition => "coalition",
            Level::Recipient => "recipient",
            Level::Public => "public",
        }
    }

    /// The level with exactly this code.
    pub fn from_code(code: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.code() == code)
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_order() {
        let codes: Vec<&str> = Level::ALL.into_iter().map(Level::code).collect();
        assert_eq!(
            codes,
            ["sealed", "restricted", "coalition", "recipient", "public"]
        );
        assert!(Level::ALL.is_sorted());
        for level in Level::ALL {
            assert_eq!(Level::from_code(level.code()), Some(level));
        }
        assert_eq!(Level::from_code("Public"), None);
        assert_eq!(Level::from_code(""), None);
    }
}
