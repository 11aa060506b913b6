//! Reads spreadsheets that anybody may have sent: within limits, cell by cell, told with their places.
