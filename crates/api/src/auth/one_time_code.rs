//! Six digits and a link, worked out from the id of what was asked for and the server's secret, so that neither is kept
//! anywhere: not in the database, not in the job that sends them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::codes;
use subtle::ConstantTimeEq as _;
use wire::CodeId;

use crate::auth::Pepper;
use crate::store::CodeLimits;

/// How often codes may be asked for and guessed.
pub const LIMITS: CodeLimits = CodeLimits {
    codes_an_hour: codes::CODES_AN_HOUR as u64,
    messages_an_hour: codes::MESSAGES_AN_HOUR as u64,
    tries_a_code: codes::TRIES_A_CODE as i32,
    guesses_a_day: codes::GUESSES_A_DAY as i32,
    failures_an_hour: codes::FAILURES_AN_HOUR_STOP as i32,
};

/// The six digits of a code.
pub fn digits(pepper: &Pepper, id: CodeId) -> String {
    let mut draw: u32 = 0;
    loop {
        let mac = pepper.mac("code", &format!("{id}/{draw}"));
        let random = u32::from_be_bytes([mac[0], mac[1], mac[2], mac[3]]);
        if let Some(digits) = codes::six_digits(random) {
            return digits;
        }
        draw += 1;
    }
}

/// Whether these are the digits of that code. Takes the same time whatever was typed.
pub fn is_right(pepper: &Pepper, id: CodeId, typed: &str) -> bool {
    let typed = codes::normalise(typed).unwrap_or_else(|| "      ".to_owned());
    digits(pepper, id).as_bytes().ct_eq(typed.as_bytes()).into()
}

/// The token of the link that does the same: the id, and 256 bits that only this server can work out.
pub fn link_token(pepper: &Pepper, id: CodeId) -> String {
    let mut bytes = id.0.as_bytes().to_vec();
    bytes.extend_from_slice(&pepper.mac("link", &id.to_string()));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Which code a link's token is for, when it is one of ours.
pub fn read_link_token(pepper: &Pepper, token: &str) -> Option<CodeId> {
    let bytes = URL_SAFE_NO_PAD.decode(token.trim()).ok()?;
    let (id, mac) = bytes.split_at_checked(16)?;
    let id = CodeId(uuid::Uuid::from_slice(id).ok()?);
    bool::from(pepper.mac("link", &id.to_string()).as_slice().ct_eq(mac)).then_some(id)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_code_is_right_for_its_own_id_and_server_alone() {
        let (pepper, id) = (Pepper::fresh(), CodeId(Uuid::now_v7()));
        let code = digits(&pepper, id);
        assert_eq!(code.len(), 6);
        assert!(is_right(&pepper, id, &code));
        assert!(is_right(&pepper, id, &format!(" {} {} ", &code[..3], &code[3..])));
        for wrong in ["", "12345", "1234567", "abcdef"] {
            assert!(!is_right(&pepper, id, wrong), "{wrong}");
        }
        let others = (0..50).filter(|_| digits(&pepper, CodeId(Uuid::now_v7())) == code).count();
        assert!(others < 2);
    }

    #[test]
    fn a_link_cannot_be_made_up() {
        let (pepper, id) = (Pepper::fresh(), CodeId(Uuid::now_v7()));
        let token = link_token(&pepper, id);
        assert_eq!(read_link_token(&pepper, &token), Some(id));
        assert_eq!(read_link_token(&Pepper::fresh(), &token), None);
        for wrong in ["", "AAAA", &token[..token.len() - 2], &link_token(&pepper, CodeId(Uuid::nil()))[..30]] {
            assert_eq!(read_link_token(&pepper, wrong), None);
        }
        let mut forged = URL_SAFE_NO_PAD.decode(&token).unwrap();
        forged[20] ^= 1;
        assert_eq!(read_link_token(&pepper, &URL_SAFE_NO_PAD.encode(forged)), None);
    }
}
