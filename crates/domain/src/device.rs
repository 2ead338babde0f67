//! What kind of device a browser runs on, from what it says of itself: enough for somebody to know their own phone in
//! a list, and no more. It must not know whose it is.

/// What a browser is told by, and its name. The first that is found counts: most pretend to be others too.
const BROWSERS: [(&str, &str); 12] = [
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    // Only Apple's own says its version apart; old Android browsers do too, but they are not on Apple's systems.
    ("Version/", "Safari"),
];

/// What a system is told by, and its name. Windows phones said Android too, and Android says Linux.
const SYSTEMS: [(&str, &str); 8] = [
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Ubuntu", "Linux"),
    ("Linux", "Linux"),
];

/// `Chrome on Android`, `Safari on iPhone`, or as much of it as can be told; empty when nothing can.
pub fn words_of(user_agent: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| user_agent.contains(sign)).map_or("", |(_, name)| *name)
    };
    let system = named(&SYSTEMS);
    let browser = match named(&BROWSERS) {
        "Safari" if !matches!(system, "iPhone" | "iPad" | "Mac") => "",
        browser => browser,
    };
    match (browser, system) {
        ("", only) | (only, "") => only.to_owned(),
        (browser, system) => format!("{browser} on {system}"),
    }
}

#[cfg(test)]
mod tests;
