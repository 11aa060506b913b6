//! Colours cells, adds notes and a list sheet in somebody else's xlsx, and leaves every other byte as it is.
