//! Signs PDF files and tells whether signed PDF files can be relied on.
