//! Which addresses are pages of the apps, and of which. An app has one page for all its addresses; only its status tells a
//! dead link from a live one.

use uuid::Uuid;

/// The page of the public app.
pub const PUBLIC: &str = "/index.html";
/// The page of the app in which somebody asks for a link worker.
pub const REFER: &str = "/refer.html";
const ME: &str = "/me.html";
const DESK: &str = "/desk.html";
const TEAM: &str = "/team.html";
const MESSAGES: &str = "/messages.html";
const INBOX: &str = "/inbox.html";
const PLAN: &str = "/plan.html";
const OUTINGS: &str = "/outings.html";
const WEEK: &str = "/week.html";
const VISITS: &str = "/visits.html";
const HOW: &str = "/how.html";
const PROGRESS: &str = "/progress.html";

/// The file of the app that answers a path. The same as `App::of` of the app's `src/routes.rs` and `pageFor` of `sw.js`.
pub fn app_page(path: &str) -> &'static str {
    let mut parts = path.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("refer" | "referral"), _) => REFER,
        (Some("me" | "desk"), Some("messages")) => MESSAGES,
        (Some("me"), Some(part)) if is_inbox_page(part) => INBOX,
        (Some("me" | "desk"), Some("plan")) => plan_app(path),
        (Some("me" | "sign-in"), _) => ME,
        (Some("desk"), Some(part)) if is_team_page(part) => TEAM,
        (Some("desk"), Some("quiet" | "report" | "welcome")) => PROGRESS,
        (Some("desk"), _) => DESK,
        _ => PUBLIC,
    }
}

/// Whether an app has a page at this path.
pub fn is_page(path: &str) -> bool {
    let below = |folder: &str| path.strip_prefix(folder).filter(|rest| !rest.is_empty() && !rest.contains('/'));
    let is_one_of = |folder: &str| below(folder).is_some_and(|id| Uuid::try_parse(id).is_ok());
    match app_page(path) {
        REFER => path == "/referral" || below("/refer/").is_some(),
        ME => {
            matches!(path, "/me" | "/sign-in")
                || below("/sign-in/").is_some_and(|rest| matches!(rest, "link" | "recover"))
                || below("/me/").is_some_and(is_own_page)
                || path == "/me/helpers/invite"
                || is_one_of("/me/helpers/")
                || is_one_of("/me/helping/")
        }
        DESK => {
            path == "/desk"
                || matches!(path, "/desk/sign-in" | "/desk/people")
                || is_one_of("/desk/referrals/")
                || is_one_of("/desk/people/")
        }
        TEAM => below("/desk/").is_some_and(is_team_page),
        MESSAGES => {
            matches!(path, "/me/messages" | "/desk/messages")
                || is_one_of("/me/messages/")
                || is_one_of("/desk/messages/")
        }
        INBOX => below("/me/").is_some_and(is_inbox_page),
        PLAN | OUTINGS | WEEK | VISITS | HOW => match plan_part(path) {
            Some((whose, rest)) => whose.is_none_or(|id| Uuid::try_parse(id).is_ok()) && is_plan_page(rest),
            None => false,
        },
        PROGRESS => matches!(path, "/desk/quiet" | "/desk/report") || is_one_of("/desk/welcome/"),
        _ => matches!(path, "/" | "/groups" | "/about") || is_one_of("/groups/"),
    }
}

/// Whose plan an address is of, where it says so, and what follows it.
fn plan_part(path: &str) -> Option<(Option<&str>, &str)> {
    let own = path.strip_prefix("/me/plan");
    let theirs = path.strip_prefix("/desk/plan/").or_else(|| own?.strip_prefix("/of/"));
    match theirs {
        Some(theirs) => {
            let (id, rest) = theirs.split_at(theirs.find('/').unwrap_or(theirs.len()));
            Some((Some(id), rest))
        }
        None => own.map(|rest| (None, rest)),
    }
}

/// The app of a page of a plan.
fn plan_app(path: &str) -> &'static str {
    let rest = plan_part(path).map(|(_, rest)| rest).unwrap_or_default();
    match rest.split('/').nth(1) {
        Some("groups") => OUTINGS,
        Some("week" | "ready" | "calendar" | "back") => WEEK,
        Some("visits" | "add") => VISITS,
        Some("how" | "print") => HOW,
        _ => PLAN,
    }
}

/// Whether a plan has a page at what follows its own address.
fn is_plan_page(rest: &str) -> bool {
    let is_id = |folder: &str| rest.strip_prefix(folder).is_some_and(|id| Uuid::try_parse(id).is_ok());
    matches!(rest, "" | "/new" | "/add" | "/print" | "/week" | "/visits" | "/how" | "/ready" | "/calendar")
        || is_id("/goals/")
        || is_id("/groups/")
        || is_id("/back/")
}

fn is_own_page(name: &str) -> bool {
    matches!(name, "details" | "safe-contact" | "devices" | "passkeys" | "recovery-words" | "helpers" | "become-helper")
}

