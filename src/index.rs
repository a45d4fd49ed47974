//! What is found by name: looked up by hash, gone through in the order in which it was put in, the same in every run.

use foldhash::fast::FixedState;
use indexmap::IndexMap;

/// A table from names to what they name.
pub type Index<K, V> = IndexMap<K, V, FixedState>;
