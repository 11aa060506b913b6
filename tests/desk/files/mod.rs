//! Files that are sent to the page: what they are taken for, where they go, what is asked, and what
//! is never done.

mod coming;
mod hostile;
mod replacing;
mod shown;

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

use crate::client::Client;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea};

/// The list of a district with these teas.
pub(crate) fn list(district: &str, teas: &[&str]) -> Vec<u8> {
    let teas: Vec<Product> = teas.iter().map(|name| tea(name)).collect();
    submission(district, &teas)
}

/// A desk on the settings of the sample and these files.
pub(crate) fn desk_with(files: &[(&str, &[u8])]) -> Client {
    let round =
        files.iter().fold(RoundFolder::settings(), |round, (name, bytes)| round.with(name, bytes));
    Client::open(round)
}

/// Sends a file as the page does.
pub(crate) fn drop_file(client: &Client, name: &str, bytes: &[u8]) {
    let answer = client.post_files("/tep/nhan", &[("tep", name, bytes)]);
    assert_eq!(answer.leads_to(), "/tep", "{}", answer.text());
    client.settled();
}

/// Every file of the folder of the round with its bytes, but for what checks write.
pub(crate) fn files(client: &Client) -> BTreeMap<String, Vec<u8>> {
    let inputs = client.round.input("");
    let folder = inputs.parent().unwrap().to_owned();
    let below = |path: &Path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
    WalkDir::new(&folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (below(entry.path()), entry.path().to_owned()))
        .filter(|(path, _)| {
            !path.starts_with("outputs/") && !path.starts_with(".ocop") && path != "nhat-ky.jsonl"
        })
        .map(|(path, full)| (path, fs_err::read(full).unwrap()))
        .collect()
}

/// The names of the files below a folder of the round.
pub(crate) fn names(client: &Client, below: &str) -> Vec<String> {
    files(client).into_keys().filter(|path| path.starts_with(below)).collect()
}

/// The page of the room.
pub(crate) fn page(client: &Client) -> String {
    text(client, "/tep")
}

/// A page, with its slashes as they are shown.
pub(crate) fn text(client: &Client, address: &str) -> String {
    client.get(address).text().replace("&#x2f;", "/")
}

/// The short name in the first form of the page that has this action behind it.
pub(crate) fn id_of(page: &str, before: &str) -> String {
    let at = page.find(before).unwrap_or_else(|| panic!("the page does not say {before}: {page}"));
    let value = page[at..].split("name=\"id\" value=\"").nth(1).expect("a form follows");
    value.split('"').next().unwrap().to_owned()
}
