//! What the query of an address asks for, read as the server reads it (application/x-www-form-urlencoded): a plus is a
//! space, an escape that is none stays as it stands, and what is no UTF-8 is marked as unreadable.
//!
//! It knows names and values, not what they mean.

/// The values of these names, in their order. None where the server would refuse the query: for a name that is given
/// twice, and for the character that no text may hold.
pub fn asked<const N: usize>(query: &str, names: [&str; N]) -> Option<[Option<String>; N]> {
    if query.contains("%00") {
        return None;
    }
    let mut values = std::array::from_fn(|_| None);
    for (name, value) in pairs(query) {
        if let Some(at) = names.iter().position(|known| *known == name)
            && values[at].replace(value).is_some()
        {
            return None;
        }
    }
    Some(values)
}

fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match (*first, after) {
            (b'+', _) => (b' ', after),
            (b'%', [high, low, beyond @ ..]) => escaped(*high, *low).map_or((b'%', after), |byte| (byte, beyond)),
            (other, _) => (other, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn escaped(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{asked, pairs};

    fn read(query: &str) -> Vec<(String, String)> {
        pairs(query).collect()
    }

    #[test]
    fn query_is_read_as_browsers_write_it() {
        for (query, name, value) in [
            ("near=St+Ives", "near", "St Ives"),
            ("near=St%20Ives%2C%20Cornwall", "near", "St Ives, Cornwall"),
            ("n%65ar=T%c5%B7", "near", "Tŷ"),
            ("near=Tŷ", "near", "Tŷ"),
            ("q=a=b", "q", "a=b"),
            ("q=1%2B1", "q", "1+1"),
            ("q", "q", ""),
            ("=x", "", "x"),
            ("q=100%", "q", "100%"),
            ("q=%4", "q", "%4"),
            ("q=%zz%41", "q", "%zzA"),
            ("q=%%41", "q", "%A"),
            ("q=%+1", "q", "% 1"),
            ("q=%ff", "q", "\u{fffd}"),
            ("&&q=x&", "q", "x"),
        ] {
            assert_eq!(read(query), [(name.to_owned(), value.to_owned())], "{query}");
        }
        assert!(read("").is_empty());
    }

    #[test]
    fn what_is_asked_twice_is_refused_and_what_is_not_known_passed_over() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(asked("b=2&c=3&a=1", ["a", "b", "d"]), Some([some("1"), some("2"), None]));
        assert_eq!(asked("a=&c=1&c=2", ["a"]), Some([some("")]));
        assert_eq!(asked("a=1&%61=1", ["a"]), None);
        assert_eq!(asked("a=%00", ["a"]), None);
        assert_eq!(asked("c=%00", ["a"]), None);
    }
}
