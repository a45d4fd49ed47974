//! What one file says, read alone: its front matter as a tree with places, its text as HTML with holes.

pub mod body;
mod directive;
mod highlight;
pub mod markdown;
