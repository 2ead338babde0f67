//! The phrases that [`sounds_dangerous`](super::sounds_dangerous) looks for. Nobody ever reads them on a screen.
//!
//! A phrase is words as [`fold`](super::fold) leaves them, parted by spaces. `a/b` is either, `a*` any word that begins
//! so, `a?` may be left out, `#` is a number of two digits or more, `@x` a member of a class below, `..` up to two
//! words of any kind, and `$` the end of a thought. A phrase begins with a word, never with a gap.

mod abuse;
mod emergency;
mod harmless;
mod suicide;

pub(super) use abuse::ABUSE;
pub(super) use emergency::EMERGENCY;
pub(super) use harmless::HARMLESS;
pub(super) use suicide::SUICIDE;

/// Ways to write "myself" and its kin.
const SELF: &str = "\
    myself|my self|meself|me self|mysel|masel|maself|myslef|mysef|myelf|himself|him self|hisself|herself|\
    her self|themselves|themself|them self";

const WANT_TO: &str = "\
    want to|want too|want 2|want tae|wants to|wants too|wanted to|wanting to|wanna|wana|wannae|want|wants|\
    wish to|wish i could|wish i can|wish i would|wish i cud|rather|hope i|hope to|hoping to|hoping i|ready to|\
    need to";

const DO_NOT: &str = "\
    dont|don t|do not|dnt|donot|doesnt|does not|didnt|did not|dinnae|dinny|disnae|no longer|never|not";

const CAN_NOT: &str = "cant|can t|cannot|can not|carnt|cnt|cannae|cany|canny|couldnt|could not|unable to|not able to";

const WILL_NOT: &str = "wont|won t|will not|doesnt|does not|dont|do not|didnt|did not|wouldnt|would not|never|not";

const ANY_MORE: &str = "anymore|any more|no more|nomore|any longer|much longer|anylonger|anymor";

/// Somebody close, one at a time, who may do harm.
const SOMEBODY_CLOSE: &str = "\
    he|she|hes|shes|husband|hubby|wife|partner|boyfriend|girlfriend|bf|gf|ex|fiance|fiancee|son|daughter|dad|\
    father|stepdad|stepfather|stepmum|stepmother|stepson|mum|mam|mom|mother|brother|sister|uncle|aunt|auntie|\
    nephew|grandson|granddaughter|carer|flatmate|housemate|landlord|fella|bloke|man|guy";

/// Those who are missed or cared for; with the s of "my son's".
const KIN: &str = "\
    husband|husbands|hubby|wife|wifes|partner|partners|boyfriend|boyfriends|girlfriend|girlfriends|son|sons|\
    daughter|daughters|dad|dads|father|fathers|mum|mums|mam|mams|mom|mother|mothers|brother|brothers|sister|\
    sisters|uncle|uncles|aunt|aunts|auntie|nan|nans|gran|grans|grandad|grandads|grandmother|grandfather|\
    friend|friends|mate|mates|cousin|cousins|nephew|nephews|niece|nieces|parents|child|childs|children|baby|\
    babys|kids";

const HITS: &str = "\
    hits|hit|hitting|beat|beats|beating|beaten|slap|slaps|slapped|slapping|punch|punches|punched|punching|\
    kick|kicks|kicked|kicking|strangle|strangles|strangled|strangling|choke|chokes|choked|choking|batter|\
    batters|battered|battering|thump|thumps|thumped|whack|whacks|whacked|headbutts|headbutted|bites|biting|\
    stab|stabs|stabbed|attack|attacks|attacked|attacking|assault|assaults|assaulted|smack|smacks|smacked|\
    leathers|leathered";

const HURTS: &str = "\
    hurts|hurt|hurting|harms|harm|harmed|harming|burns|burnt|burned|bit|bully|bullies|bullied|bullying|\
    terrorises|terrorised|rapes|abuses";

/// Those who are not named.
const OTHERS: &str = "they|theyre|someone|somebody|parents|family|kids|children|people";

const AFRAID: &str = "scared|scarred|afraid|frightened|frightend|terrified|petrified|fearful|feart";

const HOME: &str = "home|house|flat|room|bedroom|place|hostel";

const TABLETS: &str = "\
    tablets|tablet|pills|pill|meds|medication|medicine|paracetamol|paracetamols|ibuprofen|aspirin|codeine|\
    insulin|antidepressants|sleepers";

/// The members of a class such as `@self`, parted by `|`; `None` for a plain word.
pub(super) fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "@self" => SELF,
        "@want" => WANT_TO,
        "@dont" => DO_NOT,
        "@cant" => CAN_NOT,
        "@wont" => WILL_NOT,
        "@more" => ANY_MORE,
        "@close" => SOMEBODY_CLOSE,
        "@kin" => KIN,
        "@others" => OTHERS,
        "@hits" => HITS,
        "@hurts" => HURTS,
        "@afraid" => AFRAID,
        "@home" => HOME,
        "@tablets" => TABLETS,
        _ => return None,
    })
}