fn is_inbox_page(name: &str) -> bool {
    matches!(name, "inbox" | "complaints" | "erase" | "export" | "phone" | "who-looked")
}

fn is_team_page(name: &str) -> bool {
    matches!(name, "team" | "staff" | "cover" | "listings" | "feeds" | "recoveries" | "me" | "invitation")
}

/// Whether the path asks for a file: its last part has an ending.
pub fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_dead_links() {
        let id = "01890a5d-ac96-774b-bcce-b302099a8057";
        for path in ["/", "/groups", "/about", "/refer/who", "/refer/sent", "/referral"] {
            assert!(is_page(path), "{path}");
        }
        for path in ["/sign-in", "/sign-in/link", "/me", "/me/export"] {
            assert!(is_page(path), "{path}");
        }
        for path in ["/me/erase", "/me/who-looked", "/me/phone", "/me/details", "/me/devices"] {
            assert!(is_page(path), "{path}");
        }
        for path in ["/me/helpers/invite", "/me/messages", "/me/inbox", "/me/plan", "/me/plan/week", "/desk/quiet"] {
            assert!(is_page(path), "{path}");
        }
        let back = format!("/back/{id}");
        for base in ["/me/plan".to_owned(), format!("/me/plan/of/{id}"), format!("/desk/plan/{id}")] {
            for rest in ["", "/new", "/print", &format!("/goals/{id}"), &format!("/groups/{id}"), &back] {
                assert!(is_page(&format!("{base}{rest}")), "{base}{rest}");
            }
            for rest in ["/", "/x", "/goals", "/goals/7", "/week/x"] {
                assert!(!is_page(&format!("{base}{rest}")), "{base}{rest}");
            }
        }
        for path in ["/desk", "/desk/sign-in", "/desk/people", "/desk/messages"] {
            assert!(is_page(path), "{path}");
        }
        for folder in [
            "/groups",
            "/me/helpers",
            "/me/helping",
            "/me/messages",
            "/desk/referrals",
            "/desk/people",
            "/desk/messages",
        ] {
            assert!(is_page(&format!("{folder}/{id}")), "{folder}");
            for rest in ["/", "/7", "/x/y"] {
                assert!(!is_page(&format!("{folder}{rest}")), "{folder}{rest}");
            }
        }
        for path in [
            "/refer",
            "/refer/",
            "/refer/a/b",
            "/referral/x",
            "/wp-admin",
            "//",
            "/sign-in/x",
            "/me/",
            "/me/x",
            "/me/inbox/",
            "/me/inbox/7",
            "/me/export/x",
            "/desk/inbox",
            "/desk/x",
            "/desk/team/",
            "/desk/staff/x",
            "/meadow",
        ] {
            assert!(!is_page(path), "{path}");
        }
    }

    #[test]
    fn each_address_belongs_to_one_app() {
        for (path, page) in [
            ("/", PUBLIC),
            ("/groups", PUBLIC),
            ("/wp-admin", PUBLIC),
            ("/meadow", PUBLIC),
            ("/refer/who", REFER),
            ("/refer/sent", REFER),
            ("/refer", REFER),
            ("/referral", REFER),
            ("/referrals", PUBLIC),
            ("/sign-in", ME),
            ("/sign-in/link", ME),
            ("/me", ME),
            ("/me/nothing", ME),
            ("/desk", DESK),
            ("/desk/people", DESK),
            ("/desk/nothing", DESK),
            ("/desk/me", TEAM),
            ("/desk/staff", TEAM),
            ("/desk/staff/7", TEAM),
            ("/me/messages", MESSAGES),
            ("/me/messages/7", MESSAGES),
            ("/me/inbox", INBOX),
            ("/me/complaints", INBOX),
            ("/me/export", INBOX),
            ("/me/who-looked", INBOX),
            ("/me/phone", INBOX),
            ("/me/phones", ME),
            ("/me/plan", PLAN),
            ("/me/plan/of/7", PLAN),
            ("/me/plan/of/7/week", WEEK),
            ("/me/plan/goals/7", PLAN),
            ("/me/plan/groups/7", OUTINGS),
            ("/me/plan/back/7", WEEK),
            ("/desk/plan/7/how", HOW),
            ("/me/planned", ME),
            ("/desk/plan/7", PLAN),
            ("/desk/quiet", PROGRESS),
            ("/desk/messages", MESSAGES),
            ("/desk/messages/7/8", MESSAGES),
            ("/me/messages-of-mine", ME),
            ("/desk/inbox", DESK),
            ("/messages", PUBLIC),
        ] {
            assert_eq!(app_page(path), page, "{path}");
        }
    }

    #[test]
    fn files_have_an_ending() {
        assert!(is_file("/sw.js") && is_file("/.env") && is_file("/a/b.css"));
        assert!(!is_file("/groups") && !is_file("/v1.2/groups"));
    }
}
