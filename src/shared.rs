//! Values that many things hold alike, each once in memory.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that may be the same memory in several places. It is used like the value itself; whoever
/// changes it gets a copy of their own first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    /// Takes each of these values by itself. The list takes the room of its places alone; collected
    /// in the usual way, it would keep that of the values.
    pub fn each(values: Vec<T>) -> Vec<Self> {
        let mut each = Vec::with_capacity(values.len());
        each.extend(values.into_iter().map(Self::from));
        each
    }
}

impl<T: PartialEq> Shared<T> {
    /// Lets this value be the same memory as another one, where the two are equal.
    pub fn share(&mut self, other: &Self) {
        if self == other {
            self.0 = Arc::clone(&other.0);
        }
    }

    /// Lets each of these values be the same memory as the one of its place among others, where the
    /// two are equal.
    pub fn share_all(these: &mut [Self], others: &[Self]) {
        these.iter_mut().zip(others).for_each(|(this, other)| this.share(other));
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_shared_values_takes_the_room_of_its_places_alone() {
        let values: Vec<[u64; 32]> = (0..40).map(|value| [value; 32]).collect();
        let each = Shared::each(values.clone());
        assert_eq!(each.capacity(), values.len());
        assert!(each.iter().zip(&values).all(|(one, value)| **one == *value));
    }

    #[test]
    fn equal_values_are_one_until_somebody_changes_theirs() {
        let words = |words: &[&str]| -> Vec<Shared<String>> {
            words.iter().map(|word| (*word).to_owned().into()).collect()
        };
        let (first, mut second) = (words(&["a", "b"]), words(&["a", "c", "d"]));
        Shared::share_all(&mut second, &first);
        assert!(std::ptr::eq::<String>(&raw const *first[0], &raw const *second[0]));
        assert!(!std::ptr::eq::<String>(&raw const *first[1], &raw const *second[1]));
        second[0].push('x');
        assert_eq!((first[0].as_str(), second[0].as_str()), ("a", "ax"));
    }
}
