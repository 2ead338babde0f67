//! By which number the app and the server tell each other how old they are.

/// The number of this release. It is raised with every release that changes the JSON; CONTRIBUTING.md says what may change.
pub const RELEASE: u32 = 1;

/// How many releases back an app may be and still be answered: nobody loads a page anew on the day of a release.
pub const RELEASES_ANSWERED: u32 = 2;

/// The header in which the app says its number.
pub const RELEASE_HEADER: &str = "x-stile-release";
